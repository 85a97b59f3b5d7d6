import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createReplicatedDatabase, statementsOnCluster } from "./cluster-statements";
import { mooseDdl } from "./moose-ddl";

/**
 * Every statement of a ClickHouse with replicas, in order: the database, users and profiles, and the tables and views as Moose makes them, which the database
 * carries to each replica. `map` is Moose's infrastructure map of a project that was compiled with the cluster's name.
 */
export function clusterDdl(map: string, database: string, cluster: string): readonly string[] {
  const files = ["cluster", "reader", "bi"].map((name) => readFileSync(join(__dirname, `../../ops/clickhouse/${name}.sql`), "utf8"));
  return [
    createReplicatedDatabase(database, cluster),
    `USE \`${database}\``,
    ...mooseDdl(map),
    ...files.flatMap((sql) => statementsOnCluster(sql, database, cluster)),
  ];
}
