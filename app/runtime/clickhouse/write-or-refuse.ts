export interface RefusedRow<Row> {
  readonly row: Row;
  readonly reason: string;
}

/**
 * Writes rows; what the table refuses is found by halving and handed back, so that one bad row does not hold up the others. Anything else, such
 * as ClickHouse being away, is thrown: some of the rows may be stored by then.
 */
export async function writeOrRefuse<Row>(
  rows: readonly Row[],
  write: (rows: readonly Row[]) => Promise<void>,
): Promise<readonly RefusedRow<Row>[]> {
  try {
    await write(rows);
    return [];
  } catch (error) {
    if (!isRefusedByClickHouse(error)) throw error;
    const [only] = rows;
    if (rows.length === 1 && only !== undefined) return [{ row: only, reason: error instanceof Error ? error.message : String(error) }];
    const middle = Math.ceil(rows.length / 2);
    const first = await writeOrRefuse(rows.slice(0, middle), write);
    return [...first, ...(await writeOrRefuse(rows.slice(middle), write))];
  }
}

/** ClickHouse's codes for data that it will never accept: parse errors, types, ranges, missing values, constraints. */
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

/** True for an error caused by the rows; false for one that may go away, such as an unavailable server. */
function isRefusedByClickHouse(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return typeof error.code === "string" && dataErrors.has(error.code);
}
