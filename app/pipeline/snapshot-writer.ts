import type { LedgerBlock } from "../domain/snapshot/seal-evidence";
import { type FullBlock, WaitingPages } from "./blocks";
import { writeLedger } from "./ledger";
import type { OpenSnapshot } from "./open-snapshot";
import type { FocusEncoder, UsageEncoder } from "./page-encoder";
import type { PipelineDeps } from "./pipeline-deps";
import { insertIdPrefix } from "./resolve-in-doubt";
import { snapshotTables } from "./snapshot-tables";

/** One account and period of a delivery on its way into its snapshot. */
export class SnapshotWriter {
  readonly pages: WaitingPages;
  /** Rows stored by earlier attempts and read by this one. */
  rows: number;

  constructor(
    readonly open: OpenSnapshot,
    readonly encoder: UsageEncoder | FocusEncoder,
    private readonly deps: PipelineDeps,
  ) {
    this.pages = new WaitingPages(open.blocks, (block) => this.#store(block));
    this.rows = open.blocks.reduce((sum, block) => sum + rowsOf(block), 0);
  }

  /** Ledger, rows, ledger: a crash at any point leaves at most this block in doubt, with a description of it. */
  async #store({ block, chunks, audit }: FullBlock): Promise<void> {
    const { database, now, failpoint } = this.deps;
    const { key, lease } = this.open;
    const entry = (state: "intended" | "stored") => ({ state, attemptId: lease.attemptId, at: now().toISOString() });
    await writeLedger(database, key, block, entry("intended"));
    await failpoint?.("before-insert");
    // The audit first: a charge that can be read has its audit, and storing it twice leaves it once.
    if (audit.length > 0) await database.insertRows(snapshotTables.audit, audit);
    if (chunks.some((chunk) => chunk.length > 0)) {
      const queryId = `${insertIdPrefix(key)}${block.firstPage}-${lease.attemptId}`;
      const inserting = this.encoder.insert(database, { chunks, queryId, fence: lease.fence });
      inserting.catch(() => undefined);
      await failpoint?.("inserting");
      await inserting;
    }
    await failpoint?.("inserted");
    await writeLedger(database, key, block, entry("stored"));
  }
}

function rowsOf(block: LedgerBlock): number {
  return block.pages.reduce((sum, page) => sum + page.rows, 0);
}
