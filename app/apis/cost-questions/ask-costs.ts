import type { AnswerSnapshot } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { mostNamedSnapshots } from "../serving/most-named-snapshots";
import type { SqlText } from "../serving/sql-text";

/** Asks a statement made of `costRows`: what it finds in snapshots that it names is kept, what may still change is not. */
export function askCosts<Row>(request: ApiRequest, readings: readonly AnswerSnapshot[], statement: SqlText): Promise<readonly Row[]> {
  const isFixed = readings.length <= mostNamedSnapshots && readings.every(({ snapshot_id }) => snapshot_id !== "live");
  return isFixed ? request.keptRows<Row>(statement) : request.rows<Row>(statement);
}
