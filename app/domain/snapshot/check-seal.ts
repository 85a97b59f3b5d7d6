import { describeControlTotals, type MatchedControlTotal, matchControlTotal } from "./control-total";
import { ExactSum } from "./exact-sum";
import type { LedgerBlock, LedgerPage, SealEvidence, StoredPage } from "./seal-evidence";
import { describeDays } from "./missing-days";
import { isLifted, type OperatorOverride } from "./operator-override";
import type { SnapshotFinding } from "./snapshot-finding";

/** What a snapshot holds, or the first reason why it must not be published. */
export type SealDecision =
  | {
      readonly sealed: true;
      readonly pages: number;
      readonly rows: number;
      readonly cost: string;
      /** The control total that the rows match; null when there is none, or when an operator accepted that none matches. */
      readonly controlTotal: MatchedControlTotal | null;
      readonly findings: readonly SnapshotFinding[];
    }
  | { readonly sealed: false; readonly reason: SealFault; readonly detail: string };

export type SealFault =
  | "no-rows"
  | "pages-not-contiguous"
  | "month-not-finished"
  | "page-differs"
  | "row-twice"
  | "page-repeated"
  | "row-of-another-month"
  | "rollup-differs"
  | "cost-missing"
  | "control-total-differs"
  | "shrunk"
  | "days-missing";

/**
 * Decides whether a snapshot is the delivery that was read, whole and once. The ledger was written from what was read and the rest was asked of
 * the engine, so that each is a witness against the other. What is explicable, or accepted by an operator, is sealed with a finding.
 */
export function checkSeal(evidence: SealEvidence): SealDecision {
  const { blocks, stored, rollups, overrides } = evidence;

  const gap = findGap(blocks);
  if (gap !== null) return fault("pages-not-contiguous", gap);
  if (blocks.at(-1)?.nextCursor !== null) return fault("month-not-finished", "the last page of the month is missing");
  const pages = blocks.flatMap((block) => block.pages);

  const byPage = new Map(stored.map((page) => [page.page, page]));
  const total = new ExactSum();
  let rows = 0;
  for (const [number, page] of pages.entries()) {
    const found = byPage.get(number);
    byPage.delete(number);
    if (found !== undefined && found.rows !== found.ordinals) {
      return fault("row-twice", `page ${number} has ${found.rows} stored rows, but only ${found.ordinals} distinct ones`);
    }
    const difference = differs(page, found);
    if (difference !== null) return fault("page-differs", `page ${number}: ${difference}`);
    if ((found?.outside ?? 0) > 0) return fault("row-of-another-month", `page ${number} has ${found?.outside ?? 0} rows of a later month`);
    total.add(page.cost);
    rows += page.rows;
  }
  const [surplus] = byPage.keys();
  if (surplus !== undefined) return fault("page-differs", `page ${surplus} is stored but not in the ledger`);

  for (const rollup of rollups) {
    const expected = rollup.expected === undefined ? total : new ExactSum(rollup.expected);
    if (rollup.charges !== rows || expected.compare(new ExactSum(rollup.cost)) !== 0) {
      return fault(
        "rollup-differs",
        `${rollup.table} has ${rollup.charges} charges and cost ${rollup.cost}, but ${rows} charges and cost ${expected.toString()} were read`,
      );
    }
    if (rollup.quantities !== rollup.expectedQuantities) {
      const { table, quantities = "", expectedQuantities = "" } = rollup;
      return fault("rollup-differs", `${table} has the sums ${quantities}, but what it is made of has ${expectedQuantities}`);
    }
  }
  const matched = matchControlTotal(total, evidence.controlTotals, evidence.isOpenPeriod);
  const checks = [
    checkRepeats(pages, overrides),
    checkLateRows(stored, rows, overrides),
    checkCosts(stored, rows),
    checkControlTotal(total, evidence, matched),
    checkSize(evidence, rows),
  ];
  const findings: SnapshotFinding[] = [];
  for (const check of checks) {
    if (!Array.isArray(check)) return check;
    findings.push(...check);
  }
  return { sealed: true, pages: pages.length, rows, cost: total.toString(), controlTotal: matched, findings };
}

/** What a check lets through with these findings, or the fault that it found. */
type Check = SnapshotFinding[] | Extract<SealDecision, { sealed: false }>;

/** The ledger knows the pages of every attempt; a client that goes on after a crash only those of its own. */
function checkRepeats(pages: readonly LedgerPage[], overrides: readonly OperatorOverride[]): Check {
  const first = new Map<string, number>();
  const repeats: { readonly page: number; readonly of: number; readonly ledger: LedgerPage }[] = [];
  for (const [number, page] of pages.entries()) {
    if (page.rows === 0 || page.hash === "") continue;
    const earlier = first.get(page.hash);
    if (earlier === undefined) first.set(page.hash, number);
    else repeats.push({ page: number, of: earlier, ledger: page });
  }
  if (repeats.length === 0) return [];
  const cost = new ExactSum();
  for (const { ledger } of repeats) cost.add(ledger.cost);
  const rows = repeats.reduce((sum, { ledger }) => sum + ledger.rows, 0);
  const detail = `page ${repeats.map(({ page, of }) => `${page} has the rows of page ${of}`).join(", page ")}`.slice(0, longestDetail);
  return isLifted(overrides, "accept-repeated-pages")
    ? [{ code: "pages-repeated", rows, cost: cost.toString(), detail }]
    : fault("page-repeated", `${detail}; if the bill really has these rows twice, use --accept-repeated-pages REASON`);
}

