import { isRefusedByClickHouse } from "./is-refused-by-clickhouse";

export interface RefusedRow<Row> {
  readonly row: Row;
  readonly reason: string;
}

/**
 * Writes rows; what the table refuses is found by halving and handed back, so that one bad row does not hold up the others. Anything else, such
 * as ClickHouse being away, is tried again after `waitMs` of the attempt, and after the last one thrown.
 */
export async function writeOrRefuse<Row>(
  rows: readonly Row[],
  write: (rows: readonly Row[]) => Promise<void>,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<readonly RefusedRow<Row>[]> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await write(rows);
      return [];
    } catch (error) {
      if (isRefusedByClickHouse(error)) {
        const [only] = rows;
        if (rows.length === 1 && only !== undefined) return [{ row: only, reason: error instanceof Error ? error.message : String(error) }];
        const middle = Math.ceil(rows.length / 2);
        const first = await writeOrRefuse(rows.slice(0, middle), write, sleep);
        return [...first, ...(await writeOrRefuse(rows.slice(middle), write, sleep))];
      }
      const wait = waitMs[attempt];
      if (wait === undefined) throw error;
      await sleep(wait);
    }
  }
}

/** Some four minutes in all: Kafka takes a consumer for dead after five. */
const waitMs = [200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 30_000, 30_000, 30_000, 30_000, 30_000];
