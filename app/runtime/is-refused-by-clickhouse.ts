/** ClickHouse's codes for data that will never fit, however often it is sent: parse errors, types, ranges, missing values, constraints. */
const dataErrors = new Set([
  "6",
  "26",
  "27",
  "32",
  "33",
  "38",
  "41",
  "43",
  "53",
  "69",
  "70",
  "72",
  "117",
  "131",
  "349",
  "407",
  "441",
  "467",
  "469",
]);

/** True for an error that the rows themselves cause; false for one that time or an operator heals. */
export function isRefusedByClickHouse(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return typeof error.code === "string" && dataErrors.has(error.code);
}
