import type { PeriodKey } from "../domain/snapshot/snapshot-key";
import type { BillingSnapshotLeaseRow } from "../tables/billing-snapshot-lease";
import { ofPeriod, periodParameters, type SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/** One attempt's right to write a period; lost as soon as another attempt takes it. */
export interface Lease {
  readonly attemptId: string;
  /**
   * A condition for a statement that writes: the engine itself refuses it once a newer attempt has taken the period. A check of ours would be
   * made before the statement is sent, and a worker may be stopped in between for as long as it takes to publish without it.
   */
  readonly fence: string;
}

/** Whether the engine refused a statement because of its fence. */
export function isLeaseLost(error: unknown): boolean {
  return error instanceof Error && error.message.includes(leaseLost);
}

/**
 * Takes a period. The newest attempt always wins: a worker that hangs cannot be asked to let go, and the retry that replaces it must not wait for
 * it. Two that take it at once get the same number, and then the attempt id decides, the same way for both.
 */
export async function takeLease(database: SnapshotDatabase, key: PeriodKey, attemptId: string, at: string): Promise<Lease> {
  for (const id of [key.billingAccountId, attemptId])
    if (!/^[\w-]{1,128}$/.test(id)) throw new RangeError(`invalid id: ${JSON.stringify(id)}`);
  const [last] = await database.rows<{ readonly number: number }>(
    `SELECT max(number) AS number FROM ${snapshotTables.leases} WHERE ${ofPeriod}`,
    periodParameters(key),
  );
  const row: BillingSnapshotLeaseRow = {
    billing_account_id: key.billingAccountId,
    billing_period: key.period.firstDay,
    number: (last?.number ?? 0) + 1,
    attempt_id: attemptId,
    at,
  };
  await database.insertRows(snapshotTables.leases, [row]);
  return {
    attemptId,
    fence:
      `NOT throwIf((SELECT argMax(l.attempt_id, (l.number, l.attempt_id)) FROM ${snapshotTables.leases} AS l ` +
      `WHERE l.billing_account_id = '${key.billingAccountId}' AND l.billing_period = '${key.period.firstDay}') != '${attemptId}', '${leaseLost}')`,
  };
}

const leaseLost = "another attempt has taken this period";
