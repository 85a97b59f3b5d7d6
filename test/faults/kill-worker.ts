import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { FailpointName } from "../../app/pipeline/pipeline-deps";
import { startSimulator } from "../../simulator/start-simulator";
import { ServerProcess } from "../clickhouse/server-process";
import { createDatabase } from "../support/create-database";
import type { WorkerTask } from "../support/extract-worker";
import { openLab } from "../support/snapshot-lab";

export interface KillWorkerResult {
  readonly kills: number;
  readonly reads: number;
  /** Totals that a reader saw and that were neither the old nor the new one, and extractions that did not end as they should. */
  readonly wrong: readonly string[];
}

/** Where a worker dies; the nth time it comes there. */
export const killPoints: readonly (readonly [FailpointName, number])[] = [
  ["page-read", 3],
  ["before-insert", 2],
  ["inserting", 2],
  ["inserted", 2],
  ["sealing", 1],
  ["before-activation", 1],
  ["after-activation", 1],
];

/**
 * Kills a worker at each named point, `rounds` times, and lets another finish, while a reader asks for every total every 50 ms.
 * `npx tsx test/faults/main.ts kill-worker 20`
 */
export async function killWorker(rounds: number, rows: number, log: (text: string) => void): Promise<KillWorkerResult> {
  const enrollment = "100100";
  const today = "2026-11-15";
  const server = await ServerProcess.start();
  const enrollments = [{ number: enrollment, key: "simulator-key", rows }];
  const simulator = await startSimulator({ seed: 13, enrollments, today, pageSize: 500 });
  await createDatabase(server, "billing");
  const address = { clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today, settings: { blockLimits } };
  const lab = openLab(address);
  const request = { enrollment, year: 2026, month: 10 };
  const extract = () => extractMonth(request, lab.deps, new AbortController().signal, () => undefined);
  const wrong: string[] = [];
  let reads = 0;
  let kills = 0;
  let allowed = new Set<string>();
  const done = new AbortController();
  const total = (): string => simulator.oracle(enrollment, "2026-10").cost;
  try {
    const first = await extract();
    if (first.kind !== "published") wrong.push(`the first extraction was ${first.kind}`);
    allowed = new Set([total()]);
    const reader = (async () => {
      while (!done.signal.aborted) {
        for (const query of totals) {
          const before = allowed;
          const seen = await server.query(query, { database: "billing" });
          reads += 1;
          if (!before.has(seen) && !allowed.has(seen)) wrong.push(`a reader saw ${seen} by ${query}`);
        }
        await sleep(50);
      }
    })();
    for (let round = 0; round < rounds; round += 1) {
      for (const [dieAt, nth] of killPoints) {
        const old = total();
        simulator.restate({ enrollment, month: "2026-10", revision: ((round * killPoints.length + kills) % 49) + 1 });
        allowed = new Set([old, total()]);
        const { signal, output } = await runWorker({ lab: address, ...request, dieAt, nth });
        if (signal === "SIGKILL") kills += 1;
        else wrong.push(`the worker did not die at ${dieAt}: ${output}`);
        const outcome = await extract();
        if (outcome.kind !== "published" || outcome.cost !== total()) wrong.push(`after ${dieAt}: ${JSON.stringify(outcome)}`);
        allowed = new Set([total()]);
        log(
          `round ${round} ${dieAt}: ${outcome.kind}, resumed ${"resumedPages" in outcome ? outcome.resumedPages : 0} pages; reads ${reads}`,
        );
      }
    }
    done.abort();
    await reader;
    return { kills, reads, wrong };
  } finally {
    done.abort();
    await lab.close();
    await simulator.close();
    await server.dispose();
  }
}

async function runWorker(task: WorkerTask): Promise<{ readonly signal: NodeJS.Signals | null; readonly output: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "test/support/extract-worker.ts", JSON.stringify(task)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  await once(child, "close");
  return { signal: child.signalCode, output };
}

const blockLimits = { rows: 1000, bytes: 64 << 20 };
const totals = [
  "SELECT sum(toDecimal256(extended_cost, 18)) FROM CurrentAzureBillingDetail",
  "SELECT sum(billed_cost) FROM CurrentDailyCost",
  "SELECT sum(billed_cost) FROM MonthlyFocusCost WHERE snapshot_id IN (SELECT snapshot_id FROM CurrentBillingSnapshot)",
];
