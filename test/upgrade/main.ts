import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { ClickHouseClient } from "@clickhouse/client";
import { fillUsageRollup } from "../../app/pipeline/fill-usage-rollup";
import { openSnapshotDatabase } from "../../app/pipeline/open-snapshot-database";
import { findExecutable } from "../../embedded/set-up/find-executable.mjs";
import { prepareKafka } from "../../embedded/set-up/prepare-kafka.mjs";
import { UserProblem } from "../../embedded/user-problem.mjs";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { freePorts } from "../e2e/free-ports.js";
import { makeClone } from "../e2e/make-clone.js";
import type { KeptProcess } from "../production/kept-process";
import { keepClickHouse, keepKafka, keepRedis } from "../production/services";
import { probeKafka } from "../../app/runtime/observability/probe-services";
import { makeKey } from "../security/bearer-tokens";
import { connectClickhouse } from "../support/connect-clickhouse";
import { eventually } from "../support/eventually";
import { focusSample, toCsv } from "../support/focus-files";
import { startTlsProxy } from "../support/tls-proxy";
import { App, checkOut } from "./app";
import { type Contents, differences, readContents, rows } from "./contents";

/**
 * `npm run test:upgrade -- --from COMMIT`: `npm start` of an older commit fills a database over real Kafka and Redis, with the engine as that commit has it;
 * then `npm start` of this checkout opens it. With `--tls` both reach ClickHouse by TLS with a private authority. Ends with 1 when a row, a digit or an answer of before is not there afterwards, or when life does not go on.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { from: { type: "string" }, rows: { type: "string", default: "3000" }, tls: { type: "boolean", default: false } },
  });
  if (values.from === undefined) throw new UserProblem("Name the older commit: npm run test:upgrade -- --from 57184c2");
  const redis = findExecutable(["redis-server"], process.env["PATH"]);
  if (redis === undefined) throw new UserProblem("redis-server is not on PATH: install Debian's package redis-server");
  const found = await prepareKafka(resolve(__dirname, "../.."));
  if ("missing" in found) throw new UserProblem(found.missing);
  const say = (line: string): void => {
    console.log(`${new Date().toISOString().slice(11, 19)}  ${line}`);
  };
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "billing-upgrade-")));
  const closing: (() => unknown)[] = [];
  const wrong: string[] = [];
  try {
    const [kafkaPort = 0, kafkaController = 0, redisPort = 0, clickhousePort = 0, ...app] = await freePorts(7);
    const [http = 0, api = 0, management = 0] = app;
    const folder = (name: string): string => {
      const path = join(directory, name);
      mkdirSync(path, { recursive: true });
      return path;
    };
    const log = (name: string): string => join(directory, "logs", `${name}.log`);
    const run = (service: KeptProcess): KeptProcess => {
      service.start();
      closing.push(() => service.stop("SIGTERM", 15_000));
      return service;
    };
    const old = join(directory, "old");
    checkOut(values.from, old);
    run(keepKafka(folder("kafka"), { kafka: kafkaPort, kafkaController }, { java: found.java, kafka: found.jars }, log("kafka")));
    run(keepRedis(folder("redis"), redisPort, { redis }, log("redis")));
    const engineData = folder("clickhouse");
    const oldEngine = run(keepClickHouse(engineData, clickhousePort, log("clickhouse-old"), old));
    const today = new Date().toISOString().slice(0, 10);
    const simulator = await startSimulator({
      seed: 6,
      today,
      enrollments: [{ number: enrollment, key: "simulator-key", rows: Number(values.rows) }],
    });
    closing.push(() => simulator.close());
    await eventually(async () => ((await probeKafka(`127.0.0.1:${kafkaPort}`, 3000)) ? true : undefined));
    const answers = async (): Promise<true | undefined> => (await fetch(`http://127.0.0.1:${clickhousePort}/ping`)).ok || undefined;
    await eventually(answers);
    const bare = connectClickhouse(clickhousePort, "default");
    await bare.command({ query: `CREATE DATABASE ${database}` });
    await bare.close();
    const client = connectClickhouse(clickhousePort, database);
    closing.push(() => client.close());
    const tls = values.tls ? await startTlsProxy(clickhousePort) : undefined;
    if (tls !== undefined) closing.push(() => tls.close());
    const keys = { ingest: makeKey(), consumption: makeKey(), admin: makeKey() };
    const env = {
      MOOSE_CLICKHOUSE_CONFIG__HOST: "127.0.0.1",
      MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(tls?.port ?? clickhousePort),
      ...(tls === undefined ? {} : { MOOSE_CLICKHOUSE_CONFIG__USE_SSL: "true", NODE_EXTRA_CA_CERTS: tls.caFile }),
      MOOSE_CLICKHOUSE_CONFIG__DB_NAME: database,
      MOOSE_REDPANDA_CONFIG__BROKER: `127.0.0.1:${kafkaPort}`,
      MOOSE_REDIS_CONFIG__URL: `redis://127.0.0.1:${redisPort}`,
      MOOSE_FEATURES__WORKFLOWS: "false",
      MOOSE_TELEMETRY__ENABLED: "false",
      MOOSE_INGEST_API_KEY: keys.ingest.hash,
      MOOSE_CONSUMPTION_API_KEY: keys.consumption.hash,
      MOOSE_AUTHENTICATION__ADMIN_API_KEY: keys.admin.hash,
      AZURE_BILLING_CONSUMPTION_KEY_ROLE: "operator",
      AZURE_BILLING_SEALING_KEY: randomBytes(32).toString("base64"),
      AZURE_BILLING_STORAGE_FOLDERS: directory,
      AZURE_EA_ENROLLMENT: enrollment,
      AZURE_EA_API_KEY: "simulator-key",
      AZURE_EA_BASE_URL: simulator.url,
      AZURE_EA_REQUESTS_PER_MINUTE: "6000000",
    };
    // That of this machine would go before the authority that `npm start` names to Moose's CLI.
    delete process.env["SSL_CERT_FILE"];
    // Earlier versions leave it to the operator what Moose's CLI trusts.
    const oldEnv = tls === undefined ? env : { ...env, SSL_CERT_FILE: tls.caFile };
    const options = { ports: [http, api, management], env, bearer: keys.consumption.bearer } as const;

    const months = lastMonths(today);
    say(`npm start of ${values.from}`);
    const before = await App.start({ ...options, env: oldEnv, folder: old, log: log("app-old") });
    closing.push(() => before.stop());
    await fill(before, client, simulator, months, keys.ingest.bearer, directory);
    const contents = await readContents(client);
    const total = await publishedTotal(client, months[0]);
    const asked = await ask(before, months);
    say(`filled: ${summary(contents)}`);
    await before.stop();
    await oldEngine.stop("SIGTERM", 15_000);

    const folderOfNew = makeClone();
    closing.push(() => {
      rmSync(folderOfNew, { recursive: true, force: true, maxRetries: 5 });
    });
    run(keepClickHouse(engineData, clickhousePort, log("clickhouse-new")));
    await eventually(answers);
    say("npm start of this checkout");
    const after = await App.start({ ...options, folder: folderOfNew, log: log("app-new") });
    closing.push(() => after.stop());
    wrong.push(...differences(contents, await readContents(client, contents)));
    for (const [path, was] of Object.entries(asked)) {
      const at = firstDifference(was, await after.get(path));
      if (at !== null) wrong.push(`GET ${path}: ${at}`);
    }
    const filled = await fillUsageRollup(openSnapshotDatabase(client));
    say(`DailyFocusUsage was filled of ${filled.length} snapshots`);
    wrong.push(...(await compareUsage(client)));
    say(`opened: ${summary(await readContents(client))}`);

    simulator.restate({ enrollment, month: months[0] });
    await after.run("extract", "--month", months[0]);
    const restated = simulator.oracle(enrollment, months[0]);
    const read = await publishedTotal(client, months[0]);
    if (read !== `${restated.rows} ${restated.cost}`)
      wrong.push(`the month read again is ${read}, and ${restated.rows} ${restated.cost} at the source`);
    await after.post("/operations/snapshots", { operation: "roll-back", billing_account: enrollment, month: months[0], reason: "upgrade" });
    const back = await publishedTotal(client, months[0]);
    if (back !== total) wrong.push(`the month rolled back to the older code's is ${back}, and was ${total}`);
    say(`${months[0]} was ${total}, read again by this checkout ${read}, rolled back ${back}`);
    for (const line of wrong) console.log(`WRONG  ${line}`);
    console.log(wrong.length === 0 ? "All rows, digits and answers of the older commit are there." : `Logs: ${directory}`);
    return wrong.length === 0 ? 0 : 1;
  } catch (error) {
    wrong.push(String(error));
    console.error(`Logs: ${directory}`);
    throw error;
  } finally {
    for (const close of closing.reverse()) await close();
    if (wrong.length === 0) rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

const enrollment = "100100";
const database = "billing";
const focusAccount = "123456789012";

/** Everything that a database of the project may hold: two months, one of them read twice, a FOCUS file, posted charges, rules, targets, views, a connection, a dead letter. */
async function fill(
  app: App,
  client: ClickHouseClient,
  simulator: Simulator,
  [month, open]: readonly [string, string],
  ingest: string,
  directory: string,
): Promise<void> {
  const post = (stream: string, body: unknown): Promise<unknown> => app.post(`/ingest/${stream}`, body, ingest);
  await post("ApplicationTag", [
    { id: 1, pattern: "prod", application: "pay" },
    { id: 2, pattern: "^vm", match_kind: "regex", application: "compute" },
  ]);
  const target = {
    id: "t1",
    billing_account_id: enrollment,
    scope_kind: "account",
    month,
    currency: "CNY",
    amount: "1000.000000000000000001",
  };
  await post("Budget", target);
  await eventually(async () => ((await count(client, "ApplicationTag")) === 2 && (await count(client, "Budget")) === 1 ? true : undefined));
  await app.run("extract", "--month", month);
  simulator.restate({ enrollment, month });
  await app.run("extract", "--month", month);
  await app.run("extract", "--month", open);
  const file = join(directory, "focus.csv");
  writeFileSync(file, toCsv(focusSample("aws-1.2", 300)));
  await app.run("focus:import", file);
  const live = { enrollment: "200200", currency: "CNY", date: `${open}-01T00:00:00`, extendedCost: "0.000000123456789012" };
  await post(
    "AzureBillingDetail",
    Array.from({ length: 50 }, (_, index) => ({ ...live, instanceId: `live-${index}` })),
  );
  await post("AzureBillingDetail", { enrollment: "200200", currency: "CNY", hello: "world" });
  await app.post("/operations/budgets", {
    operation: "set",
    id: "t2",
    billing_account: enrollment,
    scope_kind: "account",
    month: open,
    currency: "CNY",
    amount: "2.5",
    reason: "upgrade",
  });
  await app.post("/views", {
    operation: "save",
    name: "a month by service",
    question: { endpoint: "costs", parameters: { month, group: "service_name" } },
    shared: true,
    pin: true,
  });
  const connection = join(directory, "connection.json");
  writeFileSync(
    connection,
    JSON.stringify({ source: "focus-files", config: { storage: { kind: "folder", path: directory }, prefix: "focus" } }),
  );
  try {
    await app.run("source", "add", connection, "--id", "bills");
  } catch (error) {
    if (!/add/.test(String(error))) throw error;
  }
  await eventually(async () =>
    (await count(client, "AzureBillingDetail")) === 50 && (await count(client, "AzureBillingDetailDeadLetter")) === 1 ? true : undefined,
  );
}

