import { ClickHouseEngines, getTables } from "@514labs/moose-lib";
import { processCluster } from "../config/cluster-settings";

/**
 * With a cluster every table is its engine's replicated form, without arguments: in a database of the engine Replicated ClickHouse gives each table a path in Keeper
 * of its own, and makes tables, views and changes of them on all replicas. Moose's `cluster` is not set: it says ON CLUSTER of tables only, not of views, and such a
 * database takes it of neither. Exported last in app/index.ts, when all tables are registered.
 * @throws {SettingsError} the cluster's name cannot be one
 */
if (processCluster() !== undefined) {
  for (const { config, name } of getTables().values()) {
    const engine = "engine" in config ? config.engine : undefined;
    const replicated = replicatedEngine(engine ?? ClickHouseEngines.MergeTree);
    if (replicated === undefined) throw new Error(`the table ${name} has the engine ${String(engine)}, which has no replicated form here`);
    Object.assign(config, { engine: replicated });
  }
}

/** What the project's tables use; undefined for another one. */
function replicatedEngine(engine: ClickHouseEngines): ClickHouseEngines | undefined {
  if (engine === ClickHouseEngines.MergeTree) return ClickHouseEngines.ReplicatedMergeTree;
  if (engine === ClickHouseEngines.ReplacingMergeTree) return ClickHouseEngines.ReplicatedReplacingMergeTree;
  if (engine === ClickHouseEngines.AggregatingMergeTree) return ClickHouseEngines.ReplicatedAggregatingMergeTree;
  return undefined;
}
