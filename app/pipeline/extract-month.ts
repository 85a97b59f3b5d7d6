import { BillingMonth } from "../domain/calendar/billing-month";
import { operatorOverrides } from "../domain/snapshot/operator-override";
import type { PeriodKey } from "../domain/snapshot/snapshot-key";
import { planMonths } from "../domain/snapshot/plan-months";
import { readActiveSnapshot } from "./active-snapshot";
import { explainFailure } from "./explain-failure";
import type { ExtractDeps } from "./extract-deps";
import type { ExtractOutcome } from "./extract-outcome";
import type { ExtractProgress } from "./extract-progress";
import type { ExtractRequest } from "./extract-request";
import { type Lease, takeLease } from "./lease";
import { type OpenSnapshot, openSnapshot } from "./open-snapshot";
import { readMonth } from "./read-month";
import { sealAndPublish } from "./seal-and-publish";
import { writeSnapshotStep } from "./snapshot-events";
import { isClosedPeriod } from "./write-billing-period";

/**
 * Reads one month of one enrollment into a new snapshot, or goes on with one that a crash left, seals it and publishes it. Whatever happens, readers
 * see the old total or the new one. Every expected ending is an outcome; only a bug is thrown.
 */
export async function extractMonth(
  request: ExtractRequest,
  deps: ExtractDeps,
  signal: AbortSignal,
  onProgress: (progress: ExtractProgress) => void,
): Promise<ExtractOutcome> {
  const { enrollment, database, now } = deps;
  const refused = (reason: Extract<ExtractOutcome, { kind: "refused" }>["reason"], detail: string): ExtractOutcome => ({
    kind: "refused",
    reason,
    detail,
  });
  if (enrollment === null) return refused("unknown-enrollment", `enrollment ${request.enrollment} is not configured`);
  const period = BillingMonth.of(request.year, request.month);
  if (period === null) return refused("bad-month", `${request.year}-${request.month} is not a month from 2000-01 to 2099-12`);
  const today = now();
  const current = BillingMonth.of(today.getUTCFullYear(), today.getUTCMonth() + 1);
  if (current === null || period.compare(current) > 0) return refused("future-month", `${period.toString()} has not begun`);
  const isOpenPeriod =
    period.compare(current) === 0 || planMonths(current, 2, deps.settings.lagMonths).some((open) => open.compare(period) === 0);
  const overrides = operatorOverrides(request);
  const key: PeriodKey = { billingAccountId: request.enrollment, period };
  let lease: Lease | null = null;
  let snapshot: OpenSnapshot | null = null;
  try {
    const isClosed = !isOpenPeriod || (await isClosedPeriod(database, key, today.toISOString()));
    if (isClosed && request.allowClosed !== true && (await readActiveSnapshot(database, key)) !== null) {
      return refused("closed-month", `${period.toString()} is closed and published; allow closed months to replace it`);
    }
    lease = await takeLease(database, key, `a${String(now().getTime())}-${deps.randomId()}`, now().toISOString());
    snapshot = await openSnapshot(deps, enrollment, key, overrides, lease, signal);
    await readMonth(deps, enrollment, snapshot, overrides, lease, signal, onProgress);
    return await sealAndPublish(deps, enrollment, request, snapshot, isOpenPeriod, lease, signal);
  } catch (error) {
    const failure = explainFailure(error, signal);
    if (failure.kind !== "abandon") return failure;
    const { reason, detail, retryable } = failure;
    if (snapshot === null || lease === null) return { kind: "failed", source: "azure", reason, detail, retryable };
    try {
      const { attemptId, fence } = lease;
      const step = { attemptId, fence, currency: enrollment.currency, at: now().toISOString(), reason: `${reason}: ${detail}` };
      await writeSnapshotStep(database, snapshot.key, { ...step, status: "abandoned" });
    } catch (second) {
      const outcome = explainFailure(second, signal);
      // The order to abandon comes from Azure only.
      return outcome.kind === "abandon" ? { kind: "cancelled" } : outcome;
    }
    return { kind: "abandoned", snapshotId: snapshot.key.snapshotId, reason, detail, retryable };
  }
}