const count = async (client: ClickHouseClient, table: string): Promise<number> =>
  Number((await rows<{ count: string }>(client, `SELECT toString(count()) AS count FROM ${table}`))[0]?.count);

/** Rows and exact cost of a published month. */
async function publishedTotal(client: ClickHouseClient, month: string): Promise<string> {
  const [sums] = await rows<{ text: string }>(
    client,
    `SELECT concat(toString(count()), ' ', toString(sum(toDecimal256(extended_cost, 18)))) AS text FROM CurrentAzureBillingDetail
     WHERE billing_account_id = '${enrollment}' AND formatDateTime(billing_period, '%Y-%m') = '${month}'`,
  );
  return sums?.text ?? "";
}

/** Answers that both versions have. */
async function ask(app: App, [month, open]: readonly [string, string]): Promise<Readonly<Record<string, unknown>>> {
  const paths = [
    ...[month, open].flatMap((one) => [
      `/api/costs?month=${one}&billing_account=${enrollment}`,
      `/api/costs?month=${one}&group=service_name&billing_account=${enrollment}`,
      `/api/allocation?month=${one}&billing_account=${enrollment}`,
      `/api/charges?month=${one}&limit=100`,
    ]),
    `/api/costs?month=2026-10&billing_account=${focusAccount}`,
    "/api/application-tags",
    "/api/dead-letters",
  ];
  const answers: [string, unknown][] = [];
  for (const path of paths) {
    const answer = await app.get(path).catch(() => null);
    if (answer !== null) answers.push([path, dataOf(answer)]);
  }
  return Object.fromEntries(answers);
}

