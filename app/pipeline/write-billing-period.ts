import type { PeriodKey, SnapshotKey } from "../domain/snapshot/snapshot-key";
import { ofFocusSnapshot, ofPeriod, periodParameters, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/**
 * Writes when the period of a snapshot closes, and who invoices it, as the snapshot's FOCUS rows have it. Before the pointer moves, so that a period
 * that can be read has its status. A snapshot without rows writes nothing. `lagMonths` are the months after a period in which it still changes; a period that
 * is closed stays closed, whatever they are now (FOCUS BillingPeriodStatus).
 */
export async function writeBillingPeriod(
  database: SnapshotDatabase,
  key: SnapshotKey,
  lagMonths: number,
  at: string,
  fence = "1",
): Promise<void> {
  await database.run(
    `INSERT INTO ${snapshotTables.periods} (billing_account_id, billing_period, currency, invoice_issuer_name, closes_on, ends_on, written_at)
     WITH (SELECT (${isClosed}, ${closesOn}) FROM ${snapshotTables.periods} WHERE ${ofPeriod}) AS before
     SELECT {account:String}, {period:Date}, topK(1)(BillingCurrency)[1], topK(1)(InvoiceIssuerName)[1],
       if(before.1, before.2, addMonths({period:Date}, {lag:UInt8} + 1)), ${endsOn}, parseDateTime64BestEffort({at:String}, 3)
     FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot} AND ${fence} HAVING count() > 0`,
    { ...snapshotParameters(key), lag: lagMonths, at },
  );
}

/** Whether a period was published and closed before a moment, whatever the months of lag are now. */
export async function isClosedPeriod(database: SnapshotDatabase, key: PeriodKey, at: string): Promise<boolean> {
  const [row] = await database.rows<{ readonly closed: number }>(
    `SELECT toUInt8(${isClosed}) AS closed FROM ${snapshotTables.periods} WHERE ${ofPeriod}`,
    { ...periodParameters(key), at },
  );
  return row?.closed === 1;
}

/** The first day after the period. Some files name the last day, or its last second, as the end. */
const nextDay = "toDate(max(BillingPeriodEnd) + INTERVAL 86399 SECOND, 'UTC')";
const endsOn = `if(${nextDay} + 1 = addMonths({period:Date}, 1), addMonths({period:Date}, 1), ${nextDay})`;
/** As of the last publication; 1970 when there is none. */
const closesOn = "argMax(closes_on, written_at)";
const isClosed = `(count() > 0 AND ${closesOn} <= toDate(parseDateTime64BestEffort({at:String}, 3), 'UTC'))`;
