import type { CostRange } from "../../domain/cost/cost-range";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import type { AnswerProblem, AnswerSnapshot, ProblemAmount } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { isInMonths } from "../serving/read-answer-snapshots";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "./ask-costs";
import { amountProblem } from "./cost-problems";
import { type CostScope, costRows } from "./cost-rows";

/**
 * Why days do not add up to their billing months: charges without a day, which are in no day; charges of these days that another billing month delivered,
 * which count here; and, of whole months, charges that they delivered for other days. Most snapshots have none of them, and then no charge is looked at.
 */
export async function readDayProblems(request: ApiRequest, scope: CostScope): Promise<readonly AnswerProblem[]> {
  const { range, filters, snapshots } = scope;
  const named = snapshots.of(range);
  if (!(await mayDiffer(request, range, named))) return [];
  const day = SqlText.of`r.usage_date`;
  const isDated = SqlText.of`${day} > toDate(0)`;
  const isOfMonths = SqlText.of`r.billing_period BETWEEN ${Bound.date(range.firstOfMonths)} AND ${Bound.date(range.lastOfMonths)}`;
  const isInRange = SqlText.of`${day} BETWEEN ${Bound.date(range.firstDay)} AND ${Bound.date(range.lastDay)}`;
  const isWhole = range.firstDay === range.firstOfMonths && range.lastDay === range.lastOfMonths;
  const rows = costRows(
    chooseCostTable(
      filters.map(({ field }) => field),
      true,
      snapshots,
    ),
    { ...scope, days: "any" },
    () => SqlText.of`billing_period, usage_date, currency, billed_cost, charges`,
  );
  const found = await askCosts<DayDifference>(
    request,
    snapshots,
    SqlText.of`SELECT r.currency AS currency,
      multiIf(${day} = toDate(0), 'undated', ${isOfMonths}, 'outside', 'brought-in') AS kind,
      toString(sum(r.charges)) AS charges, toString(sum(r.billed_cost)) AS billed_cost
    FROM (${rows}) AS r
    WHERE (${day} = toDate(0) AND ${isOfMonths}) OR (${isDated} AND ${isOfMonths} AND NOT ${isInRange}) OR (${isDated} AND NOT ${isOfMonths} AND ${isInRange})
    GROUP BY currency, kind ORDER BY currency`,
  );
  const of = (kind: DayDifference["kind"]): readonly DayDifference[] => found.filter((one) => one.kind === kind);
  const problems: AnswerProblem[] = [];
  problems.push(...undatedProblem(of("undated")));
  if (range.unit === "days" && of("brought-in").length > 0) {
    const message = (charges: string): string => `Counted on these days, but billed in other months: ${charges}`;
    problems.push(amountProblem("charges-of-other-months", message, of("brought-in")));
  }
  if (range.unit === "days" && isWhole && of("outside").length > 0) {
    const message = (charges: string): string => `Billed in these months, but dated and counted on other days: ${charges}`;
    problems.push(amountProblem("charges-of-other-days", message, of("outside")));
  }
  return problems;
}

/** The problem that names charges without a readable day; an empty list when every charge has one. */
export function undatedProblem(found: readonly ProblemAmount[]): readonly AnswerProblem[] {
  if (found.length === 0) return [];
  const message = (charges: string): string =>
    `Counted in their billing month and on no day, because their day is missing or unreadable: ${charges}`;
  return [amountProblem("charges-without-day", message, found)];
}

interface DayDifference {
  readonly kind: "undated" | "outside" | "brought-in";
  readonly currency: string;
  readonly charges: string;
  readonly billed_cost: string;
}

/** From what is remembered of each snapshot; of posted charges it is asked. */
async function mayDiffer(request: ApiRequest, range: CostRange, named: readonly AnswerSnapshot[]): Promise<boolean> {
  if (named.some(({ billing_period }) => !isInMonths(billing_period, range.firstDay, range.lastDay))) return true;
  const published = named.filter(({ snapshot_id }) => snapshot_id !== "live").map(({ snapshot_id }) => snapshot_id);
  const spans =
    published.length === 0
      ? []
      : await request.keptRows<{ readonly first: string; readonly last: string; readonly undated: string }>(SqlText.of`
          SELECT toString(min(d.first_day)) AS first, toString(max(d.last_day)) AS last, toString(sum(d.undated_charges)) AS undated
          FROM FocusSnapshotDays AS d WHERE d.snapshot_id IN ${Bound.texts(published)} GROUP BY d.snapshot_id`);
  if (spans.some(({ first, last, undated }) => undated !== "0" || first < range.firstOfMonths || last > range.lastOfMonths)) return true;
  if (published.length === named.length) return false;
  const [live] = await request.recentRows<{ readonly undated: string }>(
    SqlText.of`SELECT toString(count()) AS undated FROM AzureBillingDetail AS d FINAL WHERE d.snapshot_id = 'live' AND d.date IS NULL`,
  );
  return live?.undated !== "0";
}
