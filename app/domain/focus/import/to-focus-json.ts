/**
 * Reads the JSON of a cell. An object stays the text it was, digit by digit. BigQuery and Parquet write key-values as an array of pairs
 * (`[{"key":"env","value":"prod"}]`), which becomes the object. Null when it is neither.
 */
export function toFocusJson(text: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (Array.isArray(value)) return fromPairs(value);
  return typeof value === "object" && value !== null ? text : null;
}

function fromPairs(items: readonly unknown[]): string | null {
  const pairs: [string, unknown][] = [];
  for (const item of items) {
    if (typeof item !== "object" || item === null || !("key" in item) || typeof item.key !== "string") return null;
    pairs.push([item.key, "value" in item ? item.value : null]);
  }
  return JSON.stringify(Object.fromEntries(pairs));
}
