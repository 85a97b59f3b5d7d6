import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { eventually } from "../support/eventually";
import type { AppInstance } from "./app-instance";
import type { KeptProcess } from "./kept-process";
import type { ProcessUsage } from "./process-usage";
import { Producer } from "./producer";
import { enrollment, type Production } from "./start-production";

export interface KillsResult {
  /** What was killed, acknowledged and stored, as Markdown. */
  readonly table: string;
  /** What the processes take while records are posted and a month is read, before the first kill. */
  readonly load: Readonly<Record<string, ProcessUsage>>;
  /** Each record that is missing or twice, and each total that is not exact. */
  readonly wrong: readonly string[];
}

interface Kill {
  readonly name: string;
  /** Returns how many processes it ended. */
  readonly kill: () => Promise<number>;
}

/**
 * Posts records without a pause, and for each kind of process begins to read a month anew, kills the processes at some moment of it, and waits until the month
 * is published with exactly what the simulator has, and both instances are ready again. At the end what is stored of the records is counted.
 */
export async function runKills(
  production: Production,
  { seed, only, say }: { readonly seed: number; readonly only: string; readonly say: (line: string) => void },
): Promise<KillsResult> {
  const { instances, keys } = production;
  const [year, month] = monthBefore(new Date());
  const period = `${year}-${String(month).padStart(2, "0")}`;
  const producer = new Producer(
    instances.map(({ url }) => url),
    keys.ingest.bearer,
    "posted",
    `${period}-05`,
  );
  const reading = new MonthReading(production, period);
  const wrong: string[] = [];
  const rows: string[] = [];
  await reading.begin(0);
  const load = await production.usage(10_000);
  await reading.untilPublished();
  const random = randomNumbers(seed);
  for (const [index, { name, kill }] of killsOf(production).entries()) {
    if (!name.includes(only)) continue;
    const before = producer.acknowledged;
    producer.takeLongestGap();
    await reading.begin(index + 1);
    await sleep(Math.round(random() * 6000));
    const killed = await kill();
    const [at, acknowledged] = [Date.now(), producer.acknowledged];
    say(`${name}: ${killed} killed`);
    const { published, begunAgain } = await reading.untilPublished();
    const publishedAfter = Date.now() - at;
    await untilReady(instances);
    await eventually(() => (producer.acknowledged > acknowledged + settledRecords ? true : undefined));
    const gap = producer.takeLongestGap();
    rows.push(
      `| ${name} | ${killed} | ${producer.acknowledged - before} | ${tenths(gap)} | ${published.charges} rows, ${published.cost} | ${tenths(publishedAfter)}${begunAgain === 0 ? "" : `, begun again ${begunAgain} times`} |`,
    );
    say(rows.at(-1) ?? "");
  }
  await producer.stop();
  const expected = `${producer.acknowledged}\t${producer.acknowledged}\t${producer.total}`;
  const stored = await storedRecords(production, producer, expected);
  if (stored !== expected) wrong.push(`of the records there are count, distinct and sum ${stored}, not ${expected}`);
  const answered = await askCosts(production, period, producer.account);
  if (answered?.cost !== producer.total || answered.charges !== String(producer.acknowledged))
    wrong.push(`/api/costs answers ${JSON.stringify(answered)}, not ${expected}`);
  const [count = ""] = stored.split("\t");
  const table = [
    "| killed | processes | records acknowledged meanwhile | longest time without, s | month published | s after the kill |",
    "|---|---|---|---|---|---|",
    ...rows,
    `| all | | ${producer.acknowledged} acknowledged (${producer.again} requests sent again), ${count} stored, sum ${producer.total} | | | |`,
  ].join("\n");
  return { table, load, wrong };
}

function killsOf({ instances: [first, second], services }: Production): readonly Kill[] {
  const workers = (instance: AppInstance, kind: "api" | "stream" | "workflow" | "cli", name: string): Kill => ({
    name: `${name} of ${instance.name}`,
    kill: () => Promise.resolve(instance.killWorkers(kind)),
  });
  const service = (kept: KeptProcess): Kill => ({
    name: kept.name,
    kill: async () => {
      await kept.kill();
      return 1;
    },
  });
  return [
    workers(first, "stream", "stream workers"),
    workers(second, "stream", "stream workers"),
    workers(first, "workflow", "workflow worker"),
    workers(second, "workflow", "workflow worker"),
    workers(first, "api", "API workers"),
    ...[services.kafka, services.redis, services.postgres, services.temporal, services.clickhouse].map(service),
    workers(first, "cli", "Moose"),
    { name: `all of ${second.name}`, kill: () => second.killAll() },
  ];
}

