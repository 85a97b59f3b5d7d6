import { setTimeout as sleep } from "node:timers/promises";
import { extractMonth } from "../../app/pipeline/extract-month";
import { startSimulator } from "../../simulator/start-simulator";
import { ServerProcess } from "../clickhouse/server-process";
import { createDatabase } from "../support/create-database";
import { openLab } from "../support/snapshot-lab";

export interface KillClickHouseResult {
  readonly kills: number;
  readonly published: number;
  readonly resumed: number;
  readonly abandoned: readonly string[];
  /** Published totals that were not the oracle's, in the detail or in a rollup. */
  readonly wrong: readonly string[];
}

/**
 * SIGKILLs ClickHouse at random moments of extractions and beside them, starts it again and extracts on, until it has died `kills` times; after
 * every publication the month is restated. `npx tsx test/faults/main.ts kill-clickhouse 200`
 */
export async function killClickHouse(kills: number, rows: number, log: (text: string) => void): Promise<KillClickHouseResult> {
  const enrollment = "100100";
  const today = "2026-11-15";
  const server = await ServerProcess.start();
  const enrollments = [{ number: enrollment, key: "simulator-key", rows }];
  const simulator = await startSimulator({ seed: 11, enrollments, today, pageSize: 500, latencyMs: 5 });
  await createDatabase(server, "billing");
  const lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today, settings: { blockLimits } });
  const request = { enrollment, year: 2026, month: 10 };
  let killed = 0;
  let published = 0;
  let resumed = 0;
  let revision = 0;
  const abandoned: string[] = [];
  const wrong: string[] = [];
  /** Kills after up to `withinMs`, unless it is called off before. */
  const kill = (withinMs: number): (() => Promise<void>) => {
    const done = new AbortController();
    const over = (async () => {
      await sleep(Math.random() * withinMs, undefined, { signal: done.signal }).catch(() => undefined);
      if (done.signal.aborted) return;
      await server.signal("SIGKILL");
      killed += 1;
      await server.start();
    })();
    return async () => {
      done.abort();
      await over;
    };
  };
  const extract = async (callOff = () => Promise.resolve()): Promise<void> => {
    const outcome = await extractMonth(request, lab.deps, new AbortController().signal, () => undefined);
    await callOff();
    log(`kills ${killed}: ${outcome.kind}${"detail" in outcome ? ` ${outcome.detail}` : ""}`);
    if (outcome.kind === "abandoned") abandoned.push(`${outcome.reason}: ${outcome.detail}`);
    else if (outcome.kind === "failed") {
      if (outcome.at !== "clickhouse") wrong.push(outcome.detail);
    } else if (outcome.kind === "published") {
      published += 1;
      if (outcome.resumedPages > 0) resumed += 1;
      const oracle = simulator.oracle(enrollment, "2026-10");
      const expected = `${oracle.rows}\t${oracle.cost}`;
      for (const query of totals) {
        const seen = await server.query(query, { database: "billing" });
        if (seen !== expected) wrong.push(`${query}: ${seen}, not ${expected}`);
      }
      revision = (revision + 1) % 50;
      simulator.restate({ enrollment, month: "2026-10", revision });
    } else wrong.push(outcome.kind);
  };
  try {
    const started = performance.now();
    await extract();
    const undisturbedMs = performance.now() - started;
    while (killed < kills) await extract(kill(undisturbedMs));
    // What the last kill left is finished, too.
    await extract();
    return { kills: killed, published, resumed, abandoned, wrong };
  } finally {
    await lab.close();
    await simulator.close();
    await server.dispose();
  }
}

const blockLimits = { rows: 1000, bytes: 64 << 20 };
const totals = [
  "SELECT count(), sum(toDecimal256(extended_cost, 18)) FROM CurrentAzureBillingDetail",
  "SELECT sum(charges), sum(billed_cost) FROM CurrentDailyCost",
];
