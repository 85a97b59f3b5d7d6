import type { OperatorOverride } from "../domain/snapshot/operator-override";
import { activateSnapshot } from "./active-snapshot";
import type { PublishedSnapshot } from "./delivery-outcome";
import type { DeliveryReader } from "./delivery-reader";
import type { PipelineDeps } from "./pipeline-deps";
import { retainSnapshots } from "./retain-snapshots";
import type { SealedSnapshot } from "./seal";
import { type SnapshotStep, writeSnapshotStep } from "./snapshot-events";
import { writeBillingPeriod } from "./write-billing-period";

/** Shows every snapshot of a delivery to readers, one row each, and drops snapshots beyond retention. `onPointer` is called before the first pointer moves. */
export async function publish(
  sealed: readonly SealedSnapshot[],
  reader: DeliveryReader,
  overrides: readonly OperatorOverride[],
  { database, now, settings, failpoint }: PipelineDeps,
  signal: AbortSignal,
  onPointer: () => void,
): Promise<readonly PublishedSnapshot[]> {
  const { source, connectionId: connection, version } = reader;
  const write = (one: SealedSnapshot, status: SnapshotStep["status"]): Promise<void> => {
    const { writer, controlTotal } = one;
    const { pages, rows, cost, findings } = one.facts;
    const { attemptId, fence } = writer.open.lease;
    const step = { status, attemptId, fence, source, connection, version, currency: currencyOf(one), at: now().toISOString() };
    return writeSnapshotStep(database, writer.open.key, { ...step, pages, rows, cost, controlTotal, findings, overrides });
  };
  await failpoint?.("sealing");
  for (const one of sealed) await write(one, "sealed");
  signal.throwIfAborted();
  for (const { writer } of sealed) {
    const { key, lease } = writer.open;
    await writeBillingPeriod(database, key, settings.lagMonths, now().toISOString(), lease.fence);
  }
  await failpoint?.("before-activation");
  onPointer();
  for (const { writer, isActive } of sealed)
    if (!isActive) await activateSnapshot(database, writer.open.key, "published", now().toISOString(), writer.open.lease.fence);
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

/** `CNY`, or all of them when a bill is in several. */
function currencyOf({ facts: { totals }, writer }: SealedSnapshot): string {
  return totals.length === 0 ? writer.open.currency : totals.map(({ currency }) => currency).join(",");
}
