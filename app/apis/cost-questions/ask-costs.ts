import type { ApiRequest } from "../serving/api-request";
import type { SqlText } from "../serving/sql-text";
import type { CostSnapshots } from "./cost-rows";

/** Asks a statement made of `costRows`: what it finds in published snapshots is kept, since it names them; posted charges may still change. */
export function askCosts<Row>(request: ApiRequest, { named }: CostSnapshots, statement: SqlText): Promise<readonly Row[]> {
  const isFixed = named.every(({ snapshot_id }) => snapshot_id !== "live");
  return isFixed ? request.keptRows<Row>(statement) : request.rows<Row>(statement);
}
