import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { ofSnapshot, snapshotParameters } from "./of-snapshot";
import type { SnapshotDatabase } from "./snapshot-database";

/** The days that a snapshot has charges of, `YYYY-MM-DD` in order, of whatever source it is: read from a rollup of FOCUS, where 1970-01-01 is no day. */
export async function readSnapshotDays(database: SnapshotDatabase, key: SnapshotKey): Promise<readonly string[]> {
  const rows = await database.rows<{ readonly day: string }>(
    `SELECT DISTINCT toString(usage_date) AS day FROM DailyFocusCost WHERE ${ofSnapshot} AND usage_date > toDate(0) ORDER BY day`,
    snapshotParameters(key),
  );
  return rows.map(({ day }) => day);
}
