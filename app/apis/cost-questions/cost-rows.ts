import { chargeColumnsIn } from "../../domain/cost/charge-select";
import type { CostRange } from "../../domain/cost/cost-range";
import type { CostTable } from "../../domain/cost/cost-rollup";
import { chooseLiveView } from "../../domain/cost/live-cost-columns";
import type { AnswerProblem, AnswerSnapshot } from "../serving/answer";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { type CostFilter, costFilterSql } from "./cost-filter";

/** The snapshots that an answer speaks for. */
export interface CostSnapshots {
  /** All of them, as the answer names them. */
  readonly named: readonly AnswerSnapshot[];
  /** Those of the months of a range; of days, also those of other months that have charges of these days. */
  readonly of: (range: CostRange) => readonly AnswerSnapshot[];
  /** Findings of their seals, except charges without a cost, which answers count themselves. */
  readonly findings: readonly AnswerProblem[];
  /** DailyFocusUsage has all their charges; false also where a question does not want it. */
  readonly usageRollup: boolean;
}

/** Which rows a question is about. */
export interface CostScope {
  readonly range: CostRange;
  /** Only rows of these are looked at. */
  readonly snapshots: CostSnapshots;
  readonly filters: readonly CostFilter[];
  /** Instead of the days of the range: `none`, charges without a day; `any`, all charges of its snapshots. */
  readonly days?: "none" | "any" | undefined;
}

/**
 * A SELECT of `select` over the rows of a scope: those of the published snapshots from `table`, and posted charges of months that have none, which no
 * rollup has, only where there are any: they are mapped to FOCUS as they are read, and that takes its time.
 */
export function costRows(table: CostTable, scope: CostScope, select: (table: CostTable) => SqlText): SqlText {
  const { range, filters, days } = scope;
  const snapshots = scope.snapshots.of(range);
  const published = snapshots.filter(({ snapshot_id }) => snapshot_id !== "live").map(({ snapshot_id }) => snapshot_id);
  const periods = [range.firstOfMonths, range.lastOfMonths, ...snapshots.map(({ billing_period }) => billing_period)].sort();
  const [first = range.firstOfMonths] = periods;
  const conditions = SqlText.join(
    [
      SqlText.of`billing_period BETWEEN ${Bound.date(first)} AND ${Bound.date(periods.at(-1) ?? range.lastOfMonths)}`,
      ...(days === "none" ? [SqlText.of`usage_date = toDate(0)`] : []),
      ...(days === undefined && range.unit === "days"
        ? [SqlText.of`usage_date BETWEEN ${Bound.date(range.firstDay)} AND ${Bound.date(range.lastDay)}`]
        : []),
      ...filters.map(costFilterSql),
    ],
    " AND ",
  );
  const selected = SqlText.of`SELECT ${select(table)}`;
  const isAsked = SqlText.of`WHERE snapshot_id IN ${Bound.texts(published)} AND ${conditions}`;
  const source = table === "charges" ? chargesWith(SqlText.of`${selected} ${isAsked}`) : tables[table];
  const stored = SqlText.of`${selected} FROM ${source} ${isAsked}`;
  if (snapshots.length === published.length) return stored;
  const live = SqlText.of`${select("charges")} WHERE ${conditions}`;
  const view = SqlText.name(chooseLiveView(live.toQuery().query), ["LiveCost", "LiveCharge"]);
  return SqlText.of`${stored} UNION ALL SELECT ${select("charges")} FROM ${view} WHERE ${conditions}`;
}

/** Stored charges with those columns of charge-select.ts that an expression names: the engine plans every column of a view, whether it is asked for or not. */
function chargesWith(expression: SqlText): SqlText {
  return SqlText.of`(SELECT ${SqlText.columns(chargeColumnsIn(expression.toQuery().query))} FROM FocusCostAndUsage)`;
}

const tables: Readonly<Record<Exclude<CostTable, "charges">, SqlText>> = {
  DailyFocusServiceCost: SqlText.of`DailyFocusServiceCost`,
  MonthlyFocusCost: SqlText.of`MonthlyFocusCost`,
  DailyFocusCost: SqlText.of`DailyFocusCost`,
  MonthlyFocusResourceCost: SqlText.of`MonthlyFocusResourceCost`,
  DailyFocusUsage: SqlText.of`DailyFocusUsage`,
};
