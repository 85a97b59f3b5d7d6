import { setTimeout as sleep } from "node:timers/promises";
import { ExactSum } from "../domain/snapshot/exact-sum";
import type { LedgerBlock } from "../domain/snapshot/seal-evidence";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { BillContent } from "../sources/source";
import { type Ledger, nextPage, writeLedger } from "./ledger";
import { areFocusRollupsWhole, readStoredPages } from "./read-stored-pages";
import type { SnapshotDatabase } from "./snapshot-database";

/** The blocks that are stored for certain, or null: the engine holds something that no block explains. */
export async function resolveInDoubt(
  database: SnapshotDatabase,
  key: SnapshotKey,
  ledger: Ledger,
  kind: BillContent["kind"],
  entry: { readonly attemptId: string; readonly at: string },
): Promise<readonly LedgerBlock[] | null> {
  await untilNoInsertRuns(database, key);
  const found = await readStoredPages(database, key, kind, nextPage(ledger.stored));
  const block = ledger.inDoubt.find((intended) => holds(intended, found));
  if (found.length > 0) {
    if (block === undefined) return null;
    await writeLedger(database, key, block, { state: "stored", ...entry });
  }
  // Also when nothing is found: the rollups of the last stored block may be what the crash took. Those of FOCUS files are not made anew: the delivery is
  // read again. Those of usage are made when the month is mapped.
  if (kind === "focus" && !(await areFocusRollupsWhole(database, key))) return null;
  return found.length > 0 && block !== undefined ? [...ledger.stored, block] : ledger.stored;
}

function holds(block: LedgerBlock, found: readonly { readonly page: number; readonly rows: number; readonly cost: string }[]): boolean {
  const byPage = new Map(found.map((page) => [page.page, page]));
  const all = block.pages.every((page, index) => {
    const stored = byPage.get(block.firstPage + index) ?? { rows: 0, cost: "0" };
    byPage.delete(block.firstPage + index);
    return stored.rows === page.rows && new ExactSum(stored.cost).compare(new ExactSum(page.cost)) === 0;
  });
  return all && byPage.size === 0;
}

/** An INSERT whose worker died may still be running, and would be stored after we looked. */
async function untilNoInsertRuns(database: SnapshotDatabase, key: SnapshotKey): Promise<void> {
  for (let waited = 0; waited < longestInsertMs; waited += pollMs) {
    const [running] = await database.rows<{ readonly inserts: number }>(
      "SELECT toUInt32(count()) AS inserts FROM system.processes WHERE startsWith(query_id, {prefix:String})",
      { prefix: insertIdPrefix(key) },
    );
    if ((running?.inserts ?? 0) === 0) return;
    await sleep(pollMs);
  }
}

/** Query ids of the INSERTs of one snapshot begin with this. */
export function insertIdPrefix(key: SnapshotKey): string {
  return `snapshot-${key.billingAccountId}-${key.snapshotId}-`;
}

const pollMs = 100;
/** Longer than this, and the seal is what finds the block that came after all. */
const longestInsertMs = 120_000;
