import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { ClickHouseClient } from "@clickhouse/client";
import { request } from "undici";
import { z } from "zod";
import { type DemoSource, openDemoSource } from "./demo/demo-source";
import { DevStack } from "./demo/dev-stack";
import { printTable } from "./demo/print-table";
import { reconcile } from "./demo/reconcile";
import { readSpreadPurchases } from "./demo/spread-purchases";
import { noteRunningDemo } from "./demo/running-demo";
import { startHeartbeat } from "../embedded/set-up/heartbeat.mjs";
import { showExports } from "./demo/exported-bills";
import { runCommand } from "./run-command";
import { runningStack } from "./running-stack";

const help = `Shows everything on this machine: starts the stack, extracts three months of one enrollment through the workflow, lets the source
change the open month, extracts it again, reads the exports of an Azure and an AWS account from object storage, and proves every total equal to the source's.

  npm run demo -- [--once] [--rows 20000] [--kafka]

  --once     stops everything after the proof; exit code 0 only if every total agreed
  --rows N   rows of a whole month of the simulated enrollment (20000); the exports have a quarter of them
  --kafka    the stack with Apache Kafka (npm run dev -- --help)

  The simulated bills are in a database of their own, "demo", and in no answer of npm run dev.
  A real enrollment instead, in the usual database: AZURE_EA_ENROLLMENT, AZURE_EA_API_KEY and AZURE_EA_BASE_URL.
`;

const owners = [
  { id: 1, pattern: "aks", application: "Kubernetes platform", priority: 10 },
  { id: 2, pattern: "db-", application: "Databases" },
  { id: 3, pattern: "web-", application: "Web shop" },
  { id: 4, pattern: "vm-", application: "Virtual machines" },
  { id: 5, pattern: "rg-billing", application: "Billing" },
];

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      once: { type: "boolean" },
      rows: { type: "string", default: "20000" },
      kafka: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  if (!/^[1-9]\d{0,7}$/.test(values.rows)) throw new RangeError("--rows must be a whole number from 1 to 99999999");
  const root = resolve(__dirname, "..");
  const source = await openDemoSource(process.env, Number(values.rows), new Date());
  const interrupted = new AbortController();
  const stack = new DevStack(root, source.environment, values.kafka === true ? ["--kafka"] : []);
  // A terminal's Ctrl-C reaches the stack as well, which then stops by itself.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      interrupted.abort();
      void stack.stop();
    });
  }
  const forget = source.restate === null ? () => undefined : noteRunningDemo(root, source.environment);
  try {
    console.log(`Starting the stack, to read ${source.description}`);
    await stack.ready();
    const { url, clickhouse } = runningStack(root);
    const agreed = await show(stack, source, url, clickhouse);
    const exported =
      source.restate === null || (await showExports(stack, source.months, Math.ceil(Number(values.rows) / 4), process.env, clickhouse));
    if (values.once !== true) {
      console.log(`\nOpen ${url}/ui/ for the dashboard. Or try it here, then stop with Ctrl-C:
  curl '${url}/api/changes?billing_account=${source.enrollment}&month=${source.months.at(-1) ?? ""}&limit=5'
  npm run moose -- query "SELECT usage_date, sum(billed_cost) FROM CurrentDailyCost GROUP BY usage_date ORDER BY usage_date"
  npm run extract -- --month ${source.months.at(-1) ?? ""}
  npm run moose -- workflow run extract-month --input '{"enrollment":"${source.enrollment}","year":${source.months.at(-1)?.slice(0, 4) ?? ""},"month":${Number(source.months.at(-1)?.slice(5))}}'`);
      await stack.exited;
    }
    await clickhouse.close();
    return agreed && exported ? 0 : 1;
  } catch (error) {
    if (interrupted.signal.aborted) return 130;
    throw error;
  } finally {
    forget();
    await stack.stop();
    await source.close();
  }
}

