import { openSnapshotDatabase } from "../app/snapshots/open-snapshot-database";
import type { SnapshotDatabase } from "../app/snapshots/snapshot-database";
import { openStackClient } from "./open-stack-client";

/** `openStackClient` as the snapshots see it. */
export async function openStackDatabase(): Promise<{ readonly database: SnapshotDatabase; readonly close: () => Promise<void> }> {
  const client = await openStackClient();
  return { database: openSnapshotDatabase(client), close: () => client.close() };
}
