import type { tags } from "typia";
import { type Answer, limitedProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

export interface BusinessMetricsParams {
  /** Maximum metrics to return (default 100), by entity and metric. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<100>;
}

export interface BusinessMetricsRow {
  entity: string;
  metric: string;
  /** What is counted; null where values have several units. Empty where they have none. */
  unit: string | null;
  /** First and last day with a value, and how many days have one. */
  first_day: string;
  last_day: string;
  days: string;
}

/** Which metrics of the business have values: what /api/unit-costs can divide costs by. Callers of some accounts only see none. */
export async function answerBusinessMetrics(
  { limit = 100 }: BusinessMetricsParams,
  request: ApiRequest,
): Promise<Answer<BusinessMetricsRow>> {
  const data = await request.rows<BusinessMetricsRow>(SqlText.of`
    SELECT b.entity AS entity, b.metric AS metric, if(uniqExact(b.unit) = 1, toNullable(any(b.unit)), NULL) AS unit,
      toString(min(b.day)) AS first_day, toString(max(b.day)) AS last_day, toString(count()) AS days
    FROM BusinessMetric AS b FINAL GROUP BY b.entity, b.metric ORDER BY b.entity, b.metric LIMIT ${Bound.count(limit)}`);
  return { data, snapshots: [], currency: null, totals: [], page: { next: null }, problems: limitedProblem(data, limit) };
}
