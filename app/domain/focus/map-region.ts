/** Location texts that say that there is no region. */
const noRegion = "('', 'global', 'unassigned', 'unknown', 'all regions', 'intercontinental', 'n/a', 'none')";

/**
 * SQL: the text that a region is looked up by, in lower case and without spaces, parentheses and dots, as `regionKeys` has it; '' for no region. The
 * meter's region counts only where the resource has no location at all. TSV rows `resourceLocation` and `meterRegion`.
 */
export function mapRegionKey(resourceLocation: string, meterRegion: string): string {
  const location = `lower(trimBoth(${resourceLocation}))`;
  return `if(${location} = '', ${meterRegionKey(meterRegion)}, if(${location} IN ${noRegion}, '', ${stripped(location)}))`;
}

/** Whether a key that no region was found for is worth a question: `Zone 1` of a meter never was a region. */
export function isUnknownRegion(resourceLocation: string, regionKey: string, regionId: string): string {
  return `(${regionKey} != '' AND ${regionId} = '' AND trimBoth(${resourceLocation}) != '')`;
}

/**
 * SQL: one row (knownRegion, regionId, regionName) for each spelling and each id of the regions. A spelling goes before an id, and where two spellings become one when
 * they are stripped, the one that was written so goes first.
 */
export const regionKeys = `
  SELECT key AS knownRegion, argMin(region_id, rank) AS regionId, argMin(region_name, rank) AS regionName FROM (
    SELECT ${stripped("original_value")} AS key, region_id, region_name, if(key = original_value, 0, 1) AS rank FROM FocusRegion FINAL
    UNION ALL
    SELECT region_id AS key, region_id, region_name, 2 AS rank FROM FocusRegion FINAL
  ) WHERE region_id != 'global' GROUP BY key`;

function meterRegionKey(meterRegion: string): string {
  const region = `lower(trimBoth(${meterRegion}))`;
  return `if(${region} IN ${noRegion} OR match(${region}, '^zone [0-9]'), '', ${stripped(region)})`;
}

function stripped(text: string): string {
  return `replaceRegexpAll(${text}, '[ ().]', '')`;
}
