import { ExactSum } from "./exact-sum";
import type { LedgerBlock, LedgerPage } from "./ledger-block";
import { describeDays } from "./missing-days";
import type { SealEvidence } from "./seal-evidence";
import type { StoredPage } from "./stored-page";

/** What a snapshot holds, or the first reason why nobody may see it. */
export type SealDecision =
  | { readonly sealed: true; readonly pages: number; readonly rows: number; readonly cost: string }
  | { readonly sealed: false; readonly reason: SealFault; readonly detail: string };

export type SealFault =
  | "no-rows"
  | "pages-not-contiguous"
  | "month-not-finished"
  | "page-differs"
  | "row-twice"
  | "row-of-another-month"
  | "rollup-differs"
  | "control-total-differs"
  | "shrunk"
  | "days-missing";

/**
 * Decides whether a snapshot is the delivery that was read, whole and once. The ledger was written from what was read and the rest was asked of
 * the engine, so that each is a witness against the other.
 */
export function checkSeal(evidence: SealEvidence): SealDecision {
  const { blocks, stored, rollups, controlTotal, isOpenPeriod, activeRows, missingDays, allowShrink } = evidence;
  const fault = (reason: SealFault, detail: string): SealDecision => ({ sealed: false, reason, detail });

  const gap = findGap(blocks);
  if (gap !== null) return fault("pages-not-contiguous", gap);
  if (blocks.at(-1)?.nextUrl !== null) return fault("month-not-finished", `no block holds the last page of the month`);
  const pages = blocks.flatMap((block) => block.pages);

  const byPage = new Map(stored.map((page) => [page.page, page]));
  const total = new ExactSum();
  let rows = 0;
  for (const [number, page] of pages.entries()) {
    const found = byPage.get(number);
    byPage.delete(number);
    if (found !== undefined && found.rows !== found.ordinals) {
      return fault("row-twice", `page ${number} has ${found.rows} rows stored, of which ${found.ordinals} are different`);
    }
    const difference = differs(page, found);
    if (difference !== null) return fault("page-differs", `page ${number}: ${difference}`);
    if ((found?.outside ?? 0) > 0) return fault("row-of-another-month", `page ${number} has ${found?.outside ?? 0} rows of another month`);
    total.add(page.cost);
    rows += page.rows;
  }
  const [surplus] = byPage.keys();
  if (surplus !== undefined) return fault("page-differs", `page ${surplus} is stored and is in no ledger entry`);

  for (const rollup of rollups) {
    if (rollup.charges !== rows || total.compare(new ExactSum(rollup.cost)) !== 0) {
      return fault("rollup-differs", `${rollup.table}: ${rollup.charges} charges, ${rollup.cost}; read ${rows}, ${total.toString()}`);
    }
  }
  if (controlTotal !== null && !total.isWithin(new ExactSum(controlTotal), "0.01", isOpenPeriod ? openPeriodPerMille : 0)) {
    return fault("control-total-differs", `read ${total.toString()}, the source's own total is ${controlTotal}`);
  }
  if (!allowShrink) {
    if (rows === 0) return fault("no-rows", "the month came without a single row; allow shrinking if that is right");
    if (activeRows !== null && rows * 100 < activeRows * leastPercent) {
      return fault("shrunk", `${rows} rows against ${activeRows} published ones; allow shrinking if that is right`);
    }
    if (missingDays.length > 0) {
      const days = missingDays.length === 1 ? "1 published day" : `${missingDays.length} published days`;
      return fault("days-missing", `${days} would go: ${describeDays(missingDays)}; allow shrinking if that is right`);
    }
  }
  return { sealed: true, pages: pages.length, rows, cost: total.toString() };
}

function findGap(blocks: readonly LedgerBlock[]): string | null {
  let next = 0;
  for (const block of blocks) {
    if (block.firstPage !== next) return `a block starts at page ${block.firstPage}, page ${next} was next`;
    next += block.pages.length;
  }
  return blocks.length === 0 ? "the ledger is empty" : null;
}

function differs(read: LedgerPage, stored: StoredPage | undefined): string | null {
  const { rows, cost } = stored ?? { rows: 0, cost: "0" };
  if (stored !== undefined && stored.lastOrdinal !== stored.rows - 1)
    return `${rows} rows stored, the last is number ${stored.lastOrdinal}`;
  if (rows !== read.rows) return `${rows} rows stored, ${read.rows} read`;
  if (new ExactSum(cost).compare(new ExactSum(read.cost)) !== 0) return `cost ${cost} stored, ${read.cost} read`;
  return null;
}

const openPeriodPerMille = 5;
const leastPercent = 80;