/** A bill may hold late usage of earlier months. When most of it is, another month was served. */
function checkLateRows(stored: readonly StoredPage[], rows: number, overrides: readonly OperatorOverride[]): Check {
  const late = stored.reduce((sum, page) => sum + page.late, 0);
  if (late === 0) return [];
  if (late * 2 > rows && !isLifted(overrides, "accept-late")) {
    return fault("row-of-another-month", `${late} of ${rows} rows are of earlier months; if that is right, use --accept-late REASON`);
  }
  const cost = new ExactSum();
  for (const page of stored) cost.add(page.lateCost);
  const detail = `${late} of ${rows} charges are dated in earlier months; they count in this period, on their own days`;
  return [{ code: "late-rows", rows: late, cost: cost.toString(), detail }];
}

/** FOCUS has no null cost, so a charge without one counts as 0; a total of such charges only is null. */
function checkCosts(stored: readonly StoredPage[], rows: number): Check {
  const missing = stored.reduce((sum, page) => sum + page.withoutCost, 0);
  if (missing === 0) return [];
  const detail = `${missing} of ${rows} charges have no readable cost and count as 0${describeOtherCurrency(stored, missing)}`;
  return missing * 2 > rows ? fault("cost-missing", detail) : [{ code: "cost-missing", rows: missing, cost: "", detail }];
}

/** What is to be done where the cost is readable and the connection says another currency. */
function describeOtherCurrency(stored: readonly StoredPage[], missing: number): string {
  const count = stored.reduce((sum, page) => sum + page.otherCurrency, 0);
  if (count === 0) return "";
  const example = stored.find((page) => page.otherCurrency > 0)?.otherCurrencyDetail ?? "";
  const these = count === missing ? "each of them names" : count === 1 ? "1 of them names" : `${count} of them name`;
  return `; ${these} another currency than the delivery (currency-differs: ${example}): set the currency of the delivery, or split it by currency`;
}

function checkControlTotal(
  rows: ExactSum,
  { controlTotals: totals, unusableTotal, overrides }: SealEvidence,
  matched: MatchedControlTotal | null,
): Check {
  if (unusableTotal !== null) {
    return isLifted(overrides, "accept-total")
      ? [{ code: "control-total-unmatched", rows: 0, cost: "", detail: unusableTotal }]
      : fault("control-total-differs", `${unusableTotal}; if the rows are right, use --accept-total REASON`);
  }
  if (totals.length === 0) return [];
  const all = `the rows add up to ${rows.toString()}; the source's own totals: ${describeControlTotals(totals)}`;
  if (matched === null) {
    if (!isLifted(overrides, "accept-total"))
      return fault("control-total-differs", `${all}; if the rows are right, use --accept-total REASON`);
    const [first] = totals;
    const difference = first === undefined ? "" : rows.minus(new ExactSum(first.total)).toString();
    return [{ code: "control-total-unmatched", rows: 0, cost: difference, detail: all }];
  }
  const findings: SnapshotFinding[] = [];
  const { leavesOut, difference } = matched;
  if (new ExactSum(difference).compareSize(new ExactSum("0.01")) > 0) {
    findings.push({ code: "control-total-near", rows: 0, cost: difference, detail: `${all}; the month is open and may still change` });
  }
  if (leavesOut !== null) {
    const detail = `the rows add up to ${matched.name}; ${leavesOut.name} of ${leavesOut.cost} is not included, because the source serves those charges at another address`;
    findings.push({ code: "charges-elsewhere", rows: 0, cost: leavesOut.cost, detail });
  }
  return findings;
}

function checkSize({ activeRows, missingDays, overrides }: SealEvidence, rows: number): Check {
  const isLiftedHere = isLifted(overrides, "allow-shrink");
  const findings: SnapshotFinding[] = [];
  if (rows === 0 && !isLiftedHere) return fault("no-rows", "the month has no rows; if that is right, use --allow-shrink");
  if (activeRows !== null && rows * 100 < activeRows * leastPercent) {
    const detail = `${rows} rows, compared with ${activeRows} published rows`;
    if (!isLiftedHere) return fault("shrunk", `${detail}; if that is right, use --allow-shrink`);
    findings.push({ code: "shrunk", rows: activeRows - rows, cost: "", detail });
  }
  if (missingDays.length > 0) {
    const days = missingDays.length === 1 ? "1 published day" : `${missingDays.length} published days`;
    const detail = `${days} would lose all charges: ${describeDays(missingDays)}`;
    if (!isLiftedHere) return fault("days-missing", `${detail}; if that is right, use --allow-shrink`);
    findings.push({ code: "days-missing", rows: 0, cost: "", detail: detail.replace("would lose", "lost") });
  }
  return findings;
}

function fault(reason: SealFault, detail: string): Extract<SealDecision, { sealed: false }> {
  return { sealed: false, reason, detail };
}

function findGap(blocks: readonly LedgerBlock[]): string | null {
  let next = 0;
  for (const block of blocks) {
    if (block.firstPage !== next) return `a block starts at page ${block.firstPage} instead of page ${next}`;
    next += block.pages.length;
  }
  return blocks.length === 0 ? "the ledger is empty" : null;
}

function differs(read: LedgerPage, stored: StoredPage | undefined): string | null {
  const { rows, cost } = stored ?? { rows: 0, cost: "0" };
  if (stored !== undefined && stored.lastOrdinal !== stored.rows - 1)
    return `${rows} rows are stored, but the last one has number ${stored.lastOrdinal}`;
  if (rows !== read.rows) return `${rows} rows are stored, but ${read.rows} were read`;
  if (new ExactSum(cost).compare(new ExactSum(read.cost)) !== 0) return `cost ${cost} is stored, but ${read.cost} was read`;
  return null;
}

const leastPercent = 80;
const longestDetail = 500;
