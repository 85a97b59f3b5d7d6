import { openSnapshotDatabase } from "../app/pipeline/open-snapshot-database";
import type { SnapshotDatabase } from "../app/pipeline/snapshot-database";
import { runningStack } from "./running-stack";

/** The ClickHouse of `runningStack` as the snapshots see it. */
export function openStackDatabase(): { readonly database: SnapshotDatabase; readonly close: () => Promise<void> } {
  const { clickhouse } = runningStack();
  return { database: openSnapshotDatabase(clickhouse), close: () => clickhouse.close() };
}
