import { createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { defaultBlockLimits } from "../app/pipeline/blocks";
import { extractMonth } from "../app/pipeline/extract-month";
import { ServerProcess } from "../test/clickhouse/server-process";
import { createDatabase } from "../test/support/create-database";
import { reviewedDdl } from "../test/support/moose-ddl";
import { openLab } from "../test/support/snapshot-lab";
import { SimulatorProcess } from "./simulator-process";

/**
 * How fast a month is extracted, from a simulator in its own process to the published snapshot, seal included, and how much memory that takes, also
 * after each half a million rows;
 * then, in the same run, how fast the bare engine loads the very same rows from a JSON file into the same table without rollups.
 * `npx tsx bench/extract-month.ts --rows 1000000 [--no-peer] [--page-size 5000]`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "1000000" },
      "page-size": { type: "string", default: "5000" },
      "no-peer": { type: "boolean", default: false },
    },
  });
  const simulator = await SimulatorProcess.start(["--rows", values.rows, "--page-size", values["page-size"], "--today", "2026-11-15"]);
  const server = await ServerProcess.start();
  await createDatabase(server, "billing");
  const lab = openLab({
    clickhousePort: server.port,
    database: "billing",
    simulatorUrl: simulator.url,
    today: "2026-11-15",
    settings: { blockLimits: defaultBlockLimits },
  });
  const rssAt: number[] = [];
  /** After each half a million rows. */
  const rssMbBy500k: number[] = [];
  const mb = (list: readonly number[]): number => Math.round(Math.max(...list) / 1e6);
  const idleRssMb = Math.round(process.memoryUsage().rss / 1e6);
  const started = performance.now();
  const cpu = process.cpuUsage();
  let readAt = started;
  const request = { enrollment: "100100", year: 2026, month: 10 };
  const outcome = await extractMonth(request, lab.deps, new AbortController().signal, (progress) => {
    readAt = performance.now();
    if (progress.pages % 10 !== 0) return;
    rssAt.push(process.memoryUsage().rss);
    if (progress.rows < (rssMbBy500k.length + 1) * 500_000) return;
    rssMbBy500k.push(mb(rssAt.slice(-10)));
    process.stderr.write(`${progress.rows} rows after ${Math.round((readAt - started) / 1000)} s: ${rssMbBy500k.at(-1) ?? 0} MB\n`);
  });
  const ms = performance.now() - started;
  const used = process.cpuUsage(cpu);
  if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
  const half = rssAt.length >> 1;
  const figures = {
    rows: outcome.rows,
    exact: outcome.cost === (await simulator.cost("100100", "2026-10")),
    seconds: round(ms / 1000),
    rowsPerSecond: Math.round((outcome.rows * 1000) / ms),
    ownCpuRowsPerSecond: Math.round((outcome.rows * 1e6) / (used.user + used.system)),
    readingSeconds: round((readAt - started) / 1000),
    sealAndRestSeconds: round((started + ms - readAt) / 1000),
    idleRssMb,
    peakRssMb: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
    firstHalfRssMb: mb(rssAt.slice(0, half)),
    secondHalfRssMb: mb(rssAt.slice(half)),
    rssMbBy500k,
    bytesPerRow: await bytesPerRow(server, outcome.rows),
    loadAverage: round(loadavg()[0] ?? 0),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  simulator.stop();
  await lab.close();
  if (!values["no-peer"]) await loadByEngine(server, outcome.rows, figures.rowsPerSecond);
  await server.dispose();
}

/** What a row takes on the engine's disk, by table, when its parts are merged as they are in the long run; and in all. */
async function bytesPerRow(server: ServerProcess, rows: number): Promise<Readonly<Record<string, number>>> {
  const ask = (query: string): Promise<string> => server.query(query, { database: "billing" });
  const names = await ask("SELECT DISTINCT table FROM system.parts WHERE database = 'billing' AND active FORMAT TSV");
  for (const name of names.split("\n")) await ask(`OPTIMIZE TABLE ${name} FINAL`);
  const text = await ask(
    `SELECT table, sum(bytes_on_disk) AS bytes FROM system.parts WHERE database = 'billing' AND active
     GROUP BY table HAVING bytes > ${rows} ORDER BY bytes DESC FORMAT TSV`,
  );
  const byTable = text.split("\n").map((line) => line.split("\t"));
  const sum = byTable.reduce((bytes, [, one]) => bytes + Number(one), 0);
  const perRow = (bytes: number): number => Math.round(bytes / rows);
  return {
    all: perRow(sum),
    ...Object.fromEntries(byTable.map(([name = "", one]): readonly [string, number] => [name, perRow(Number(one))])),
  };
}

/** The peer: the engine in this process, with nothing of ours around it, reading a file. */
async function loadByEngine(server: ServerProcess, rows: number, ours: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "bench-engine-"));
  const file = join(directory, "rows.jsonl");
  const answer = await server.post("SELECT * FROM AzureBillingSnapshotDetail FORMAT JSONEachRow", {
    database: "billing",
    output_format_json_quote_decimals: "0",
  });
  if (answer.body === null) throw new Error("no rows");
  await pipeline(answer.body, createWriteStream(file));
  await server.dispose();
  // Here and not above: loading the engine takes 130 MB, and the memory measured is that of the extraction.
  const { Session } = await import("chdb");
  const session = new Session(join(directory, "data"));
  try {
    const create = reviewedDdl().find((statement) => statement.startsWith("CREATE TABLE AzureBillingSnapshotDetail\n")) ?? "";
    session.query("CREATE DATABASE bench ENGINE = Atomic");
    session.query("USE bench");
    session.query(create);
    const started = performance.now();
    session.query(`INSERT INTO AzureBillingSnapshotDetail SELECT * FROM file('${file}', JSONEachRow)`);
    const ms = performance.now() - started;
    const perSecond = Math.round((rows * 1000) / ms);
    const stored = Number(session.query("SELECT count() FROM AzureBillingSnapshotDetail", "TSV"));
    const figures = {
      peer: "engine alone, JSON file",
      rows: stored,
      megabytes: Math.round(statSync(file).size / 1e6),
      seconds: round(ms / 1000),
      rowsPerSecond: perSecond,
    };
    process.stdout.write(`${JSON.stringify({ ...figures, ratio: round(ours / perSecond) })}\n`);
  } finally {
    session.cleanup();
    rmSync(directory, { recursive: true, force: true });
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

void main();
