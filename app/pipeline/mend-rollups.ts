import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { dropPartition } from "./drop-partition";
import { ofSnapshot, snapshotParameters } from "./of-snapshot";
import type { SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/**
 * Makes the rollups of a snapshot anew where they do not count its facts: an engine that dies between the part of the facts and the parts of the
 * rollups leaves them apart. Nobody reads the snapshot yet, so it need not be atomic; whatever it leaves, the seal compares again. The SELECT is
 * the materialized view's own, asked of the engine.
 */
export async function mendRollups(database: SnapshotDatabase, key: SnapshotKey): Promise<readonly string[]> {
  const parameters = snapshotParameters(key);
  const [facts] = await database.rows<{ readonly rows: string }>(
    `SELECT toString(count()) AS rows FROM ${snapshotTables.facts} WHERE ${ofSnapshot}`,
    parameters,
  );
  const mended: string[] = [];
  for (const table of snapshotTables.rollups) {
    const [rollup] = await database.rows<{ readonly rows: string }>(
      `SELECT toString(sum(charges)) AS rows FROM ${table} WHERE ${ofSnapshot}`,
      parameters,
    );
    if (rollup?.rows === facts?.rows) continue;
    const [view] = await database.rows<{ readonly query: string }>(
      "SELECT as_select AS query FROM system.tables WHERE database = currentDatabase() AND name = {view:String}",
      { view: `${table}View` },
    );
    const columns = await database.rows<{ readonly name: string }>(
      "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = {table:String} ORDER BY position",
      { table },
    );
    if (view === undefined) throw new Error(`the view of ${table} is missing`);
    const names = columns.map(({ name }) => name).join(", ");
    await dropPartition(database, table, key);
    await database.run(
      `INSERT INTO ${table} (${names}) SELECT ${names} FROM (${view.query}) ` +
        `WHERE billing_account_id = '${parameters.account}' AND billing_period = '${parameters.period}' AND snapshot_id = '${parameters.snapshot}'`,
    );
    mended.push(table);
  }
  return mended;
}