async function show(stack: DevStack, source: DemoSource, url: string, clickhouse: ClickHouseClient): Promise<boolean> {
  const open = source.months.at(-1) ?? "";
  await postOwners(url, clickhouse);
  for (const month of source.months) await extractMonth(stack, source, month, clickhouse);
  const first = await prove(source, clickhouse);
  await showSpending(source.enrollment, open, clickhouse);
  const restated = source.restate?.() ?? `Reading ${open} again, to see what Azure has changed since`;
  console.log(`\n${restated}`);
  await extractMonth(stack, source, open, clickhouse);
  await showChanges(url, source.enrollment, open);
  return (await prove(source, clickhouse)) && first;
}

async function postOwners(url: string, clickhouse: ClickHouseClient): Promise<void> {
  const answer = await request(`${url}/ingest/ApplicationTag`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(owners),
  });
  if (answer.statusCode !== 200) throw new Error(`Posting the owners failed: ${await answer.body.text()}`);
  await answer.body.dump();
  const ids = owners.map(({ id }) => id);
  await until("the owners to be stored", async () => {
    const [row] = await rowsOf<{ readonly n: string }>(
      clickhouse,
      "SELECT toString(uniqExact(id)) AS n FROM ApplicationTag WHERE id IN {ids:Array(Int64)}",
      { ids },
    );
    return row?.n === String(ids.length) ? true : undefined;
  });
}

/** Through the Temporal workflow, or without it where there is no Temporal; shows rows as blocks are stored. */
async function extractMonth(stack: DevStack, source: DemoSource, month: string, clickhouse: ClickHouseClient): Promise<void> {
  const { enrollment } = source;
  const isSimulated = source.restate !== null;
  const parameters = {
    enrollment,
    period: `${month}-01`,
    detail: `enrollment ${enrollment}, ${month}:%`,
    since: await lastExecution(clickhouse),
  };
  if (stack.workflows) stack.startExtraction(enrollment, Number(month.slice(0, 4)), Number(month.slice(5)), isSimulated);
  else stack.extract(enrollment, month, isSimulated);
  let stored = "0";
  const look = async () => {
    const [execution] = await rowsOf<{ readonly outcome: string; readonly detail: string }>(
      clickhouse,
      "SELECT outcome, detail FROM WorkflowExecution WHERE workflow LIKE 'extract%' AND detail LIKE {detail:String} AND ended_at > parseDateTime64BestEffort({since:String}, 3) ORDER BY ended_at DESC LIMIT 1",
      parameters,
    );
    const [blocks] = await rowsOf<{ readonly rows: string }>(
      clickhouse,
      `SELECT toString(sum(rows)) AS rows FROM BillingSnapshotBlock WHERE billing_account_id = {enrollment:String} AND billing_period = {period:Date}
         AND state = 'stored' AND at > parseDateTime64BestEffort({since:String}, 3)`,
      parameters,
    );
    stored = blocks?.rows ?? "0";
    return execution;
  };
  const ended = await until(`the extraction of ${month}`, look, () => `: ${stored} rows stored`);
  console.log(`  ${stack.workflows ? "workflow" : "command"} extract: ${ended.detail}`);
  const isThereAlready = ended.detail.includes("closed-month");
  if (ended.outcome !== "succeeded" && !isThereAlready) throw new Error(`${month} was not published.`);
}

async function lastExecution(clickhouse: ClickHouseClient): Promise<string> {
  const [row] = await rowsOf<{ readonly at: string }>(clickhouse, "SELECT toString(max(ended_at)) AS at FROM WorkflowExecution", {});
  return row?.at ?? "1970-01-01 00:00:00.000";
}

