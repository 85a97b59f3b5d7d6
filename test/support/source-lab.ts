import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ClickHouseClient } from "@clickhouse/client";
import { deliver } from "../../app/pipeline/deliver";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import { type OpenSource, openSource, type SourceChoices } from "../../app/pipeline/open-source";
import type { PipelineDeps } from "../../app/pipeline/pipeline-deps";
import type { Delivery, WantedDeliveries } from "../../app/sources/source";
import { ServerProcess } from "../clickhouse/server-process";
import { connectClickhouse } from "./connect-clickhouse";
import { createDatabase } from "./create-database";

/** A folder that stands for a bucket or a container. */
export interface TestFolder {
  readonly root: string;
  readonly write: (name: string, body: Uint8Array | string) => void;
}

/** One engine with one database, for all tests of sources in a file. */
export interface SourceLab {
  readonly server: ServerProcess;
  readonly client: ClickHouseClient;
  readonly ask: (sql: string) => Promise<string>;
  /** Empties the database: a test that begins with it has one of its own, without the seconds that making another takes. */
  readonly empty: () => Promise<void>;
  readonly folder: () => TestFolder;
  /** Opens what a connection's file says, on 15 November 2026. `secrets`: by their names. */
  readonly open: (source: string, config: unknown, access?: SourceAccess) => Promise<OpenSource>;
  /** Runs when the lab is closed, the last first. */
  readonly onClose: (close: () => unknown) => void;
  readonly close: () => Promise<void>;
}

export interface SourceAccess {
  readonly hosts?: readonly string[];
  readonly secrets?: Readonly<Record<string, string>>;
}

/** What the settings of a test say of every source. */
export const testChoices: Omit<SourceChoices, "allowedHosts" | "secret"> = {
  enrichment: { taxRate: "0.06", matchOrder: "level-first" },
  keep: 3,
  lagMonths: 1,
  focusRules: "refuse",
  allowedFolders: null,
  report: () => undefined,
};

export async function startSourceLab(): Promise<SourceLab> {
  const server = await ServerProcess.start();
  await createDatabase(server, database);
  const client = connectClickhouse(server.port, database);
  const closing: (() => unknown)[] = [() => server.dispose(), () => client.close()];
  const onClose = (close: () => unknown): void => void closing.push(close);
  const ask = (sql: string): Promise<string> => server.query(sql, { database });
  const started = Date.now();
  const now = (): Date => new Date(Date.parse("2026-11-15T02:00:00Z") + Date.now() - started);
  return {
    server,
    client,
    ask,
    empty: async () => {
      const filled = await ask(
        `SELECT name FROM system.tables WHERE database = '${database}' AND total_rows > 0 AND engine LIKE '%MergeTree' AND name NOT IN (${reference})`,
      );
      for (const table of filled.split("\n").filter((name) => name !== "")) await ask(`TRUNCATE TABLE ${table} SYNC`);
    },
    folder: () => {
      const root = mkdtempSync(join(tmpdir(), "source-lab-"));
      onClose(() => {
        rmSync(root, { recursive: true, force: true });
      });
      return {
        root,
        write: (name, body) => {
          mkdirSync(dirname(join(root, name)), { recursive: true });
          writeFileSync(join(root, name), body);
        },
      };
    },
    open: async (source, config, { hosts = [], secrets = {} } = {}) => {
      const choices = { ...testChoices, allowedHosts: hosts, secret: (name: string) => secrets[name] ?? null };
      const opened = await openSource({ source, config }, choices, client);
      onClose(opened.close);
      return { ...opened, deps: { ...opened.deps, now, log: () => undefined } };
    },
    onClose,
    close: async () => {
      for (const close of closing.reverse()) await close();
    },
  };
}

const never = new AbortController().signal;

/** All that a source offers. */
export async function offersOf(
  { connection, context }: OpenSource,
  wanted: WantedDeliveries = { months: [] },
): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  for await (const delivery of connection.discover(wanted, context(never))) found.push(delivery);
  return found;
}

/** Reads all that is offered; the outcome of the last. */
export async function deliverAll(source: OpenSource, more: Partial<PipelineDeps> = {}, request: object = {}): Promise<DeliveryOutcome> {
  let outcome: DeliveryOutcome | null = null;
  for (const delivery of await offersOf(source))
    outcome = await deliver(source.connection, delivery, request, { ...source.deps, ...more }, never, () => undefined);
  if (outcome === null) throw new Error("nothing is offered");
  return outcome;
}

const database = "billing";
const reference = "'FocusPricingUnit', 'FocusRegion', 'FocusResourceType', 'FocusService'";
