import type { OperatorOverride } from "../domain/snapshot/operator-override";
import type { DeliveryEventRow } from "../tables/delivery-event";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { activateSnapshot, readActiveSnapshot } from "./active-snapshot";
import type { PublishedSnapshot } from "./delivery-outcome";
import type { DeliveryReader } from "./delivery-reader";
import type { PipelineDeps } from "./pipeline-deps";
import { retainSnapshots } from "./retain-snapshots";
import type { SealedSnapshot } from "./seal";
import { snapshotParameters } from "./snapshot-database";
import { type SnapshotStep, writeSnapshotStep } from "./snapshot-events";
import { snapshotTables } from "./snapshot-tables";
import type { SnapshotWriter } from "./snapshot-writer";
import { writeBillingPeriod } from "./write-billing-period";

/** Shows every snapshot of a delivery to readers, one row each, and drops snapshots beyond retention. `onPointer` is called before the first pointer moves. */
export async function publish(
  sealed: readonly SealedSnapshot[],
  reader: DeliveryReader,
  overridesOf: (key: SnapshotKey) => readonly OperatorOverride[],
  { database, now, settings, failpoint, log }: PipelineDeps,
  signal: AbortSignal,
  onPointer: () => void,
): Promise<readonly PublishedSnapshot[]> {
  const { source, connectionId: connection, version } = reader;
  const write = (one: SealedSnapshot, status: SnapshotStep["status"]): Promise<void> => {
    const { writer, controlTotal } = one;
    const { pages, rows, cost, findings } = one.facts;
    const { attemptId, fence } = writer.open.lease;
    const step = { status, attemptId, fence, source, connection, version, currency: currencyOf(one), at: now().toISOString() };
    const overrides = overridesOf(writer.open.key);
    return writeSnapshotStep(database, writer.open.key, { ...step, pages, rows, cost, controlTotal, findings, overrides });
  };
  await failpoint?.("sealing");
  for (const one of sealed) await write(one, "sealed");
  signal.throwIfAborted();
  for (const { writer } of sealed) {
    const { key, lease } = writer.open;
    await writeBillingPeriod(database, key, settings.lagMonths, now().toISOString(), lease.fence);
  }
  await database.settle();
  await failpoint?.("before-activation");
  onPointer();
  for (const { writer, isActive } of sealed) {
    if (isActive) continue;
    const replaced = await readActiveSnapshot(database, writer.open.key);
    await activateSnapshot(database, writer.open.key, "published", now().toISOString(), writer.open.lease.fence);
    await tellChange({ database, now, log }, source, writer, replaced?.snapshotId ?? null);
  }
  await failpoint?.("after-activation");
  for (const one of sealed) await write(one, "published");
  const published: PublishedSnapshot[] = [];
  for (const one of sealed) {
    const { writer, facts, controlTotal, matchedTotal } = one;
    const { key, lease, blocks } = writer.open;
    published.push({
      account: key.billingAccountId,
      month: key.period.toString(),
      snapshotId: key.snapshotId,
      ...facts,
      currency: currencyOf(one),
      controlTotal: controlTotal?.total ?? null,
      controlTotalName: matchedTotal,
      notes: writer.encoder.notes,
      resumedPages: blocks.reduce((sum, block) => sum + block.pages.length, 0),
      dropped: await retainSnapshots(database, key, settings.keep, lease.attemptId, now),
    });
  }
  return published;
}

/**
 * Says what a publication changed in money, in each currency: in the log, and as an event that GET /api/delivery-events answers. It is published by then: what fails
 * here is said and does no harm.
 */
async function tellChange(
  { database, now, log }: Pick<PipelineDeps, "database" | "now" | "log">,
  source: string,
  { open: { key, lease } }: SnapshotWriter,
  replaced: string | null,
): Promise<void> {
  const ids = {
    account: key.billingAccountId,
    period: key.period.firstDay,
    snapshot_id: key.snapshotId,
    replaced_snapshot_id: replaced,
  };
  try {
    const costs = await database.rows<MoneyChange>(moneyChangeSql, { ...snapshotParameters(key), replaced: replaced ?? "" });
    log("info", "snapshot-published", { ...ids, costs });
    const event: DeliveryEventRow = {
      billing_account_id: key.billingAccountId,
      billing_period: key.period.firstDay,
      snapshot_id: key.snapshotId,
      attempt_id: lease.attemptId,
      source,
      event: "published",
      kind: replaced === null ? "first" : "replaced",
      part: 0,
      delay_ms: 0,
      detail: replaced === null ? "" : `in place of ${replaced}`,
      at: now().toISOString(),
      costs: JSON.stringify(costs),
    };
    await database.insertRows(snapshotTables.deliveryEvents, [event]);
  } catch (error) {
    log("warn", "snapshot-published", { ...ids, reason: error instanceof Error ? error.message : String(error) });
  }
}

/** Amounts are digits: what the source charged, as a seal counts it. */
interface MoneyChange {
  readonly currency: string;
  readonly cost_before: string;
  readonly cost_after: string;
  readonly cost_difference: string;
}

const moneyChangeSql = `
  SELECT currency, toString(before) AS cost_before, toString(after) AS cost_after, toString(after - before) AS cost_difference
  FROM (
    SELECT m.currency AS currency, sumIf(m.billed_cost + m.amortized_effective_cost, m.snapshot_id = {replaced:String}) AS before,
      sumIf(m.billed_cost + m.amortized_effective_cost, m.snapshot_id = {snapshot:String}) AS after
    FROM MonthlyFocusCost AS m
    WHERE m.billing_account_id = {account:String} AND m.billing_period = {period:Date} AND m.snapshot_id IN ({snapshot:String}, {replaced:String})
    GROUP BY m.currency)
  ORDER BY currency`;

/** `CNY`, or all of them when a bill is in several. */
function currencyOf({ facts: { totals }, writer }: SealedSnapshot): string {
  return totals.length === 0 ? writer.open.currency : totals.map(({ currency }) => currency).join(",");
}
