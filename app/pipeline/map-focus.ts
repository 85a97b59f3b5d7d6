import { focusMappingSql, focusTableColumns } from "../domain/focus/focus-mapping-sql";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { FocusCostAndUsageRow } from "../tables/focus-cost-and-usage";
import { dropPartition, ofFocusSnapshot, ofSnapshot, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { ensurePricingUnits, ensureReference } from "./ensure-reference";
import type { Lease } from "./lease";
import { chargedCost, readFocusRollups } from "./read-stored-pages";
import { insertIdPrefix } from "./resolve-in-doubt";
import { snapshotDetailColumns } from "./snapshot-detail-columns";
import { snapshotTables } from "./snapshot-tables";

/**
 * How much of a month one INSERT maps. Memory does not depend on it. The time until a cancellation is heard does, and the client hangs up on a
 * statement that says nothing for 30 seconds. Smaller is slower: each statement reads the whole partition for its pages.
 */
export interface MapFocusOptions {
  readonly rowsAtOnce: number;
  /** BillingAccountName of rows that do not name the account. Empty: none is known. */
  readonly billingAccountName: string;
}

/**
 * Maps the facts of an unpublished snapshot to FOCUS. What an earlier attempt left is kept if it is complete, else dropped and mapped again;
 * the seal compares rows and cost either way. Rows are mapped by ranges of pages and stream through the engine in small blocks.
 * @throws what the engine throws, and its refusal by the lease's fence
 */
export async function mapFocus(
  database: SnapshotDatabase,
  key: SnapshotKey,
  lease: Lease,
  signal: AbortSignal,
  options: Partial<MapFocusOptions> = {},
): Promise<void> {
  const { rowsAtOnce, billingAccountName } = { ...defaultOptions, ...options };
  await ensureReference(database);
  await ensurePricingUnits(database, key);
  const parameters = snapshotParameters(key);
  if (await isMapped(database, key)) return;
  for (const table of [snapshotTables.focus, ...snapshotTables.rollups]) await dropPartition(database, table, key);
  const pages = await database.rows<{ readonly page: number; readonly rows: number }>(
    `SELECT page, toUInt32(count()) AS rows FROM ${snapshotTables.facts} WHERE ${ofSnapshot} GROUP BY page ORDER BY page`,
    parameters,
  );
  const condition = `${ofSnapshot} AND page >= {from:UInt32} AND page <= {to:UInt32} AND ${lease.fence}`;
  const statement = `INSERT INTO ${snapshotTables.focus} (${columns.join(", ")}) ${focusOfFactsSql(snapshotTables.facts, condition)} SETTINGS ${settings}`;
  for (const { from, to } of ranges(pages, rowsAtOnce)) {
    signal.throwIfAborted();
    const queryId = `${insertIdPrefix(key)}focus-${from}-${lease.attemptId}`;
    await database.run(statement, { ...parameters, from, to, accountName: billingAccountName }, queryId);
  }
}

/** SQL: the rows of a table like that of the facts, mapped to FOCUS. Bind `accountName`: BillingAccountName of rows that do not name the account. */
export function focusOfFactsSql(table: string, condition: string): string {
  const source =
    `SELECT * REPLACE (if(billing_account_name = '', {accountName:String}, billing_account_name) AS billing_account_name), ` +
    `concat(snapshot_id, '/', toString(page), '/', toString(ordinal)) AS charge_key FROM ${table} WHERE ${condition}`;
  return focusMappingSql({ sql: source, columns: [...snapshotDetailColumns, "charge_key"] });
}

/** Consecutive pages of some `most` rows, and at least one page. */
function ranges(
  pages: readonly { readonly page: number; readonly rows: number }[],
  most: number,
): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  let room = 0;
  for (const { page, rows } of pages) {
    const last = found.at(-1);
    if (last === undefined || room < rows) {
      found.push({ from: page, to: page });
      room = most - rows;
    } else {
      last.to = page;
      room -= rows;
    }
  }
  return found;
}

async function isMapped(database: SnapshotDatabase, key: SnapshotKey): Promise<boolean> {
  const parameters = snapshotParameters(key);
  const [facts] = await database.rows<Totals>(
    `SELECT toString(count()) AS rows, toString(sum(toDecimal256(ifNull(extended_cost, 0), 18))) AS cost FROM ${snapshotTables.facts} WHERE ${ofSnapshot}`,
    parameters,
  );
  const [focus] = await database.rows<Totals>(
    `SELECT toString(count()) AS rows, toString(sum(${chargedCost})) AS cost FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot}`,
    parameters,
  );
  if (facts === undefined || facts.rows !== focus?.rows || facts.cost !== focus.cost) return false;
  // An engine that died may have kept the part of the rows and none of a rollup.
  const rollups = await readFocusRollups(database, key);
  return rollups.every(({ charges, cost, expected }) => charges === Number(facts.rows) && cost === expected);
}

interface Totals {
  readonly rows: string;
  readonly cost: string;
}

/** Blocks on their way are held several times over by the steps of the mapping; parts of 64 MB stay few. */
const settings =
  "max_block_size = 16384, max_insert_threads = 1, min_insert_block_size_bytes = 67108864, min_insert_block_size_rows = 100000, async_insert = 0, insert_deduplicate = 0";

const defaultOptions: MapFocusOptions = { rowsAtOnce: 400_000, billingAccountName: "" };

type Forgotten = Exclude<keyof FocusCostAndUsageRow, (typeof focusTableColumns)[number]>;

/** Does not compile when the table has a column that the mapping has not. */
const columns: Forgotten extends never ? readonly string[] : never = focusTableColumns;
