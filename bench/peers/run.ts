import { execFile } from "node:child_process";
import { loadavg } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { cpuSeconds } from "../process-usage";
import { SimulatorProcess } from "../simulator-process";
import { figures } from "./figures";
import type { Figures } from "./figures";
import { lastWord, preparePython } from "./prepare-python";

/**
 * The same month of the same simulator, read one after the other by this checkout, by an older one, by dlt, by a script with polars, and by the bare
 * engine: rows/s, CPU of all processes of each, and whether its total is the simulator's to the last digit. Ratios are what counts; `--rounds` takes
 * the median. The libraries of Python go into `.embedded/peers`; without Python or a package index those peers are skipped with a word. Linux only.
 * `npx tsx bench/peers/run.ts [--rows 200000] [--page-size 5000] [--base ../older] [--only here,base] [--rounds 3] [--warm] [--json]`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rows: { type: "string", default: "200000" },
      "page-size": { type: "string", default: "5000" },
      base: { type: "string" },
      only: { type: "string" },
      rounds: { type: "string", default: "1" },
      warm: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const only = values.only?.split(",");
  const all = [...(await checkouts(values.base, values.warm)), ...(await pythonReaders(only))];
  const chosen = all.filter(({ name }) => only?.includes(name) ?? true);
  if (chosen.length === 0) throw new Error(`--only takes ${all.map(({ name }) => name).join(", ")}`);
  const simulator = await SimulatorProcess.start(["--rows", values.rows, "--page-size", values["page-size"], "--today", "2026-11-15"]);
  try {
    const cost = await simulator.cost("100100", "2026-10");
    const measured = chosen.map((reader): [Reader, Result[]] => [reader, []]);
    for (let round = 0; round < Number(values.rounds); round += 1)
      for (const [reader, results] of measured) results.push(await measure(reader, simulator, cost));
    const lines = measured.map(([{ name, does }, results]) => ({ name, does, ...median(results) }));
    if (lines.some((line) => "failed" in line)) process.exitCode = 1;
    process.stdout.write(values.json ? `${JSON.stringify(lines)}\n` : table(lines));
  } finally {
    simulator.stop();
  }
}

/** Who reads the month: a command that takes the simulator's address as its last argument and writes figures. */
interface Reader {
  readonly name: string;
  readonly does: string;
  readonly command: { readonly file: string; readonly args: readonly string[]; readonly directory: string } | { readonly skipped: string };
}

interface Measured {
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** Microseconds, of all its processes. */
  readonly cpuPerRow: number;
  /** Microseconds that the simulator took to serve it. */
  readonly simulatorCpuPerRow: number;
  readonly stages: Figures["stages"];
  readonly peakMb: number;
  readonly exact: boolean;
  /** Of the machine, over the minute before the end. */
  readonly loadAverage: number;
}

type Result = Measured | { readonly failed: string } | { readonly skipped: string };
type Line = Pick<Reader, "name" | "does"> & Result;

async function checkouts(base: string | undefined, isWarm: boolean): Promise<readonly Reader[]> {
  const found = [
    { name: "here", directory: join(__dirname, "../..") },
    ...(base === undefined ? [] : [{ name: "base", directory: resolve(base) }]),
  ];
  return Promise.all(
    found.map(async ({ name, directory }) => {
      const { stdout } = await run("git", ["-C", directory, "log", "-1", "--format=%h"]).catch(() => ({ stdout: "" }));
      return {
        name,
        does: `everything, FOCUS, rollups and seal included${stdout === "" ? "" : ` (${stdout.trim()})`}`,
        command: {
          file: process.execPath,
          args: ["--import", "tsx", join(__dirname, "checkout.ts"), ...(isWarm ? ["--warm"] : [])],
          directory,
        },
      };
    }),
  );
}

