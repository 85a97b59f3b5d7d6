import { join, resolve } from "node:path";
import { mooseClient } from "../app/runtime/moose-client";
import { openSnapshotDatabase } from "../app/snapshots/open-snapshot-database";
import type { SnapshotDatabase } from "../app/snapshots/snapshot-database";
import { readDevLock } from "../embedded/launcher/dev-lock.js";

/** The database of the stack that `npm run dev` started in this clone, else of moose.config.toml and the environment, as app/ sees it. */
export async function openStackDatabase(): Promise<{ readonly database: SnapshotDatabase; readonly close: () => Promise<void> }> {
  const lock = readDevLock(join(resolve(__dirname, ".."), ".embedded/dev.lock"));
  for (const [name, value] of Object.entries(lock?.environment ?? {})) process.env[name] ??= value;
  // Moose's client announces itself on stdout, where the answers go.
  console.log = console.error;
  const client = await mooseClient();
  return { database: openSnapshotDatabase(client), close: () => client.close() };
}
