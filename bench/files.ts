import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { deliver } from "../app/pipeline/deliver";
import { openSource } from "../app/pipeline/open-source";
import type { SnapshotDatabase } from "../app/pipeline/snapshot-database";
import { startSimulator } from "../simulator/start-simulator";
import { ServerProcess } from "../test/clickhouse/server-process";
import { exportCsv, type ExportTable, writeRun } from "../simulator/azure-export";
import { exportTable } from "../test/support/azure-export";
import { connectClickhouse } from "../test/support/connect-clickhouse";
import { createDatabase } from "../test/support/create-database";
import { focusSample } from "../test/support/focus-files";
import { type ObjectServer, startS3 } from "../test/support/object-servers";
import { focusMonth } from "./focus-month";

/**
 * How fast exports are read from object storage, from the listing to the published month, seal, FOCUS and rollups included, in gzip parts: native usage
 * (ActualCost), the same month as FOCUS, and FOCUS whose rows have tags and a description that no other has; and, in the same run, how fast the bare
 * engine loads the very same files with `s3()` into one table of texts. `npx tsx bench/files.ts --rows 100000`. CPU is that of this process and of the
 * engine, in microseconds a row; `engineOf` has the engine's by what it was asked for. The files are made by a process of its own: rows that were kept here
 * would be gone through by every collection of garbage, and counted as reading.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rows: { type: "string", default: "100000" }, parts: { type: "string", default: "8" }, prepare: { type: "string" } },
  });
  const [rows, parts] = [Number(values.rows), Number(values.parts)];
  if (values.prepare !== undefined) return prepare(values.prepare, rows, parts);
  const folder = mkdtempSync(join(tmpdir(), "bench-files-"));
  const store = await startS3();
  const server = await ServerProcess.start();
  try {
    await prepared(folder, rows, parts);
    for (const { dataset, exportName, files } of exportsIn(folder)) {
      const count = files.reduce((sum, file) => sum + file.rows, 0);
      const bodies = files.map(({ name, rows }) => ({ name, rows, body: readFileSync(join(folder, exportName, name)) }));
      await writeRun(store.put, { type: dataset, exportName, files: bodies });
      await createDatabase(server, exportName.toLowerCase());
      const asked = new EngineCpu(server);
      const ours = await measured(server, () => read(server, store, dataset, exportName, asked));
      const theirs = await measured(server, () => loadByEngine(server, store, exportName));
      const perSecond = (ms: number): number => Math.round((count * 1000) / ms);
      const perRow = (ms: number): number => round((ms * 1000) / count);
      const line = {
        exportName,
        rows: count,
        gzipBytes: bodies.reduce((sum, { body }) => sum + body.length, 0),
        rowsPerSecond: perSecond(ours.ms),
        cpuMicrosPerRow: perRow(ours.cpuMs),
        typescript: perRow(ours.cpuMs - ours.engineMs),
        engineOf: Object.fromEntries([...asked.ms].map(([what, ms]) => [what, perRow(ms)])),
        engineRowsPerSecond: perSecond(theirs.ms),
        engineCpuMicrosPerRow: perRow(theirs.cpuMs),
        ratio: round(theirs.ms / ours.ms),
        cost: ours.value,
        loadAverage: round(loadavg()[0] ?? 0),
      };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    }
  } finally {
    await server.dispose();
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

const exportRuns = z.array(
  z.object({
    dataset: z.string(),
    exportName: z.string(),
    files: z.array(z.object({ name: z.string(), rows: z.number() })),
  }),
);
type ExportRun = z.infer<typeof exportRuns>[number];

function exportsIn(folder: string): readonly ExportRun[] {
  return exportRuns.parse(JSON.parse(readFileSync(join(folder, "runs.json"), "utf8")));
}

async function prepared(folder: string, rows: number, parts: number): Promise<void> {
  const child = fork(__filename, ["--prepare", folder, "--rows", String(rows), "--parts", String(parts)], {
    execArgv: ["--max-old-space-size=16000", "--import", "tsx"],
  });
  await once(child, "exit");
  if (child.exitCode !== 0) throw new Error("the files were not made");
}

/** Writes the files of all exports into a folder, and `runs.json` that says what they are. */
async function prepare(folder: string, rows: number, parts: number): Promise<void> {
  const month = await usage(rows);
  const runs: ExportRun[] = [];
  for (const [dataset, exportName, tableOf] of [
    ["ActualCost", "ActualCost", () => month],
    ["FocusCost", "FocusMonth", () => focusMonth(month)],
    ["FocusCost", "FocusDistinct", () => focusSample("microsoft-1.2", rows)],
  ] as const) {
    const table = tableOf();
    const size = Math.ceil(table.rows.length / parts);
    mkdirSync(join(folder, exportName));
    const files = Array.from({ length: parts }, (_, index) => {
      const part = { headers: table.headers, rows: table.rows.slice(index * size, (index + 1) * size) };
      const name = `part_${index}.csv.gz`;
      writeFileSync(join(folder, exportName, name), gzipSync(exportCsv(part)));
      return { name, rows: part.rows.length };
    });
    runs.push({ dataset, exportName, files });
  }
  writeFileSync(join(folder, "runs.json"), JSON.stringify(runs));
}

