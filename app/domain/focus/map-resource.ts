import { sqlLiteral } from "../sql-literal";

/**
 * SQL: the id of what a charge is about: the resource, but for the purchase of a commitment, and for its unused part, the commitment itself, as
 * FOCUS wants it.
 */
export function mapBilledResource(instanceId: string, isPurchase: string, isUnused: string, commitmentId: string): string {
  return `if(${isPurchase} OR ${isUnused}, ifNull(${commitmentId}, ${instanceId}), ${instanceId})`;
}

/**
 * SQL: what follows the last `/providers/` of an instance id, in lower case and without slashes at its end; '' when the id names no provider. A
 * namespace has a dot, which tells it from a resource group that is called "providers". Split and not matched as a whole, which took ten times as
 * long.
 */
export function mapResourcePath(instanceId: string): string {
  const id = withoutSlash(`lower(${instanceId})`);
  const last = `splitByString('/providers/', ${id})[-1]`;
  const path = `if(startsWith(${last}, 'providers/'), substring(${last}, 11), ${last})`;
  return `if(position(${id}, '/providers/') > 0 AND match(${path}, ${sqlLiteral("^[^/.]+[.][^/]+/[^/]")}), ${path}, '')`;
}

/**
 * SQL: the type in a resource path, `microsoft.compute/virtualmachinescalesets/virtualmachines`; '' without a path.
 * docs/focus-mapping.md `instanceId -> x_ResourceType`: "provider path after last /providers/: ns + odd segments".
 */
export function mapResourceType(resourcePath: string): string {
  return `replaceRegexpAll(${resourcePath}, '(/[^/]+)/[^/]+', ${sqlLiteral("\\1")})`;
}

/** SQL: ResourceId, spelled as Azure did (FOCUS StringHandling), without slashes at its end; null when there is none, and the row stays. */
export function mapResourceId(instanceId: string): string {
  return `nullIf(${withoutSlash(instanceId)}, '')`;
}

/** SQL: what resources compare by, since Azure's ids have no case; '' without one. */
export function mapResourceKey(instanceId: string): string {
  return withoutSlash(`lower(${instanceId})`);
}

/**
 * SQL: ResourceName, in the casing of the id. docs/focus-mapping.md `instanceId -> ResourceName`: "last ARM segment; null if ResourceId null". An id that ends in a
 * type without a name is named by the segment before. A classic resource is known by its name alone: that is its ResourceId, and FOCUS does not
 * want it twice.
 */
export function mapResourceName(instanceId: string, resourcePath: string): string {
  const id = withoutSlash(instanceId);
  // The path is in lower case, and as long as it is in the id.
  const segments = `splitByChar('/', right(${id}, length(${resourcePath})))`;
  const named = `if(length(${segments}) % 2 = 0, ${segments}[-2], ${segments}[-1])`;
  return `nullIf(multiIf(${resourcePath} != '', ${named}, position(${instanceId}, '/') > 0, splitByChar('/', ${id})[-1], ''), '')`;
}

/**
 * SQL: ResourceType, which FOCUS wants with every ResourceId: the display name of the type, else the type itself, else, for a classic resource whose id
 * says no type, its consumed service. docs/focus-mapping.md `instanceId -> ResourceType`: "SingularDisplayName by lower type, fallback x_ResourceType".
 */
export function mapResourceTypeName(resourceId: string, displayName: string, resourceType: string, consumedService: string): string {
  return `if(${resourceId} IS NULL, NULL, multiIf(${displayName} != '', ${displayName}, ${resourceType} != '', ${resourceType}, ${consumedService} != '', ${consumedService}, 'Unknown'))`;
}

function withoutSlash(text: string): string {
  return `trim(TRAILING '/' FROM ${text})`;
}

/** Location texts that mean no region. */
const noRegion = "('', 'global', 'unassigned', 'unknown', 'all regions', 'intercontinental', 'n/a', 'none')";

/**
 * SQL: the text that a region is looked up by, in lower case and without spaces, parentheses and dots, as `regionKeys` has it; '' for no region. The
 * meter's region counts only where the resource has no location at all. docs/focus-mapping.md `resourceLocation` and `meterRegion`.
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
