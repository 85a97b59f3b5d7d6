import { usagePages } from "../sources/azure-ea/usage-pages";
import { ExactSum } from "../domain/snapshot/exact-sum";
import { isLifted, type OperatorOverride } from "../domain/snapshot/operator-override";
import { BlockWriter, type FullBlock } from "./block-writer";
import { createPageWriter } from "./create-page-writer";
import type { ExtractDeps, ExtractEnrollment } from "./extract-deps";
import type { ExtractProgress } from "./extract-progress";
import type { Lease } from "./lease";
import { nextPage, writeLedger } from "./ledger";
import type { OpenSnapshot } from "./open-snapshot";
import { insertIdPrefix } from "./settle-doubt";
import { snapshotDetailColumns } from "./snapshot-detail-columns";
import { snapshotTables } from "./snapshot-tables";

/** Reads what is missing of a month into its snapshot. When it resolves, all pages are stored and in the ledger. */
export async function readMonth(
  deps: ExtractDeps,
  enrollment: ExtractEnrollment,
  { key, blocks }: OpenSnapshot,
  overrides: readonly OperatorOverride[],
  lease: Lease,
  signal: AbortSignal,
  onProgress: (progress: ExtractProgress) => void,
): Promise<void> {
  const last = blocks.at(-1);
  if (last?.nextUrl === null) return;
  const firstPage = nextPage(blocks);
  const earlier = new ExactSum();
  for (const page of blocks.flatMap((block) => block.pages)) earlier.add(page.cost);
  let rows = blocks.reduce((sum, block) => sum + block.pages.reduce((inBlock, page) => inBlock + page.rows, 0), 0);
  const writer = new BlockWriter(firstPage, earlier.toString(), deps.settings.blockLimits, (block) => storeBlock(deps, key, lease, block));
  const writePage = createPageWriter(key, enrollment, deps.now);
  const slice = {
    enrollment: key.billingAccountId,
    month: key.period.toString(),
    acceptLate: isLifted(overrides, "accept-late"),
    acceptRepeatedPages: isLifted(overrides, "accept-repeated-pages"),
    ...(last === undefined ? {} : { resume: { index: firstPage, url: last.nextUrl } }),
  };
  try {
    for await (const page of usagePages(enrollment.client, slice, signal)) {
      await deps.failpoint?.("page-read");
      rows += page.table.rows.length;
      await writer.add(writePage(page));
      onProgress({
        snapshotId: key.snapshotId,
        pages: page.index + 1,
        rows,
        cost: writer.cost,
        currency: enrollment.currency,
        stage: "reading",
      });
      // A page is some ten milliseconds of work: Moose's heartbeat must get its turn between two of them.
      await new Promise((resolve) => setImmediate(resolve));
    }
    await writer.finish();
  } finally {
    await writer.settle();
  }
}

/** Ledger, rows, ledger: a crash at any point leaves at most this block in doubt, with a description of it. */
async function storeBlock(deps: ExtractDeps, key: OpenSnapshot["key"], lease: Lease, { block, chunks, audit }: FullBlock): Promise<void> {
  const { database, now, failpoint } = deps;
  const entry = (state: "intended" | "stored") => ({ state, attemptId: lease.attemptId, at: now().toISOString() });
  await writeLedger(database, key, block, entry("intended"));
  await failpoint?.("before-insert");
  // The audit first: a charge that can be read has its audit, and storing it twice leaves it once.
  await database.insertRows(snapshotTables.audit, audit);
  if (chunks.some((chunk) => chunk.length > 0)) {
    const inserting = database.insertText({
      table: snapshotTables.facts,
      columns: snapshotDetailColumns,
      chunks,
      queryId: `${insertIdPrefix(key)}${block.firstPage}-${lease.attemptId}`,
      fence: lease.fence,
    });
    inserting.catch(() => undefined);
    await failpoint?.("inserting");
    await inserting;
  }
  await failpoint?.("inserted");
  await writeLedger(database, key, block, entry("stored"));
}
