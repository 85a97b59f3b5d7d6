import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MooseClient } from "../../app/runtime/clickhouse/moose-client";
import {
  type FocusImportDeps,
  type FocusImportOutcome,
  type FocusImportRequest,
  importFocusFiles,
} from "../../app/pipeline/import-focus-files";
import { openFocusImport } from "../../app/pipeline/open-focus-import";
import type { ServerProcess } from "../clickhouse/server-process";
import { connectClickhouse } from "./connect-clickhouse";
import { startBillingServer } from "./start-billing";

/** An embedded server with the tables of the project, a folder for files, and an import into it. */
export interface FocusLab {
  readonly server: ServerProcess;
  readonly client: MooseClient;
  readonly directory: string;
  readonly deps: FocusImportDeps;
  readonly ask: (sql: string) => Promise<string>;
  readonly importFiles: (paths: readonly string[], more?: Omit<FocusImportRequest, "paths">) => Promise<FocusImportOutcome>;
  readonly close: () => Promise<void>;
}

export async function openFocusLab(): Promise<FocusLab> {
  const server = await startBillingServer();
  const client = connectClickhouse(server.port);
  const directory = mkdtempSync(join(tmpdir(), "focus-files-"));
  const opened = await openFocusImport(client, { keep: 3, lagMonths: 1 });
  const started = Date.now();
  const deps: FocusImportDeps = {
    ...opened,
    now: () => new Date(Date.parse("2026-11-15T02:00:00Z") + Date.now() - started),
    log: () => undefined,
  };
  return {
    server,
    client,
    directory,
    deps,
    ask: (sql) => server.query(sql, { database: "billing" }),
    importFiles: (paths, more = {}) => importFocusFiles({ paths, ...more }, deps, new AbortController().signal, () => undefined),
    close: async () => {
      await client.close();
      await deps.surroundings.http.dispatcher.close();
      await server.dispose();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
