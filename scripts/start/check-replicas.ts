import { type Check, found } from "./check";

/** Rows of a question, or null when it was refused. */
type Ask = (query: string, parameters?: Readonly<Record<string, string>>) => Promise<readonly Readonly<Record<string, string>>[] | null>;

/**
 * Whether the tables' engine and the servers fit what the settings say of replicas. It comes before Moose, which would replace the tables of a database with data by
 * empty ones of the other engine. `engine` is the database's; undefined: there is none yet.
 */
export async function checkReplicas(
  ask: Ask,
  database: string,
  engine: string | undefined,
  cluster: string | undefined,
): Promise<readonly Check[]> {
  if (cluster === undefined) {
    if (engine !== "Replicated") return [];
    return [found("replicas", "problem", `${database} is a database of replicas, and no cluster is named`, variable)];
  }
  const problems: Check[] = [];
  if (engine !== undefined && engine !== "Replicated") {
    const detail = `${database} has the engine ${engine}, and with a cluster it must be Replicated: take a new database, since tables are not converted`;
    problems.push(found("replicas", "problem", detail, variable, "MOOSE_CLICKHOUSE_CONFIG__DB_NAME"));
  }
  const [servers] = (await ask(serversQuery, { cluster })) ?? [];
  const { shards = "0", replicas = "0" } = servers ?? {};
  if (shards === "0") problems.push(found("replicas", "problem", `ClickHouse knows no cluster ${cluster} (system.clusters)`, variable));
  else if (shards !== "1")
    problems.push(
      found("replicas", "problem", `the cluster ${cluster} has ${shards} shards, and one is what the tables are for`, variable),
    );
  const [macros] = (await ask("SELECT toString(count()) AS macros FROM system.macros WHERE macro IN ('shard', 'replica')")) ?? [];
  if (macros !== undefined && macros["macros"] !== "2")
    problems.push(found("replicas", "problem", "the server's configuration has no macros shard and replica"));
  const [quorum] = (await ask("SELECT value FROM system.settings WHERE name = 'insert_quorum'")) ?? [];
  if (quorum !== undefined && (quorum["value"] === "0" || quorum["value"] === "1"))
    problems.push(
      found("replicas", "problem", "insert_quorum of this user is off: a lost server would lose rows", "ops/clickhouse/cluster.sql"),
    );
  return problems.length > 0 ? problems : [found("replicas", "ok", `${replicas} in the cluster ${cluster}`)];
}

const serversQuery =
  "SELECT toString(uniqExact(shard_num)) AS shards, toString(count()) AS replicas FROM system.clusters WHERE cluster = {cluster:String}";
const variable = "AZURE_BILLING_CLICKHOUSE_CLUSTER";