const dataOf = (answer: unknown): unknown =>
  typeof answer === "object" && answer !== null && "data" in answer ? { data: answer.data } : answer;

/** Where `is` lacks or changes something of `was`; what it has more is no difference. */
function firstDifference(was: unknown, is: unknown, at = ""): string | null {
  if (typeof was !== "object" || was === null || typeof is !== "object" || is === null)
    return was === is ? null : `${at} is ${JSON.stringify(is)}, and was ${JSON.stringify(was)}`;
  if (Array.isArray(was) && Array.isArray(is) && was.length !== is.length) return `${at} has ${is.length} entries, and had ${was.length}`;
  const now = new Map(Object.entries(is));
  for (const [name, value] of Object.entries(was)) {
    const found = firstDifference(value, now.get(name), `${at}.${name}`);
    if (found !== null) return found;
  }
  return null;
}

/** The rollup that later versions have beside the others has all that the published rows of FOCUS have. */
async function compareUsage(client: ClickHouseClient): Promise<readonly string[]> {
  const published = "SELECT snapshot_id FROM ActiveBillingSnapshot";
  const sums = await rows<{ account: string; difference: string }>(
    client,
    `SELECT account, toString(sum(cost)) AS difference FROM (
       SELECT x_BillingAccountId AS account, toDecimal256(BilledCost, 18) AS cost FROM FocusCostAndUsage WHERE x_SnapshotId IN (${published})
       UNION ALL SELECT billing_account_id, -billed_cost FROM DailyFocusUsage WHERE snapshot_id IN (${published}))
     GROUP BY account HAVING sum(cost) != 0`,
  );
  return sums.map(({ account, difference }) => `DailyFocusUsage lacks ${difference} of account ${account}`);
}

const summary = (contents: Contents): string =>
  Object.entries(contents)
    .filter(([, { rows: there }]) => there !== "0")
    .map(([name, { rows: there }]) => `${name} ${there}`)
    .join(", ");

/** The month before, and the open one. */
function lastMonths(today: string): readonly [string, string] {
  const firstDay = Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1, 1);
  return [new Date(firstDay - 86_400_000).toISOString().slice(0, 7), today.slice(0, 7)];
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof UserProblem ? error.message : error);
    process.exit(1);
  },
);
