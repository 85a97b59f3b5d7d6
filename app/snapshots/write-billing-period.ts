import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { ofFocusSnapshot, snapshotParameters } from "./of-snapshot";
import type { SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/**
 * Writes when the period of a snapshot closes, and who invoices it, as the snapshot's FOCUS rows have it. Before the pointer moves, so that a period
 * that can be read has its status. A snapshot without rows writes nothing. `lagMonths` are the months after a period in which it still changes.
 */
export async function writeBillingPeriod(
  database: SnapshotDatabase,
  key: SnapshotKey,
  lagMonths: number,
  at: string,
  fence = "1",
): Promise<void> {
  await database.run(
    `INSERT INTO ${snapshotTables.periods} (billing_account_id, billing_period, currency, invoice_issuer_name, closes_on, written_at)
     SELECT {account:String}, {period:Date}, topK(1)(BillingCurrency)[1], topK(1)(InvoiceIssuerName)[1],
       addMonths({period:Date}, {lag:UInt8} + 1), parseDateTime64BestEffort({at:String}, 3)
     FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot} AND ${fence} HAVING count() > 0`,
    { ...snapshotParameters(key), lag: lagMonths, at },
  );
}
