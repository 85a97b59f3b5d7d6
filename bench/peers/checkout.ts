import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ServerProcess } from "../../test/clickhouse/server-process";
import { cpuSeconds, peakMemoryMb } from "../process-usage";
import type { Figures } from "./figures";

/**
 * Reads October from a simulator and publishes it with the code of the checkout in the working directory, which may be of an older commit, and writes
 * its figures as one line. `--warm` reads and publishes September first, unmeasured. Started by run.ts: `checkout.ts [--warm] <address of the simulator>`
 */
async function main(options: readonly string[]): Promise<void> {
  const simulatorUrl = options.at(-1) ?? "";
  const { createDatabase } = databaseModule.parse(await load(["test/support/create-database"]));
  const { openLab } = labModule.parse(await load(["test/support/snapshot-lab"]));
  const { defaultBlockLimits } = blocksModule.parse(await load(["app/pipeline/blocks", "app/snapshots/block-writer"]));
  const { extractMonth } = extractModule.parse(await load(["app/pipeline/extract-month", "app/snapshots/extract-month"]));
  const server = await ServerProcess.start();
  try {
    await createDatabase(server, "billing");
    const lab = openLab({
      clickhousePort: server.port,
      database: "billing",
      simulatorUrl,
      today: "2026-11-15",
      settings: { blockLimits: defaultBlockLimits },
    });
    const read = async (month: number, failpoint: (name: string) => void): Promise<z.infer<typeof published>> =>
      published.parse(
        await extractMonth(
          { enrollment: "100100", year: 2026, month },
          { ...lab.deps, failpoint },
          new AbortController().signal,
          () => undefined,
        ),
      );
    if (options.includes("--warm")) await read(9, () => undefined);
    const engine = server.child?.pid ?? 0;
    const cpu = (): Cpu => ({ typescript: cpuSeconds(process.pid), engine: cpuSeconds(engine) });
    const [started, startedCpu] = [performance.now(), cpu()];
    let storedCpu = startedCpu;
    // It is reached once for each block that is stored; all after the last one is sealing: FOCUS, evidence, rules, publication.
    const { rows, cost } = await read(10, (point) => {
      if (point === "inserted") storedCpu = cpu();
    });
    const ended = cpu();
    const whole = between(startedCpu, ended);
    const line: Figures = {
      rows,
      total: cost,
      seconds: (performance.now() - started) / 1000,
      cpuSeconds: whole.typescript + whole.engine,
      peakMb: peakMemoryMb(process.pid) + peakMemoryMb(engine),
      stages: { reading: between(startedCpu, storedCpu), sealing: between(storedCpu, ended) },
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
    await lab.close();
  } finally {
    await server.dispose();
  }
}

/** The module of the checkout, at the first of the places where commits have had it. */
async function load(places: readonly string[]): Promise<unknown> {
  const place = places.map((path) => join(process.cwd(), `${path}.ts`)).find((path) => existsSync(path));
  if (place === undefined) throw new Error(`no ${places.join(" or ")} in ${process.cwd()}`);
  return import(place);
}

/** Seconds of CPU that each process has used. */
interface Cpu {
  readonly typescript: number;
  readonly engine: number;
}

function between(from: Cpu, to: Cpu): Cpu {
  const hundredths = (seconds: number): number => Math.round(seconds * 100) / 100;
  return { typescript: hundredths(to.typescript - from.typescript), engine: hundredths(to.engine - from.engine) };
}

const isFunction = (value: unknown): boolean => typeof value === "function";
const databaseModule = z.object({
  createDatabase: z.custom<(server: ServerProcess, database: string) => Promise<void>>(isFunction),
});
const labModule = z.object({
  openLab: z.custom<(address: object) => { readonly deps: object; readonly close: () => Promise<void> }>(isFunction),
});
const blocksModule = z.object({ defaultBlockLimits: z.object({ rows: z.number(), bytes: z.number() }) });
const extractModule = z.object({
  extractMonth: z.custom<(request: object, deps: object, signal: AbortSignal, onProgress: () => void) => Promise<unknown>>(isFunction),
});
const published = z.object({ kind: z.literal("published"), rows: z.number(), cost: z.string() });

void main(process.argv.slice(2));
