import type { MooseClient } from "../runtime/clickhouse/moose-client";
import { planning } from "../runtime/clickhouse/readonly-client";
import { writeBlocks } from "../runtime/clickhouse/write-blocks";
import { writeRows } from "../runtime/clickhouse/write-rows";
import { processTracer } from "../runtime/observability/trace";
import { settleReplicas } from "./settle-replicas";
import type { QueryParameters, SnapshotDatabase } from "./snapshot-database";

/** The snapshots' view of a ClickHouse client. Closing the client stays with who opened it. */
export function openSnapshotDatabase(client: MooseClient): SnapshotDatabase {
  const tracer = processTracer();
  const idOf = (queryId: string | undefined) => (queryId === undefined ? {} : { query_id: queryId });
  const rows: SnapshotDatabase["rows"] = <Row>(query: string, parameters: QueryParameters = {}) =>
    tracer.statement(query, undefined, async (queryId) => {
      const result = await client.query({ query, format: "JSONEachRow", query_params: { ...parameters }, ...idOf(queryId) });
      return result.json<Row>();
    });
  return {
    rows,
    insertRows: (table, rows) => writeRows(client, table, rows),
    insertBlocks: (insert) =>
      tracer.statement(`INSERT INTO ${insert.table}`, insert.queryId, (queryId) =>
        writeBlocks(client, { ...insert, ...(queryId === undefined ? {} : { queryId }) }),
      ),
    run: (statement, parameters = {}, ownId) =>
      tracer.statement(statement, ownId, async (queryId) => {
        await client.command({
          query: statement,
          query_params: { ...parameters },
          clickhouse_settings: { wait_end_of_query: 1, ...planning },
          ...idOf(queryId),
        });
      }),
    settle: () => settleReplicas(client),
  };
}
