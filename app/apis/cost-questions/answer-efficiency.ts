import type { tags } from "typia";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { doubtsOf } from "../../domain/cost/cost-doubt";
import { CostRange } from "../../domain/cost/cost-range";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import { efficiencySignals } from "../../domain/efficiency/efficiency-signals";
import { monthParameter } from "../answers/parameters";
import { type Answer, type AnswerProblem, answerOf } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "./ask-costs";
import type { CostFilterParams } from "./cost-filter-params";
import { measure } from "./cost-measure";
import { costProblems } from "./cost-problems";
import { type CostScope, costRows } from "./cost-rows";
import { doubtColumns, type DoubtedRow, doubtSums, problemsOfDoubts } from "./doubt-sums";
import { type EfficiencyRow, type FoundSignal, signalsByService, signalsByUnit } from "./efficiency-sql";
import { readCostFilters } from "./read-cost-filters";
import { readCostSnapshots } from "./read-cost-snapshots";
import { readFilterProblems } from "./read-filter-problems";
import { readTagProblems } from "./read-tag-problems";

export interface EfficiencyParams extends CostFilterParams {
  /** Billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Only this signal. */
  code?: "paid-of-list" | "hours-billed" | "flat-cost" | "storage-without-access";
  /** Maximum rows of each signal and currency (default 100), highest billed cost first. Totals cover all. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<100>;
}

/** One for each signal and currency. */
export interface EfficiencyTotal {
  currency: string;
  code: "paid-of-list" | "hours-billed" | "flat-cost" | "storage-without-access";
  /** Rows of the signal, all of them. */
  signals: string;
  billed_cost: string | null;
}

/**
 * What the usage charges of a billing month prove of how resources are used, and those of the month before where a signal compares. Which signals there are and
 * by what rules, domain/efficiency says. A month that goes on has no `flat-cost`: it has less of everything than the month before.
 */
export async function answerEfficiency(params: EfficiencyParams, request: ApiRequest): Promise<Answer<EfficiencyRow, EfficiencyTotal>> {
  const { code, limit = 100 } = params;
  const month = monthParameter(params.month);
  const range = CostRange.ofMonth(month);
  const previous = range.previous();
  const isOver = month.lastDay < request.now.toISOString().slice(0, 10);
  const filters = readCostFilters(params);
  const snapshots = await readCostSnapshots(request, range, filters, { previous, quantity: true });
  const scope: CostScope = { range, filters, snapshots };
  const before = previous === null ? null : { ...scope, range: previous };
  const asked = { codes: (code === undefined ? efficiencySignals : [code]).filter((one) => isOver || one !== "flat-cost"), limit };
  const doubts = readDoubts(request, scope);
  const [byService, byUnit, doubted, tagProblems, filterProblems] = await Promise.all([
    askCosts<FoundSignal>(request, snapshots, signalsByService(scope, asked)),
    askCosts<FoundSignal>(request, snapshots, signalsByUnit(scope, before, month, asked)),
    doubts,
    readTagProblems(request, scope),
    readFilterProblems(request, scope, doubts),
  ]);
  const found = efficiencySignals.flatMap((one) => [...byService, ...byUnit].filter((row) => row.code === one));
  const totals = totalsOf(found);
  return answerOf({
    data: found.map(rowOf),
    snapshots: snapshots.named,
    totals,
    problems: [
      ...costProblems(range, snapshots, previous),
      ...(isOver ? [] : [monthGoesOn(month)]),
      ...tagProblems,
      ...filterProblems,
      ...problemsOfDoubts(signalDoubts, doubted),
      ...(totals.every(({ signals }) => BigInt(signals) <= limit)
        ? []
        : [{ code: "limited", message: "There are more resources of a signal; totals cover all of them" }]),
    ],
  });
}

const signalDoubts = doubtsOf(["billed", "effective", "list"]);

/** What is not known of the costs that signals are made of, of all charges that the question matches. */
function readDoubts(request: ApiRequest, scope: CostScope): Promise<readonly DoubtedRow[]> {
  const fields = scope.filters.map(({ field }) => field);
  const rows = costRows(
    chooseCostTable(fields, false, scope.snapshots),
    scope,
    () => SqlText.of`currency, ${SqlText.join([...new Set(doubtColumns(signalDoubts))].map(measure), ", ")}`,
  );
  return askCosts<DoubtedRow>(
    request,
    scope.snapshots,
    SqlText.of`SELECT r.currency AS currency, ${doubtSums(signalDoubts)} FROM (${rows}) AS r GROUP BY r.currency ORDER BY r.currency`,
  );
}

function rowOf(found: FoundSignal): EfficiencyRow {
  const row: EfficiencyRow & Partial<FoundSignal> = { ...found };
  delete row.all_signals;
  delete row.all_billed;
  return row;
}

/** Each row says what all rows of its signal and currency add up to. */
function totalsOf(found: readonly FoundSignal[]): readonly EfficiencyTotal[] {
  const totals = new Map(
    found.map(({ code, currency, all_signals: signals, all_billed: billed_cost }) => [
      `${code} ${currency}`,
      { currency, code, signals, billed_cost },
    ]),
  );
  return [...totals.values()];
}

function monthGoesOn(month: BillingMonth): AnswerProblem {
  return {
    code: "month-goes-on",
    message: `${month.toString()} is not over: hours and quantities are of its days so far, and it is not compared with the month before`,
  };
}