/** Prints each month beside the source's total. */
async function prove(source: DemoSource, clickhouse: ClickHouseClient): Promise<boolean> {
  const months = [];
  for (const month of source.months) months.push(await reconcile(clickhouse, source.enrollment, month, source.oracle(month)));
  console.log("\nPublished totals, compared with the source");
  printTable(
    months.map(({ month, rows, cost, differences }) => ({
      month,
      charges: rows,
      published: cost,
      "the source": source.oracle(month)?.cost ?? "(no total)",
      verdict:
        differences.length === 0
          ? "equal to the last digit, by day, subscription and meter category too"
          : `${differences.length} DIFFERENCES`,
    })),
  );
  const differences = months.flatMap((month) => month.differences);
  for (const difference of differences.slice(0, 20)) console.log(`  ${difference}`);
  return (await proveCommitments(source, clickhouse)) && differences.length === 0;
}

/** Prints what was billed for reservations beside their effective cost over their lives. */
async function proveCommitments({ enrollment }: DemoSource, clickhouse: ClickHouseClient): Promise<boolean> {
  const spread = await readSpreadPurchases(clickhouse, enrollment);
  if (spread.length === 0) return true;
  console.log("\nReservations: what was billed, and what is spread over the hours that it pays for");
  printTable(
    spread.map(({ currency, commitments, billed, effective, toCome, difference }) => ({
      currency,
      orders: commitments,
      billed,
      "effective until now": effective,
      "still to come": toCome,
      verdict: difference === "0" ? "equal over their lives, to the last digit" : `DIFFERS by ${difference}`,
    })),
  );
  return spread.every(({ difference }) => difference === "0");
}

async function showSpending(enrollment: string, month: string, clickhouse: ClickHouseClient): Promise<void> {
  const top = (column: string) =>
    rowsOf<Record<string, string>>(
      clickhouse,
      `SELECT ${column}, currency, toDecimalString(round(sum(v.billed_cost), 2), 2) AS cost, toString(sum(v.charges)) AS charges FROM CurrentDailyCost AS v
       WHERE billing_account_id = {enrollment:String} AND billing_period = {period:Date} GROUP BY ALL ORDER BY sum(v.billed_cost) DESC LIMIT 6`,
      { enrollment, period: `${month}-01` },
    );
  console.log(`\nWhat ${month} was spent on (rounded for reading)`);
  printTable(await top("v.service_name AS service"));
  console.log(`\nWho owns it`);
  printTable(await top("if(v.owner = '', '(no rule)', v.owner) AS owner"));
}

async function showChanges(url: string, enrollment: string, month: string): Promise<void> {
  const answer = await request(`${url}/api/changes?billing_account=${encodeURIComponent(enrollment)}&month=${month}&limit=5`);
  const body = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`GET /api/changes answered ${answer.statusCode}: ${body}`);
  const { totals, data } = changesAnswer.parse(JSON.parse(body));
  console.log("\nWhat changed between the two readings");
  printTable(totals);
  console.log("");
  printTable(data);
}

const changesAnswer = z.object({
  totals: z.array(z.record(z.coerce.string())),
  data: z.array(
    z.object({
      change: z.string(),
      usage_date: z.coerce.string(),
      meter_category: z.string(),
      resource_name: z.string(),
      cost_before: z.coerce.string(),
      cost_after: z.coerce.string(),
      cost_difference: z.coerce.string(),
    }),
  ),
});

async function rowsOf<Row>(clickhouse: ClickHouseClient, query: string, query_params: Record<string, unknown>): Promise<readonly Row[]> {
  const result = await clickhouse.query({ query, query_params, format: "JSONEachRow" });
  return result.json<Row>();
}

/** Says every now and then that it waits for `what`, and what `heard` says of it. */
async function until<Found>(what: string, look: () => Promise<Found | undefined>, heard: () => string = () => ""): Promise<Found> {
  const deadline = Date.now() + patienceMs;
  const endHeartbeat = startHeartbeat(() => `waiting for ${what}${heard()}`);
  try {
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error(`Waited ${patienceMs / 60_000} minutes for ${what}: see .embedded/logs/moose.log.`);
      await sleep(250);
    }
  } finally {
    endHeartbeat();
  }
}

const patienceMs = 15 * 60_000;

runCommand(main);
