import type { ApiRequest } from "../serving/api-request";
import { mostNamedSnapshots } from "../serving/read-answer-snapshots";
import type { SqlText } from "../serving/sql-text";
import type { CostSnapshots } from "./cost-rows";

/** Asks a statement made of `costRows`: what it finds in snapshots that it names is kept, what may still change is not. */
export function askCosts<Row>(request: ApiRequest, { named }: CostSnapshots, statement: SqlText): Promise<readonly Row[]> {
  const isFixed = named.length <= mostNamedSnapshots && named.every(({ snapshot_id }) => snapshot_id !== "live");
  return isFixed ? request.keptRows<Row>(statement) : request.rows<Row>(statement);
}