/** A month of the simulator that is restated and read again and again. */
class MonthReading {
  constructor(
    private readonly production: Production,
    private readonly period: string,
  ) {}

  /** Changes the month, and starts the workflow that reads it; returns when the first page was asked for. */
  async begin(revision: number): Promise<void> {
    const { simulator } = this.production;
    simulator.restate({ enrollment, month: this.period, revision });
    simulator.clearRequests();
    await this.trigger();
    await eventually(() => (simulator.requests().length > 0 ? true : undefined));
  }

  /**
   * Returns what is published, once it is what the simulator has. A run that has ended without is begun again, as an operator or the next night would.
   */
  async untilPublished(): Promise<{ readonly published: Costs; readonly begunAgain: number }> {
    const oracle = this.production.simulator.oracle(enrollment, this.period);
    let begunAgain = 0;
    let idleSince = Date.now();
    let requests = -1;
    for (const deadline = Date.now() + mostMs; Date.now() < deadline; ) {
      const published = await askCosts(this.production, this.period, enrollment);
      if (published?.cost === oracle.cost && published.charges === String(oracle.rows)) return { published, begunAgain };
      const asked = this.production.simulator.requests().length;
      if (asked !== requests) [requests, idleSince] = [asked, Date.now()];
      if (Date.now() - idleSince > idleMs) {
        begunAgain += 1;
        idleSince = Date.now();
        await this.trigger();
      }
      await sleep(1000);
    }
    throw new Error(`${this.period} was not published within ${mostMs / 1000} s`);
  }

  /** By the API, which starts the workflow itself: Moose's own `/admin/workflows/…/trigger` compiles the project first, while its other requests wait. */
  private trigger(): Promise<true> {
    const question = {
      operation: "read-again",
      billing_account: enrollment,
      month: this.period,
      allow: ["shrink", "closed"],
      reason: "test of the production",
    };
    let turn = 0;
    return eventually(async (): Promise<true> => {
      const { instances, keys } = this.production;
      const instance = instances[turn++ % instances.length];
      const response = await fetch(`${instance?.url ?? ""}/operations/snapshots`, {
        method: "POST",
        body: JSON.stringify(question),
        headers: { authorization: `Bearer ${keys.admin.bearer}`, "content-type": "application/json" },
        signal: AbortSignal.timeout(20_000),
      });
      const said = await response.text();
      if (response.ok) return true;
      throw new Error(`the reading is not started: ${response.status} ${said}`);
    });
  }
}

const costs = z.object({ data: z.array(z.object({ cost: z.string(), charges: z.string() })) });
type Costs = z.infer<typeof costs>["data"][number];

/** What an instance that answers says of a month; undefined when none does. */
async function askCosts({ instances, keys }: Production, period: string, account: string): Promise<Costs | undefined> {
  for (const { url } of instances) {
    try {
      const response = await fetch(`${url}/api/costs?month=${period}&billing_account=${account}`, {
        headers: { authorization: `Bearer ${keys.consumption.bearer}` },
        signal: AbortSignal.timeout(20_000),
      });
      if (response.ok) return costs.parse(await response.json()).data[0];
    } catch {
      // The other one is asked.
    }
  }
  return undefined;
}

/** Count, distinct records and sum of what readers see, as soon as it is `expected`, or after five minutes. */
async function storedRecords({ clickhouseUrl }: Production, { account }: Producer, expected: string): Promise<string> {
  const query = `SELECT count(), uniqExact(instance_id), toString(sum(toDecimal256(extended_cost, 18))) FROM CurrentAzureBillingDetail WHERE billing_account_id = '${account}'`;
  let stored = "";
  await eventually(async () => {
    stored = (await (await fetch(clickhouseUrl, { method: "POST", body: query })).text()).trim();
    return stored === expected || undefined;
  }).catch(() => undefined);
  return stored;
}

async function untilReady(instances: readonly AppInstance[]): Promise<void> {
  for (const instance of instances) await instance.untilReady();
}

function monthBefore(day: Date): readonly [number, number] {
  const before = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - 1, 1));
  return [before.getUTCFullYear(), before.getUTCMonth() + 1];
}

/** The same numbers from 0 to 1 for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const tenths = (ms: number): string => (ms / 1000).toFixed(1);
/** A kill is over when more than those that were on their way are acknowledged. */
const settledRecords = 100;
/** A retry of Temporal after a lost worker comes within this. */
const idleMs = 90_000;
const mostMs = 600_000;
