import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MooseClient } from "../../app/runtime/moose-client";
import type { FocusImportDeps } from "../../app/pipeline/focus-import/focus-import-deps";
import type { FocusImportOutcome } from "../../app/pipeline/focus-import/focus-import-outcome";
import { importFocusFiles } from "../../app/pipeline/focus-import/import-focus-files";
import { openFocusImport } from "../../app/pipeline/focus-import/open-focus-import";
import { ServerProcess } from "../clickhouse/server-process";
import { createDatabase } from "./create-database";
import { connectClickhouse } from "./connect-clickhouse";

/** An embedded server with the tables of the project, a folder for files, and an import into it. */
export interface FocusLab {
  readonly server: ServerProcess;
  readonly client: MooseClient;
  readonly directory: string;
  readonly deps: FocusImportDeps;
  readonly ask: (sql: string) => Promise<string>;
  readonly importFiles: (
    paths: readonly string[],
    more?: { readonly account?: string; readonly allowShrink?: boolean },
  ) => Promise<FocusImportOutcome>;
  readonly close: () => Promise<void>;
}

export async function openFocusLab(): Promise<FocusLab> {
  const server = await ServerProcess.start();
  await createDatabase(server, "billing");
  const client = connectClickhouse(server.port);
  const directory = mkdtempSync(join(tmpdir(), "focus-files-"));
  const deps = await openFocusImport(client, 3);
  return {
    server,
    client,
    directory,
    deps,
    ask: (sql) => server.query(sql, { database: "billing" }),
    importFiles: (paths, more = {}) => importFocusFiles({ paths, ...more }, deps, new AbortController().signal, () => undefined),
    close: async () => {
      await client.close();
      await server.dispose();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
