import { usedCostSql } from "../domain/commitment/share-day";
import { isCharge } from "../domain/cost/cost-columns";
import { type AccountSheets, focusMappingSql, focusTableColumns } from "../domain/focus/focus-mapping-sql";
import type { CommitmentCosts } from "../domain/focus/map-costs";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { FocusCostAndUsageRow } from "../tables/focus-cost-and-usage";
import { dropPartition, ofFocusSnapshot, ofSnapshot, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { amortizeCommitments } from "./amortize-commitments";
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
  /** Decides of an open month which days are over. */
  readonly now: Date;
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
  const { rowsAtOnce, billingAccountName, now } = { ...defaultOptions, now: new Date(), ...options };
  await ensureReference(database);
  await ensurePricingUnits(database, key);
  const parameters = snapshotParameters(key);
  if (await isMapped(database, key)) return;
  for (const table of [snapshotTables.focus, ...snapshotTables.rollups, ...snapshotTables.commitments])
    await dropPartition(database, table, key);
  const commitments: CommitmentCosts = (await amortizeCommitments(database, key, lease, now)) ? "by-day" : "unknown";
  const pages = await database.rows<{ readonly page: number; readonly rows: number }>(
    `SELECT page, toUInt32(count()) AS rows FROM ${snapshotTables.facts} WHERE ${ofSnapshot} GROUP BY page ORDER BY page`,
    parameters,
  );
  const condition = `${ofSnapshot} AND page >= {from:UInt32} AND page <= {to:UInt32} AND ${lease.fence}`;
  const sheets = await readAccountSheets(database, key);
  const statement = (added: string | null): string =>
    `INSERT INTO ${snapshotTables.focus} (${columns.join(", ")}) ${mappingSql(snapshotTables.facts, condition, commitments, sheets, added)} SETTINGS ${settings}`;
  // A bill without rows may have commitments all the same, of which nothing was used.
  const [first = { from: 0, to: 0 }, ...others] = ranges(pages, rowsAtOnce);
  for (const range of [first, ...others]) {
    signal.throwIfAborted();
    const queryId = `${insertIdPrefix(key)}focus-${range.from}-${lease.attemptId}`;
    const added = range === first && commitments === "by-day" ? unusedCommitmentsSql(lease.fence) : null;
    await database.run(statement(added), { ...parameters, ...range, accountName: billingAccountName }, queryId);
  }
}

/** SQL: the rows of a table like that of the facts, mapped to FOCUS. Bind `accountName`: BillingAccountName of rows that do not name the account. */
export function focusOfFactsSql(table: string, condition: string): string {
  return mappingSql(table, condition, "unknown", "looked-up", null);
}

/** The same, with rows that no bill has: `added` selects them as `unusedCommitmentsSql` does. */
function mappingSql(table: string, condition: string, commitments: CommitmentCosts, sheets: AccountSheets, added: string | null): string {
  const isByDay = commitments === "by-day";
  const notAdded = isByDay ? ", 0 AS is_added, CAST(NULL, 'Nullable(Decimal(38, 18))') AS added_cost" : "";
  const facts =
    `SELECT * REPLACE (if(billing_account_name = '', {accountName:String}, billing_account_name) AS billing_account_name), ` +
    `concat(snapshot_id, '/', toString(page), '/', toString(ordinal)) AS charge_key${notAdded} FROM ${table} WHERE ${condition}`;
  const meters = `SELECT DISTINCT lower(meter_id) FROM ${table} WHERE ${condition}`;
  return focusMappingSql(
    {
      sql: added === null ? facts : `${facts} UNION ALL ${added}`,
      columns: [...snapshotDetailColumns, "charge_key", ...(isByDay ? ["is_added", "added_cost"] : [])],
      meters,
    },
    commitments,
    sheets,
  );
}

/** Whether there is a price sheet of the account, of whatever month. */
async function readAccountSheets(database: SnapshotDatabase, key: SnapshotKey): Promise<AccountSheets> {
  const found = await database.rows<object>("SELECT 1 AS found FROM SheetPrice WHERE billing_account_id = {account:String} LIMIT 1", {
    account: key.billingAccountId,
  });
  return found.length > 0 ? "looked-up" : "none";
}

/**
 * SQL: what the commitments of a snapshot cost that none of its charges used, as rows of the facts: as the unused part in an amortised report is, one for each commitment and day, billed
 * with 0, of no subscription. Its effective cost is what the charges of the day leave of the day's cost, so that the day adds up to the last digit: rounding may leave a row of
 * no hours. These rows have no page of a bill: theirs is behind all others.
 */