async function pythonReaders(only: readonly string[] | undefined): Promise<readonly Reader[]> {
  const peers = [
    { name: "dlt", does: "loads into duckdb" },
    { name: "polars", does: "four tags, 50 patterns, Parquet" },
    { name: "chdb", does: "loads pages as they come" },
  ];
  const isAsked = peers.some(({ name }) => only?.includes(name) ?? true);
  const prepared = isAsked ? await preparePython() : { skipped: "not asked for" };
  return peers.map(({ name, does }) => ({
    name,
    does,
    command:
      "skipped" in prepared
        ? prepared
        : { file: prepared.python, args: ["-B", join(__dirname, `with_${name}.py`)], directory: process.cwd() },
  }));
}

async function measure({ command }: Reader, simulator: SimulatorProcess, cost: string): Promise<Result> {
  if ("skipped" in command) return command;
  const before = cpuSeconds(simulator.pid);
  try {
    const { stdout } = await run(command.file, [...command.args, simulator.url], { cwd: command.directory, maxBuffer: 64 << 20 });
    const read = figures.parse(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? ""));
    const perRow = (seconds: number): number => round((seconds * 1e6) / read.rows);
    return {
      rows: read.rows,
      rowsPerSecond: Math.round(read.rows / read.seconds),
      cpuPerRow: perRow(read.cpuSeconds),
      simulatorCpuPerRow: perRow(cpuSeconds(simulator.pid) - before),
      stages: read.stages,
      peakMb: Math.round(read.peakMb),
      exact: read.total === cost,
      loadAverage: round(loadavg()[0] ?? 0),
    };
  } catch (error) {
    return { failed: lastWord(error) };
  }
}

/** The round in the middle by its CPU; a failure, if one round failed. */
function median(rounds: readonly Result[]): Result {
  const done = rounds.filter((result): result is Measured => "cpuPerRow" in result).sort((a, b) => a.cpuPerRow - b.cpuPerRow);
  const other = rounds.find((result) => !("cpuPerRow" in result));
  return other ?? done[done.length >> 1] ?? { skipped: "no rounds" };
}

function table(lines: readonly Line[]): string {
  const [first] = lines;
  const ratio = (own: number, ofFirst: (line: Measured) => number): string =>
    first === undefined || !("cpuPerRow" in first) ? "" : (own / ofFirst(first)).toFixed(2);
  const head = ["", "rows/s", "ratio", "µs CPU a row", "ratio", "seal, s CPU", "peak MB", "exact", "does"];
  const body = lines.map((line) =>
    "cpuPerRow" in line
      ? [
          line.name,
          line.rowsPerSecond.toLocaleString("en"),
          ratio(line.rowsPerSecond, (other) => other.rowsPerSecond),
          line.cpuPerRow.toFixed(1),
          ratio(line.cpuPerRow, (other) => other.cpuPerRow),
          line.stages === null ? "" : (line.stages.sealing.typescript + line.stages.sealing.engine).toFixed(2),
          String(line.peakMb),
          line.exact ? "yes" : "no",
          line.does,
        ]
      : [line.name, "", "", "", "", "", "", "", "skipped" in line ? `skipped: ${line.skipped}` : `FAILED: ${line.failed}`],
  );
  const rows = [head, ...body];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const isText = (column: number): boolean => column === 0 || column === head.length - 1;
  const text = rows.map((row) =>
    row
      .map((cell, at) => (isText(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const stages = lines.flatMap((line) => ("stages" in line && line.stages !== null ? [stagesText(line.name, line.rows, line.stages)] : []));
  const loads = lines.flatMap((line) => ("loadAverage" in line ? [line.loadAverage] : []));
  return [...text, ...stages, ...(loads.length > 0 ? [`load average ${Math.min(...loads)} to ${Math.max(...loads)}`] : []), ""].join("\n");
}

function stagesText(name: string, rows: number, { reading, sealing }: NonNullable<Figures["stages"]>): string {
  const perRow = (seconds: number): string => ((seconds * 1e6) / rows).toFixed(1);
  const both = ({ typescript, engine }: typeof reading): string => `TypeScript ${perRow(typescript)}, engine ${perRow(engine)}`;
  return `${name}: µs of CPU a row to read, enrich and store: ${both(reading)}; to map, check and publish: ${both(sealing)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

const run = promisify(execFile);

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
