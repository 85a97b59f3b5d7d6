import type { LedgerBlock } from "../domain/snapshot/seal-evidence";
import type { PeriodKey, SnapshotKey } from "../domain/snapshot/snapshot-key";
import { SourceError } from "../sources/source-error";
import { readActiveSnapshot } from "./active-snapshot";
import type { DeliveryReader } from "./delivery-reader";
import { type Lease, takeLease } from "./lease";
import { readLedger } from "./ledger";
import type { PipelineDeps } from "./pipeline-deps";
import { resolveInDoubt } from "./resolve-in-doubt";
import { readSnapshots, type SnapshotRecord, writeSnapshotStep } from "./snapshot-events";

/** The snapshot that an attempt writes: a new one, or what an earlier attempt left, as far as it is certain. */
export interface OpenSnapshot {
  readonly key: SnapshotKey;
  readonly lease: Lease;
  /** As its steps have it: `CNY`. */
  readonly currency: string;
  readonly blocks: readonly LedgerBlock[];
  /** The source's row count, or the number of rows that are published now; null when unknown. */
  readonly expectedRows: number | null;
}

/**
 * Takes a period and resumes its latest snapshot if it was left open a short while ago by the same source, and the source still has the parts it holds; opens
 * a new one otherwise. Whatever else was left open is abandoned, so that retention can take it.
 */
export async function openSnapshot(deps: PipelineDeps, reader: DeliveryReader, period: PeriodKey, currency: string): Promise<OpenSnapshot> {
  const { database, now } = deps;
  const lease = await takeLease(database, period, `a${String(now().getTime())}-${deps.randomId()}`, now().toISOString());
  const { source, connectionId: connection, version } = reader;
  const step = { attemptId: lease.attemptId, currency, source, connection, version, fence: lease.fence };
  const known = await readSnapshots(database, period);
  const left = known.filter(({ status }) => status === "opened" || status === "sealed");
  const active = await readActiveSnapshot(database, period);
  const expectedRows = reader.delivery.rows ?? known.find(({ snapshotId }) => snapshotId === active?.snapshotId)?.rows ?? null;
  let resumed: OpenSnapshot | null = null;
  for (const [index, record] of left.entries()) {
    const key = { ...period, snapshotId: record.snapshotId };
    if (index === 0 && isResumable(record, reader, currency, deps)) {
      const entry = { attemptId: lease.attemptId, at: now().toISOString() };
      const blocks = await resolveInDoubt(database, key, await readLedger(database, key), reader.yields, entry);
      if (blocks !== null && (await isStillThere(reader, blocks))) {
        resumed = { key, lease, currency, blocks, expectedRows };
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
  return { key, lease, currency, blocks: [], expectedRows };
}

function isResumable(record: SnapshotRecord, reader: DeliveryReader, currency: string, { now, settings }: PipelineDeps): boolean {
  return (
    reader.isResumable &&
    now().getTime() - Date.parse(record.openedAt) <= settings.resumeWithinMs &&
    record.currency === currency &&
    record.source === reader.source &&
    record.connection === reader.connectionId &&
    record.version === reader.version
  );
}

/**
 * Whether the first page of every stored block is what the source still answers: a restated month is read from the start, not continued. Rows that come or go shift
 * all pages after them, so a sample of the pages shows it. A delivery whose version says what it is needs no look.
 */
async function isStillThere(reader: DeliveryReader, blocks: readonly LedgerBlock[]): Promise<boolean> {
  if (reader.delivery.version !== null) return true;
  for (const [index, block] of blocks.entries()) {
    const [page] = block.pages;
    if (page === undefined) continue;
    try {
      if ((await reader.firstHash(blocks[index - 1]?.nextCursor ?? null)) !== page.hash) return false;
    } catch (error) {
      // What the source does not serve any more, or not as it was, is not there.
      if (error instanceof SourceError && (error.consequence === "start-over" || error.consequence === "fail")) return false;
      throw error;
    }
  }
  return true;
}