function unusedCommitmentsSql(fence: string): string {
  const used = `arraySum(arrayMap(u -> toDecimal256(ifNull(${usedCostSql("hourly_rate", "u.hours")}, 0), 18) * u.charges, uses))`;
  const days = `SELECT commitment_order AS d_order, currency AS d_currency, day AS d_day, toDecimal256(cost, 18) + toDecimal256(settled, 18) - ${used} AS d_left,
      greatest(hours - used_hours, toDecimal128(0, 18)) AS d_hours
    FROM CommitmentDay WHERE ${ofSnapshot} LIMIT 1 BY commitment_order, currency, day`;
  const terms = `SELECT commitment_order AS t_order, currency AS t_currency, commitment_id AS t_id, commitment_name AS t_name, product AS t_product, meter_id AS t_meter,
      meter_category AS t_category, meter_sub_category AS t_sub_category, meter_name AS t_meter_name, resource_location AS t_location
    FROM CommitmentTerm WHERE ${ofSnapshot} LIMIT 1 BY commitment_order, currency`;
  const left = `SELECT d.*, t.*, toUInt32(row_number() OVER (ORDER BY d_order, d_currency, d_day) - 1) AS l_ordinal
    FROM (${days}) AS d
    INNER JOIN (${terms}) AS t ON t.t_order = d.d_order AND t.t_currency = d.d_currency
    WHERE (d_left != 0 OR d_hours > 0) AND ${fence}`;
  const values: Readonly<Record<string, string>> = {
    billing_account_id: "{account:String}",
    billing_account_name: "{accountName:String}",
    billing_period: "{period:Date}",
    snapshot_id: "{snapshot:String}",
    page: String(pageOfAdded),
    ordinal: "l_ordinal",
    content_hash: "lower(hex(sipHash128(d_order, d_currency, d_day, d_left, d_hours)))",
    currency: "d_currency",
    date: "d_day",
    month_date: "toStartOfMonth(d_day)",
    charge_type: "'UnusedReservation'",
    frequency: "'UsageBased'",
    pricing_model: "'Reservation'",
    benefit_id: "t_id",
    benefit_name: "t_name",
    product: "concat('Unused: ', if(t_name != '', t_name, t_product))",
    meter_id: "t_meter",
    meter_category: "t_category",
    meter_sub_category: "t_sub_category",
    meter_name: "t_meter_name",
    resource_location: "t_location",
    consumed_service: "'Microsoft.Capacity'",
    unit_of_measure: "'1 Hour'",
    consumed_quantity: "d_hours",
    resource_rate: "0",
    extended_cost: "0",
    extended_cost_tax: "0",
  };
  // Each in the type of the facts: a union of two types would have a third.
  const replaced = Object.entries(values).map(([name, value]) => `CAST(${value}, toTypeName(f.${name})) AS ${name}`);
  // A join with no row of the facts gives all their columns as they are when nothing is said.
  return `SELECT f.* REPLACE (${replaced.join(", ")}), concat({snapshot:String}, '/unused/', toString(l_ordinal)) AS charge_key, 1 AS is_added,
      toNullable(toDecimal128(d_left, 18)) AS added_cost
    FROM (${left}) AS c LEFT JOIN (SELECT * FROM ${snapshotTables.facts} WHERE 0) AS f ON f.snapshot_id = c.d_order`;
}

/** The largest UInt32: no bill has so many pages. */
const pageOfAdded = 4_294_967_295;

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
    `SELECT toString(countIf(${isCharge})) AS rows, toString(sum(${chargedCost})) AS cost FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot}`,
    parameters,
  );
  const { shared, spread } = await readSharedCosts(database, key);
  if (shared !== spread) return false;
  if (facts === undefined || facts.rows !== focus?.rows || facts.cost !== focus.cost) return false;
  // An engine that died may have kept the part of the rows and none of a rollup.
  const rollups = await readFocusRollups(database, key);
  return rollups.every(
    ({ charges, cost, expected, quantities, expectedQuantities }) =>
      charges === Number(facts.rows) && cost === expected && quantities === expectedQuantities,
  );
}

/** What the days of a snapshot's commitments cost, and what the mapped rows have of it, with what is unused: digits, equal when the mapping is whole. */
export async function readSharedCosts(
  database: SnapshotDatabase,
  key: SnapshotKey,
): Promise<{ readonly spread: string; readonly shared: string }> {
  const [row] = await database.rows<{ readonly spread: string; readonly shared: string }>(
    `SELECT toString((SELECT sum(toDecimal256(cost, 18) + toDecimal256(settled, 18)) FROM CommitmentDay WHERE ${ofSnapshot})) AS spread,
       toString((SELECT sumIf(toDecimal256(EffectiveCost, 18), x_EffectiveCostSource IN ('order-terms', 'reservation-details')) FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot})) AS shared`,
    snapshotParameters(key),
  );
  return row ?? { spread: "0", shared: "0" };
}

interface Totals {
  readonly rows: string;
  readonly cost: string;
}

/** Blocks on their way are held several times over by the steps of the mapping; parts of 64 MB stay few. */
const settings =
  "max_block_size = 16384, max_insert_threads = 1, min_insert_block_size_bytes = 67108864, min_insert_block_size_rows = 100000, async_insert = 0, insert_deduplicate = 0";

const defaultOptions: Omit<MapFocusOptions, "now"> = { rowsAtOnce: 400_000, billingAccountName: "" };

type Column = (typeof focusTableColumns)[number];
type Unmapped = Exclude<keyof FocusCostAndUsageRow, Column>;
type Unstored = Exclude<Column, keyof FocusCostAndUsageRow>;

/** Does not compile when the table has a column that the mapping has not, or the mapping one that the table has not. */
const columns: Unmapped extends never ? (Unstored extends never ? readonly string[] : never) : never = focusTableColumns;
