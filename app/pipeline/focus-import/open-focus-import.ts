import { createHash, randomBytes } from "node:crypto";
import type { MooseClient } from "../../runtime/moose-client";
import { openSnapshotDatabase } from "../open-snapshot-database";
import type { FocusImportDeps } from "./focus-import-deps";
import { openParquetEngine } from "./open-parquet-engine";

/** What an import needs, with a client that stays its owner's. */
export async function openFocusImport(client: MooseClient, keep: number): Promise<FocusImportDeps> {
  return {
    database: openSnapshotDatabase(client),
    parquet: await openParquetEngine(client),
    now: () => new Date(),
    randomId: () => randomBytes(4).toString("hex"),
    sha256: (data) => createHash("sha256").update(data).digest("hex"),
    keep,
    blockBytes: 24 << 20,
  };
}
