import type { MooseClient } from "../runtime/clickhouse/moose-client";
import { planning } from "../runtime/clickhouse/readonly-client";
import { writeBlocks } from "../runtime/clickhouse/write-blocks";
import { writeRows } from "../runtime/clickhouse/write-rows";
import { settleReplicas } from "./settle-replicas";
import type { QueryParameters, SnapshotDatabase } from "./snapshot-database";

/** The snapshots' view of a ClickHouse client. Closing the client stays with who opened it. */
export function openSnapshotDatabase(client: MooseClient): SnapshotDatabase {
  const rows: SnapshotDatabase["rows"] = async <Row>(query: string, parameters: QueryParameters = {}) => {
    const result = await client.query({ query, format: "JSONEachRow", query_params: { ...parameters } });
    return result.json<Row>();
  };
  return {
    rows,
    insertRows: (table, rows) => writeRows(client, table, rows),
    insertBlocks: (insert) => writeBlocks(client, insert),
    run: async (statement, parameters = {}, queryId) => {
      await client.command({
        query: statement,
        query_params: { ...parameters },
        clickhouse_settings: { wait_end_of_query: 1, ...planning },
        ...(queryId === undefined ? {} : { query_id: queryId }),
      });
    },
    settle: () => settleReplicas(client),
  };
}
