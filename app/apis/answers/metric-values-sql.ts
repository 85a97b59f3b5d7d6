import { columnFilterSql } from "../cost-questions/cost-filter";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** Values of business metrics of the entities that are called as owners are, whose days are in a range. */
export interface MetricQuestion {
  readonly metrics: readonly string[];
  /** Found in any case. */
  readonly owners: readonly string[];
  readonly firstDay: string;
  readonly lastDay: string;
}

/** The values of an entity: day, digits and unit of each. */
export interface FoundMetricValues {
  readonly metric: string;
  readonly entity: string;
  readonly found: readonly (readonly [day: string, value: string, unit: string])[];
}

/** A row for each metric and entity. It names no billing account: what may be told of it to callers of some accounts is the asker's to see to. */
export function metricValuesSql({ metrics, owners, firstDay, lastDay }: MetricQuestion): SqlText {
  const isOwner = columnFilterSql({ field: { kind: "dimension", name: "owner" }, op: "in", values: owners }, tidyEntity);
  return SqlText.of`SELECT b.metric AS metric, b.entity AS entity, groupArray((toString(b.day), toString(b.value), toString(b.unit))) AS found
    FROM BusinessMetric AS b FINAL
    WHERE b.metric IN ${Bound.texts(metrics)} AND b.day BETWEEN ${Bound.date(firstDay)} AND ${Bound.date(lastDay)} AND ${isOwner}
    GROUP BY b.metric, b.entity ORDER BY b.metric, b.entity`;
}

/** The entity as `tidyName` writes it, so that a name with invisible characters or other white space around it still matches its owner. */
const tidyEntity = SqlText.of`replaceRegexpAll(replaceRegexpAll(b.entity, '[\\x{AD}\\x{200B}\\x{200E}\\x{200F}\\x{2060}\\x{FEFF}]', ''), '^[\\s\\x{0B}\\p{Z}]+|[\\s\\x{0B}\\p{Z}]+$', '')`;
