import type { CostRange } from "../../domain/cost/cost-range";
import type { CostTable } from "../../domain/cost/cost-rollup";
import type { AnswerSnapshot } from "../serving/answer";
import { Bound } from "../serving/bound";
import { mostNamedSnapshots } from "../serving/most-named-snapshots";
import { SqlText } from "../serving/sql-text";
import { type CostFilter, costFilterSql } from "./cost-filter";

/** Which rows a question is about. */
export interface CostScope {
  readonly range: CostRange;
  /** The readings that the answer will name; only their rows are looked at. */
  readonly readings: readonly AnswerSnapshot[];
  readonly filters: readonly CostFilter[];
}

/**
 * A SELECT of `select` over the rows of a scope: those of the published snapshots from `table`, and posted charges of months that have none, which no
 * rollup has, only where there are any: they are mapped to FOCUS as they are read, and that takes its time.
 */
export function costRows(table: CostTable, scope: CostScope, select: (table: CostTable) => SqlText): SqlText {
  const { range, readings, filters } = scope;
  const inRange = readings.filter(({ billing_period }) => billing_period >= range.firstPeriod && billing_period <= range.lastPeriod);
  const published = inRange.filter(({ snapshot_id }) => snapshot_id !== "live").map(({ snapshot_id }) => snapshot_id);
  const conditions = SqlText.join(
    [
      SqlText.of`billing_period BETWEEN ${Bound.date(range.firstPeriod)} AND ${Bound.date(range.lastPeriod)}`,
      ...(range.unit === "days" ? [SqlText.of`usage_date BETWEEN ${Bound.date(range.firstDay)} AND ${Bound.date(range.lastDay)}`] : []),
      ...filters.map(costFilterSql),
    ],
    " AND ",
  );
  const stored = SqlText.of`SELECT ${select(table)} FROM ${tables[table]} WHERE ${ofSnapshots(published)} AND ${conditions}`;
  if (inRange.length === published.length) return stored;
  return SqlText.of`${stored} UNION ALL SELECT ${select("charges")} FROM LiveCharge WHERE ${conditions}`;
}

/** Named one by one the answer is of exactly these; of more, those count that are published when the statement runs. */
function ofSnapshots(ids: readonly string[]): SqlText {
  return ids.length <= mostNamedSnapshots
    ? SqlText.of`snapshot_id IN ${Bound.texts(ids)}`
    : SqlText.of`snapshot_id IN (SELECT s.snapshot_id FROM CurrentBillingSnapshot AS s)`;
}

const tables: Readonly<Record<CostTable, SqlText>> = {
  DailyFocusServiceCost: SqlText.of`DailyFocusServiceCost`,
  MonthlyFocusCost: SqlText.of`MonthlyFocusCost`,
  DailyFocusCost: SqlText.of`DailyFocusCost`,
  MonthlyFocusResourceCost: SqlText.of`MonthlyFocusResourceCost`,
  charges: SqlText.of`SnapshotCharge`,
};
