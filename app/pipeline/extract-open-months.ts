import { BillingMonth } from "../domain/calendar/billing-month";
import { planMonths } from "../domain/snapshot/plan-months";
import type { PeriodKey } from "../domain/snapshot/snapshot-key";
import { readActiveSnapshot } from "./active-snapshot";
import { extractMonth, type ExtractRequest } from "./extract-month";
import type { ExtractOutcome } from "./delivery-outcome";
import type { PipelineDeps } from "./pipeline-deps";
import { readSnapshots } from "./snapshot-events";

/** One month of the nightly run and how it ended; null: it was published by an earlier attempt of the same night. */
export interface OpenMonthResult {
  readonly request: ExtractRequest;
  readonly startedAt: Date;
  readonly outcome: ExtractOutcome | null;
}

/**
 * Extracts every open month of every enrollment, one after the other, and yields each result: one month that fails does not keep the others from
 * being read. A month that was published within `freshMs` is left alone, so that a retry of the night repeats only what failed.
 */
export async function* extractOpenMonths(
  enrollments: readonly string[],
  deps: PipelineDeps,
  freshMs: number,
  signal: AbortSignal,
): AsyncGenerator<OpenMonthResult> {
  for (const enrollment of enrollments) {
    const today = deps.now();
    const current = BillingMonth.of(today.getUTCFullYear(), today.getUTCMonth() + 1);
    for (const period of current === null ? [] : planMonths(current, today.getUTCDate(), deps.settings.lagMonths)) {
      if (signal.aborted) return;
      const request = { enrollment, year: period.year, month: period.month };
      const startedAt = deps.now();
      const isFresh = await isPublishedSince(deps, { billingAccountId: enrollment, period }, startedAt.getTime() - freshMs);
      const outcome = isFresh ? null : await extractMonth(request, deps, signal, () => undefined);
      yield { request, startedAt, outcome };
    }
  }
}

async function isPublishedSince({ database }: PipelineDeps, key: PeriodKey, sinceMs: number): Promise<boolean> {
  const active = await readActiveSnapshot(database, key);
  const record = (await readSnapshots(database, key)).find(({ snapshotId }) => snapshotId === active?.snapshotId);
  return record !== undefined && Date.parse(record.openedAt) > sinceMs;
}
