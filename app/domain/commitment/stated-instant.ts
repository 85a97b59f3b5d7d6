/**
 * The instant that the lines of a bill say, in milliseconds since 1970: `2027-10-03T03:59:59.000Z`, which Parquet may write without the zone, and then it is UTC. Unclear
 * when they name different instants, or one that cannot be read; null when no line names one.
 */
export function statedInstant(texts: readonly string[]): { readonly instant: number | null; readonly isUnclear: boolean } {
  const instants = new Set(texts.map(toInstant));
  const [instant = null] = instants;
  const isUnclear = instants.size > 1 || (instants.size === 1 && instant === null);
  return { instant: isUnclear ? null : instant, isUnclear };
}

function toInstant(text: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*(?:Z|\+00:00)?$/.exec(text.trim());
  const instant = parts === null ? Number.NaN : Date.parse(`${parts[1] ?? ""}T${parts[2] ?? ""}Z`);
  return Number.isNaN(instant) ? null : instant;
}
