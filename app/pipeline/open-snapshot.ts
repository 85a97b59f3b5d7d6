import { usagePages } from "../sources/azure-ea/usage-pages";
import type { LedgerBlock } from "../domain/snapshot/ledger-block";
import { isLifted, type OperatorOverride } from "../domain/snapshot/operator-override";
import type { PeriodKey, SnapshotKey } from "../domain/snapshot/snapshot-key";
import { readActiveSnapshot } from "./active-snapshot";
import type { ExtractEnrollment, ExtractDeps } from "./extract-deps";
import type { Lease } from "./lease";
import { readLedger } from "./ledger";
import { settleDoubt } from "./settle-doubt";
import { readSnapshots, writeSnapshotStep } from "./snapshot-events";

/** The snapshot that an attempt writes: a new one, or what an earlier attempt left, as far as it is certain. */
export interface OpenSnapshot {
  readonly key: SnapshotKey;
  readonly blocks: readonly LedgerBlock[];
}

/**
 * Resumes the latest snapshot of a period if it was left open a short while ago and Azure still has the pages it holds; opens a new one otherwise.
 * Whatever else was left open is abandoned, so that retention can take it.
 */
export async function openSnapshot(
  deps: ExtractDeps,
  enrollment: ExtractEnrollment,
  period: PeriodKey,
  overrides: readonly OperatorOverride[],
  lease: Lease,
  signal: AbortSignal,
): Promise<OpenSnapshot> {
  const { database, now, settings } = deps;
  const step = { attemptId: lease.attemptId, currency: enrollment.currency, fence: lease.fence };
  const left = (await readSnapshots(database, period)).filter(({ status }) => status === "opened" || status === "sealed");
  const active = await readActiveSnapshot(database, period);
  let resumed: OpenSnapshot | null = null;
  for (const [index, record] of left.entries()) {
    const key = { ...period, snapshotId: record.snapshotId };
    const fresh = now().getTime() - Date.parse(record.openedAt) <= settings.resumeWithinMs;
    if (index === 0 && fresh && record.currency === enrollment.currency) {
      const blocks = await settleDoubt(database, key, await readLedger(database, key), {
        attemptId: lease.attemptId,
        at: now().toISOString(),
      });
      if (blocks !== null && (await isStillThere(enrollment, period, blocks, overrides, signal))) {
        resumed = { key, blocks };
        continue;
      }
    }
    // A crash right after the pointer moved: it is what everybody reads.
    if (record.snapshotId === active?.snapshotId) {
      const { pages, rows, cost } = record;
      await writeSnapshotStep(database, key, { ...step, status: "published", pages, rows, cost, at: now().toISOString() });
      continue;
    }
    await writeSnapshotStep(database, key, { ...step, status: "abandoned", reason: "left-behind", at: now().toISOString() });
  }
  if (resumed !== null) return resumed;
  const at = now().toISOString();
  // Not a text that Moose takes for a date on its way through a workflow: it begins with a letter.
  const key = { ...period, snapshotId: `s${at.replace(/[-:]/g, "").slice(0, 15)}-${deps.randomId()}` };
  await writeSnapshotStep(database, key, { ...step, status: "opened", at });
  return { key, blocks: [] };
}

/**
 * Whether the first page of every stored block is what Azure still answers: a restated month is read anew, not continued. Rows that come or go shift
 * all pages after them, so a sample of the pages shows it; the client looks at no more when it confirms a month that was read in one go.
 */
async function isStillThere(
  enrollment: ExtractEnrollment,
  { billingAccountId, period }: PeriodKey,
  blocks: readonly LedgerBlock[],
  overrides: readonly OperatorOverride[],
  signal: AbortSignal,
): Promise<boolean> {
  for (const [index, block] of blocks.entries()) {
    const url = blocks[index - 1]?.nextUrl;
    const slice = {
      enrollment: billingAccountId,
      month: period.toString(),
      acceptLate: isLifted(overrides, "accept-late"),
      ...(typeof url === "string" ? { resume: { index: block.firstPage, url } } : {}),
    };
    const options = { ...enrollment.client, prefetch: false, confirm: false };
    for await (const page of usagePages(options, slice, signal)) {
      if (page.rowsSha256 !== block.pages[0]?.hash) return false;
      break;
    }
  }
  return true;
}
