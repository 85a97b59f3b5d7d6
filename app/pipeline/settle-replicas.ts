import type { MooseClient } from "../runtime/clickhouse/moose-client";
import { processCluster } from "../runtime/config/cluster-settings";
import { snapshotTables } from "./snapshot-tables";

/**
 * Waits until every replica of the cluster has every row that readers of a snapshot find by its pointer, so that no replica can show the pointer without the rows: a
 * replica takes up each table by itself. Throws (code 159) when one of them is away, and the publication waits as for ClickHouse itself. Without a cluster nothing happens.
 */
export async function settleReplicas(client: Pick<MooseClient, "query" | "command">, cluster = processCluster()): Promise<void> {
  if (cluster === undefined) return;
  const result = await client.query({ query: "SELECT currentDatabase() AS name", format: "JSONEachRow" });
  const [{ name } = { name: "" }] = await result.json<{ readonly name: string }>();
  for (const table of settledTables) await client.command({ query: syncStatement(cluster, name, table), clickhouse_settings: untilAll });
}

/** All tables that are found by the pointer, and what says of a snapshot how it came to be. */
const settledTables: readonly string[] = [
  snapshotTables.facts,
  snapshotTables.focus,
  ...snapshotTables.rollups,
  ...snapshotTables.commitments,
  snapshotTables.audit,
  snapshotTables.blocks,
  snapshotTables.events,
  snapshotTables.periods,
];

/** The statement for one table. LIGHTWEIGHT: rows are waited for, merges and mutations are not. */
function syncStatement(cluster: string, database: string, table: string): string {
  return `SYSTEM SYNC REPLICA ON CLUSTER ${quoted(cluster)} ${quoted(database)}.${quoted(table)} LIGHTWEIGHT`;
}

const quoted = (name: string): string => `\`${name.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;

/** Shorter than a client waits for an answer. A replica that does not answer is an error, whatever the user's profile says. */
const untilAll = { wait_end_of_query: 1, distributed_ddl_task_timeout: 25, distributed_ddl_output_mode: "throw" } as const;
