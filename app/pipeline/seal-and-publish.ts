import { decideFocusFindings } from "../domain/focus/rules/decide-focus-findings";
import { checkSeal } from "../domain/snapshot/check-seal";
import { missingDays } from "../domain/snapshot/missing-days";
import { operatorOverrides } from "../domain/snapshot/operator-override";
import { activateSnapshot, readActiveSnapshot } from "./active-snapshot";
import { checkFocusRules } from "./check-focus-rules";
import { collectEvidence } from "./collect-evidence";
import type { ExtractDeps, ExtractEnrollment } from "./extract-deps";
import type { ExtractOutcome } from "./extract-outcome";
import type { ExtractRequest } from "./extract-request";
import type { Lease } from "./lease";
import { mapFocus } from "./map-focus";
import type { OpenSnapshot } from "./open-snapshot";
import { readControlTotals } from "./read-control-totals";
import { readSnapshotDays } from "./read-snapshot-days";
import { retainSnapshots } from "./retain-snapshots";
import { readSnapshots, writeSnapshotStep } from "./snapshot-events";
import { writeBillingPeriod } from "./write-billing-period";

/** Maps a snapshot that has been read to its end to FOCUS, seals it and publishes it; or abandons it, with the reason, and readers never know. */
export async function sealAndPublish(
  deps: ExtractDeps,
  enrollment: ExtractEnrollment,
  request: ExtractRequest,
  { key, blocks }: OpenSnapshot,
  isOpenPeriod: boolean,
  lease: Lease,
  signal: AbortSignal,
): Promise<Extract<ExtractOutcome, { kind: "published" | "abandoned" }>> {
  const { database, now, failpoint } = deps;
  const step = () => ({ attemptId: lease.attemptId, currency: enrollment.currency, at: now().toISOString(), fence: lease.fence });
  const slice = { enrollment: key.billingAccountId, month: key.period.toString() };
  const overrides = operatorOverrides(request);
  const { totals: controlTotals, unusable: unusableTotal } = await readControlTotals(enrollment.client, enrollment.currency, slice, signal);
  const active = await readActiveSnapshot(database, key);
  // After a crash between the pointer and the last step, the snapshot is its own predecessor.
  const previous = active === null || active.snapshotId === key.snapshotId ? null : active.snapshotId;
  const records = await readSnapshots(database, key);
  const activeRows = previous === null ? null : (records.find(({ snapshotId }) => snapshotId === previous)?.rows ?? null);
  await mapFocus(database, key, lease, signal, { billingAccountName: enrollment.accountName ?? "" });
  await failpoint?.("mapped");
  const days = (snapshotId: string): Promise<readonly string[]> => readSnapshotDays(database, { ...key, snapshotId });
  const evidence = await collectEvidence(database, key, {
    controlTotals,
    unusableTotal,
    isOpenPeriod,
    activeRows,
    missingDays: previous === null ? [] : missingDays(await days(previous), await days(key.snapshotId)),
    overrides,
  });
  const decision = checkSeal(evidence);
  if (!decision.sealed) {
    const { reason, detail } = decision;
    await writeSnapshotStep(database, key, {
      ...step(),
      status: "abandoned",
      reason: `${reason}: ${detail}`,
      controlTotal: controlTotals[0] ?? null,
      overrides,
    });
    return { kind: "abandoned", snapshotId: key.snapshotId, reason, detail, retryable: false };
  }
  const focusRules = decideFocusFindings(await checkFocusRules(database, key), deps.settings.focusRules);
  const { pages, rows, cost, findings } = decision;
  // Where an operator accepted that none fits, the first of them is what the difference is to.
  const controlTotal = decision.controlTotal ?? controlTotals[0] ?? null;
  const sealed = { pages, rows, cost, controlTotal, findings, overrides };
  if (focusRules.kind === "refuse") {
    const { detail } = focusRules;
    await writeSnapshotStep(database, key, { ...step(), status: "abandoned", reason: `focus-rules: ${detail}`, controlTotal, overrides });
    return { kind: "abandoned", snapshotId: key.snapshotId, reason: "focus-rules", detail, retryable: false };
  }
  await failpoint?.("sealing");
  await writeSnapshotStep(database, key, { ...step(), status: "sealed", ...sealed });
  signal.throwIfAborted();
  await writeBillingPeriod(database, key, deps.settings.lagMonths, now().toISOString(), lease.fence);
  await failpoint?.("before-activation");
  if (active?.snapshotId !== key.snapshotId) await activateSnapshot(database, key, "published", now().toISOString(), lease.fence);
  await failpoint?.("after-activation");
  await writeSnapshotStep(database, key, { ...step(), status: "published", ...sealed });
  const dropped = await retainSnapshots(database, key, deps.settings.keep, lease.attemptId, now);
  const resumedPages = blocks.reduce((sum, block) => sum + block.pages.length, 0);
  const { currency } = enrollment;
  const { snapshotId } = key;
  const focusFindings = focusRules.kind === "warn" ? focusRules.detail : null;
  return {
    kind: "published",
    snapshotId,
    previousId: previous,
    currency,
    pages,
    rows,
    cost,
    controlTotal: controlTotal?.total ?? null,
    controlTotalName: decision.controlTotal?.name ?? null,
    findings,
    resumedPages,
    dropped,
    focusFindings,
  };
}
