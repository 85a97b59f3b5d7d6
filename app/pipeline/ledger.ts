import type { LedgerBlock } from "../domain/snapshot/seal-evidence";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { BillingSnapshotBlockRow } from "../tables/billing-snapshot-block";
import { ofSnapshot, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/** What the ledger says of a snapshot: the blocks that are stored, and what attempts meant to store after them. */
export interface Ledger {
  readonly stored: readonly LedgerBlock[];
  readonly inDoubt: readonly LedgerBlock[];
}

/** Writes one state of a block. Before its INSERT `intended`, after it `stored`. */
export async function writeLedger(
  database: SnapshotDatabase,
  key: SnapshotKey,
  block: LedgerBlock,
  entry: { readonly state: BillingSnapshotBlockRow["state"]; readonly attemptId: string; readonly at: string },
): Promise<void> {
  const row: BillingSnapshotBlockRow = {
    billing_account_id: key.billingAccountId,
    billing_period: key.period.firstDay,
    snapshot_id: key.snapshotId,
    first_page: block.firstPage,
    last_page: block.firstPage + block.pages.length - 1,
    state: entry.state,
    attempt_id: entry.attemptId,
    rows: block.pages.reduce((sum, page) => sum + page.rows, 0),
    page_rows: block.pages.map((page) => page.rows),
    page_costs: block.pages.map((page) => page.cost),
    page_hashes: block.pages.map((page) => page.hash),
    next_cursor: block.nextCursor ?? ended,
    at: entry.at,
  };
  await database.insertRows(snapshotTables.blocks, [row]);
}

/**
 * Reads the ledger of a snapshot, blocks in the order of their pages. Two attempts may both say that they stored a block: once is enough, since the
 * facts are counted. Blocks that overlap and differ come back as they are, and the seal refuses them.
 */
export async function readLedger(database: SnapshotDatabase, key: SnapshotKey): Promise<Ledger> {
  const rows = await database.rows<StoredBlock>(
    `SELECT first_page, state, page_rows, page_costs, page_hashes, next_cursor
     FROM ${snapshotTables.blocks} WHERE ${ofSnapshot} ORDER BY first_page, at`,
    snapshotParameters(key),
  );
  const stored = withoutRepeats(rows.filter((row) => row.state === "stored").map(toBlock));
  const intended = rows.filter((row) => row.state === "intended").map(toBlock);
  const next = nextPage(stored);
  return { stored, inDoubt: intended.filter((block) => block.firstPage === next) };
}

/** The number of the first page that no stored block holds. */
export function nextPage(stored: readonly LedgerBlock[]): number {
  const last = stored.at(-1);
  return last === undefined ? 0 : last.firstPage + last.pages.length;
}

function withoutRepeats(blocks: readonly LedgerBlock[]): readonly LedgerBlock[] {
  return blocks.filter((block, index) => JSON.stringify(block) !== JSON.stringify(blocks[index - 1]));
}

interface StoredBlock {
  readonly first_page: number;
  readonly state: string;
  readonly page_rows: readonly number[];
  readonly page_costs: readonly string[];
  readonly page_hashes: readonly string[];
  readonly next_cursor: string;
}

function toBlock(row: StoredBlock): LedgerBlock {
  const pages = row.page_rows.map((rows, index) => ({ rows, cost: row.page_costs[index] ?? "", hash: row.page_hashes[index] ?? "" }));
  return { firstPage: row.first_page, pages, nextCursor: row.next_cursor === ended ? null : row.next_cursor };
}

/** No cursor is JSON's null, and a block of before there were cursors has an empty text: it is not the last. */
const ended = "null";
