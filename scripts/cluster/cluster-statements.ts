/** The database of replicas: tables, views and changes that are made in it are made on each replica. The macros are the servers' own. */
export function createReplicatedDatabase(database: string, cluster: string): string {
  const path = `/clickhouse/databases/${database.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}`;
  const name = database.replaceAll("\\", "\\\\").replaceAll("`", "\\`");
  return `CREATE DATABASE IF NOT EXISTS \`${name}\` ON CLUSTER \`${cluster}\` ENGINE = Replicated('${path}', '{shard}', '{replica}')`;
}

/**
 * The statements of a file of `ops/clickhouse` for all servers of a cluster and for a database. Users, profiles and quotas are no database's, and are made on each
 * server by ON CLUSTER.
 */
export function statementsOnCluster(sql: string, database: string, cluster: string): readonly string[] {
  const on = `ON CLUSTER \`${cluster}\``;
  return sql
    .replaceAll(/^\s*--.*$/gm, "")
    .split(";")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "")
    .map((statement) =>
      statement
        .replace(/^(CREATE (?:SETTINGS PROFILE|USER|QUOTA) IF NOT EXISTS \w+)/, `$1 ${on}`)
        .replace(/^GRANT /, `GRANT ${on} `)
        .replaceAll(" local.", ` \`${database}\`.`),
    );
}
