import { sqlLiteral } from "../sql-literal";

/** SQL: the ids of the sets that readers see, of one kind of records. */
export function activeRecordSets(records: string): string {
  return `SELECT argMax(set_id, activation) FROM ActiveRecordSet WHERE records = ${sqlLiteral(records)} GROUP BY billing_account_id, month`;
}