async function usage(rows: number): Promise<ExportTable> {
  const enrollment = "100100";
  const enrollments = [{ number: enrollment, key: "simulator-key", rows }];
  const simulator = await startSimulator({ seed: 3, enrollments, today: "2026-11-15", months: 2, schema: "actual" });
  try {
    return await exportTable(simulator, enrollment, "2026-10");
  } finally {
    await simulator.close();
  }
}

async function read(server: ServerProcess, store: ObjectServer, dataset: string, exportName: string, asked: EngineCpu): Promise<string> {
  const client = connectClickhouse(server.port, exportName.toLowerCase());
  const currency = dataset === "FocusCost" ? {} : { currency: "CNY" };
  const source = await openSource(
    { source: "azure-exports", config: { storage: store.location, prefix: "exports/", dataset, exportName, ...currency } },
    {
      enrichment: { taxRate: "0.06", matchOrder: "level-first" },
      keep: 3,
      lagMonths: 1,
      focusRules: "warn",
      allowedHosts: [store.host],
      allowedFolders: null,
      secret: (name) => store.secrets[name] ?? null,
      report: () => undefined,
    },
    client,
  );
  try {
    const signal = new AbortController().signal;
    const deps = {
      ...source.deps,
      database: asked.of(source.deps.database),
      log: () => undefined,
      now: () => new Date("2026-11-15T02:00:00Z"),
    };
    for await (const delivery of source.connection.discover({ months: [] }, source.context(signal))) {
      const outcome = await deliver(source.connection, delivery, {}, deps, signal, () => undefined);
      if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
      return outcome.snapshots.map(({ cost }) => cost).join(", ");
    }
    throw new Error("nothing is offered");
  } finally {
    await source.close();
    await client.close();
  }
}

/** The peer: the engine alone, every column as text, sorted by nothing. */
async function loadByEngine(server: ServerProcess, store: ObjectServer, exportName: string): Promise<void> {
  const [id = "", key = ""] = Object.values(store.secrets);
  const url = `http://${store.host}/bills/exports/${exportName}/**.csv.gz`;
  await server.query(
    `CREATE TABLE ${exportName}Raw ENGINE = MergeTree ORDER BY tuple() AS SELECT * FROM s3('${url}', '${id}', '${key}', 'CSVWithNames')
     SETTINGS input_format_csv_use_best_effort_in_schema_inference = 0`,
    { database: exportName.toLowerCase() },
  );
}

/** Wall and CPU milliseconds of this process and the engine's. */
async function measured<T>(
  server: ServerProcess,
  run: () => Promise<T>,
): Promise<{ readonly value: T; readonly ms: number; readonly cpuMs: number; readonly engineMs: number }> {
  const [cpu, engine, started] = [process.cpuUsage(), engineCpuMs(server), performance.now()];
  const value = await run();
  const used = process.cpuUsage(cpu);
  const engineMs = engineCpuMs(server) - engine;
  return { value, ms: performance.now() - started, cpuMs: (used.user + used.system) / 1000 + engineMs, engineMs };
}

/** The engine's CPU by what it is asked for, one thing at a time but for what a delivery asks while a block is on its way. */
class EngineCpu {
  readonly ms = new Map<string, number>();
  #last: number;

  constructor(private readonly server: ServerProcess) {
    this.#last = engineCpuMs(server);
  }

  of(database: SnapshotDatabase): SnapshotDatabase {
    return {
      rows: (query, parameters) => this.#count("answers", database.rows(query, parameters)),
      insertRows: (table, rows) => this.#count("small inserts", database.insertRows(table, rows)),
      insertBlocks: (insert) => this.#count("blocks", database.insertBlocks(insert)),
      run: (statement, parameters, queryId) =>
        this.#count(/^\S+ \S+ \w+/.exec(statement)?.[0] ?? "", database.run(statement, parameters, queryId)),
      settle: () => database.settle(),
    };
  }

  async #count<T>(what: string, asking: Promise<T>): Promise<T> {
    const answer = await asking;
    const now = engineCpuMs(this.server);
    this.ms.set(what, (this.ms.get(what) ?? 0) + now - this.#last);
    this.#last = now;
    return answer;
  }
}

/** Clock ticks are a hundredth of a second on Linux. */
function engineCpuMs({ child }: ServerProcess): number {
  const fields = readFileSync(`/proc/${child?.pid ?? 0}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

void main();
