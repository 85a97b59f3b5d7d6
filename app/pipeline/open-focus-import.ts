import { randomBytes } from "node:crypto";
import { logEvent } from "../runtime/observability/log-event";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import { sha256Hex } from "../runtime/sha256-hex";
import { SourceError } from "../sources/source-error";
import type { FocusImportDeps } from "./import-focus-files";
import { openParquetEngine } from "./open-parquet-engine";
import { openSnapshotDatabase } from "./open-snapshot-database";
import { openSurroundings } from "./open-surroundings";

/** What an import needs, with a client that stays its owner's. */
export async function openFocusImport(
  client: MooseClient,
  choice: { readonly keep: number; readonly lagMonths: number },
): Promise<FocusImportDeps> {
  return {
    database: openSnapshotDatabase(client),
    parquet: await openParquetEngine(client),
    surroundings: openSurroundings(noSecret),
    enrichment: () => {
      throw new RangeError("rows of FOCUS are not enriched");
    },
    now: () => new Date(),
    randomId: () => randomBytes(4).toString("hex"),
    sha256: sha256Hex,
    settings: { ...choice, focusRules: "warn", blockLimits: { rows: Number.MAX_SAFE_INTEGER, bytes: 24 << 20 }, resumeWithinMs: 0 },
    log: logEvent,
  };
}

const noSecret = (): never => {
  throw new SourceError("config", "files need no secret");
};
