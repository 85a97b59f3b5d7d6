import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyData, ServerProcess } from "../clickhouse/server-process";

/** A data directory that engines of tests begin with a copy of: to make the tables in each of them takes two seconds of a core. */
export interface TableTemplate {
  readonly directory: string;
  readonly remove: () => void;
}

/** Fills an engine and keeps what it stored. */
export async function makeTableTemplate(fill: (server: ServerProcess) => Promise<void>): Promise<TableTemplate> {
  const directory = mkdtempSync(join(tmpdir(), "clickhouse-template-"));
  const remove = (): void => {
    rmSync(directory, { recursive: true, force: true });
  };
  const server = await ServerProcess.start();
  try {
    await fill(server);
    await server.signal("SIGTERM");
    copyData(server.dataDirectory, directory);
    return { directory, remove };
  } catch (error) {
    remove();
    throw error;
  } finally {
    await server.dispose();
  }
}
