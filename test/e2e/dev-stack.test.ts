import { execFile, execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { findTakenPorts } from "../../embedded/launcher/check-ports.js";
import { stackProcesses } from "../../embedded/launcher/stack-processes.js";
import { prepareTemporal } from "../../embedded/set-up/prepare-temporal.mjs";
import { noteRunningDemo } from "../../scripts/demo/running-demo";
import { startSimulator } from "../../simulator/start-simulator";
import { answerPattern, docCommands, runDocCommand } from "../support/doc-commands";
import { DevProcess } from "./dev-process.js";
import { eventually } from "../support/eventually";
import { useKeptCompile } from "../support/kept-compile";
import { freePorts } from "./free-ports.js";
import { makeClone } from "./make-clone.js";
import { moveStackPorts, type StackPorts } from "./stack-ports.js";

let clone: string;
let ports: StackPorts;

beforeAll(async () => {
  clone = makeClone();
  useKeptCompile(clone);
  ports = await moveStackPorts();
});

afterAll(() => {
  for (const { pid } of stackProcesses(clone)) process.kill(pid, "SIGKILL");
  rmSync(clone, { recursive: true, force: true, maxRetries: 5 });
});

const dev = (...flags: readonly string[]): DevProcess => new DevProcess(clone, ports.environment, "--stack", "embedded", ...flags);

/** `npm run moose` in the clone, which finds the stack's ports by itself. */
function moose(...args: readonly string[]): string {
  return execFileSync("npm", ["run", "--silent", "moose", "--", ...args], { cwd: clone, encoding: "utf8" });
}

async function ingest(model: string, body: unknown): Promise<readonly [number, string]> {
  const response = await fetch(`${ports.url}/ingest/${model}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return [response.status, await response.text()];
}

const delivery = { enrollment: "100", currency: "CNY" } as const;

async function post(instanceId: string, extendedCost: string): Promise<void> {
  const record = { ...delivery, date: "2026-10-05T00:00:00", instanceId, extendedCost };
  expect(await ingest("AzureBillingDetail", record)).toEqual([200, "SUCCESS"]);
}

/** The rows of an answer. */
async function api(path: string): Promise<unknown> {
  const answer: unknown = await (await fetch(`${ports.url}/api/${path}`)).json();
  return typeof answer === "object" && answer !== null && "data" in answer ? answer.data : answer;
}

const costs = (): Promise<unknown> => api("costs?month=2026-10");

/** The process of the stack whose command has `words`. */
function processOf(words: string): number {
  const found = stackProcesses(clone).find(({ command }) => command.includes(words));
  if (found === undefined) throw new Error(`no process of the stack has ${words} in its command`);
  return found.pid;
}

/** What npm start -- --check --json prints. */
const checkDocument = z.object({ checks: z.array(z.object({ name: z.string(), state: z.string(), mend: z.array(z.string()) })) });

async function expectNothingLeft(): Promise<void> {
  expect(stackProcesses(clone)).toEqual([]);
  expect(await findTakenPorts(ports.all)).toEqual([]);
}

describe("npm run dev", () => {
  let first: DevProcess;
  let again: DevProcess;

  beforeAll(async () => {
    first = dev();
    await first.untilSaid("Ready after");
  });

  it("shows during the start what it waits for, and the last output of Moose", () => {
    expect(first.said).toMatch(/^ {2}\d+ s {2}waiting for \w.*; Moose was last heard \d+ s ago: /m);
  });

  it("says where everything is, once it is there", () => {
    expect(first.said).toContain(`POST ${ports.url}/ingest/AzureBillingDetail`);
    expect(first.said).toContain("(embedded stack)");
  });

  it("takes a posted charge through stream and table to the API, exact to the last digit", async () => {
    await post("e2e-1", "0.000000123456789012");
    const answer = await eventually(async () => {
      const rows = await costs();
      return Array.isArray(rows) && rows.length > 0 ? rows : undefined;
    });
    expect(answer).toEqual([{ billing_account_id: "100", currency: "CNY", cost: "0.000000123456789012", charges: "1" }]);
  });

  it("counts a charge once, however often it is delivered", async () => {
    await post("e2e-1", "1.23456789012E-7");
    await post("e2e-twice", "2");
    await eventually(async () => (JSON.stringify(await costs()).includes('"charges":"2"') ? true : undefined));
    expect(await costs()).toEqual([{ billing_account_id: "100", currency: "CNY", cost: "2.000000123456789012", charges: "2" }]);
  });

  it("refuses the whole request with 400, naming the field, when a cost is a JSON number or the currency is missing", async () => {
    const good = { ...delivery, date: "2026-10-05", instanceId: "refused", extendedCost: "1" };
    expect(await ingest("AzureBillingDetail", [good, { ...good, extendedCost: 1.5 }])).toEqual([
      400,
      expect.stringContaining("extendedCost"),
    ]);
    expect(await ingest("AzureBillingDetail", { enrollment: "100" })).toEqual([400, expect.stringContaining("currency")]);
  });

  it("takes records on lines of their own, and nothing of a request with a record that no message can carry", async () => {
    const line = (instanceId: string, more = ""): string =>
      JSON.stringify({ ...delivery, enrollment: "300", date: "2026-07-05", instanceId, extendedCost: "1", tags: more });
    const ingestText = async (body: string): Promise<readonly [number, string]> => {
      const response = await fetch(`${ports.url}/ingest/AzureBillingDetail`, { method: "POST", body });
      return [response.status, await response.text()];
    };
    expect(await ingestText(`[${line("lost")},${line("long", "x".repeat(1_100_000))},${line("lost")}]`)).toEqual([
      413,
      expect.stringContaining("[1]"),
    ]);
    expect(await ingestText(`[${line("lost")}]${line("lost")}`)).toEqual([400, expect.stringContaining("after the array")]);
    expect(await ingestText(`${line("e2e-a")}\n${line("e2e-b")}`)).toEqual([200, "SUCCESS: 2 records, one on each line"]);
    const answer = await eventually(async () => {
      const rows = await api("costs?month=2026-07");
      return Array.isArray(rows) && rows.length > 0 ? rows : undefined;
    });
    expect(answer).toEqual([{ billing_account_id: "300", currency: "CNY", cost: "2", charges: "2" }]);
  });

  it("refuses a misspelt field of a rule or a target with its name", async () => {
    const rule = { id: 7, pattern: "x", application: "pay", enable: false };
    expect(await ingest("ApplicationTag", rule)).toEqual([400, expect.stringContaining('\\"enable\\"')]);
    const target = { id: "t", billing_account_id: "100", scope_kind: "account", month: "2026-11", currency: "CNY", amount: "1" };
    expect(await ingest("Budget", { ...target, enabeld: false })).toEqual([400, expect.stringContaining('\\"enabeld\\"')]);
  });

  it("keeps a record that is not a charge as a dead letter with its reason, and replays it", async () => {
    expect(await ingest("AzureBillingDetail", { ...delivery, hello: "world" })).toEqual([200, "SUCCESS"]);
    const letters = await eventually(async () => {
      const rows = await api("dead-letters");
      return Array.isArray(rows) && rows.length > 0 ? rows : undefined;
    });
    expect(letters).toMatchObject([
      { original: '{"enrollment":"100","currency":"CNY","hello":"world"}', reason: expect.stringContaining("not a usage row") as string },
    ]);
    const replay = execFileSync("npm", ["run", "--silent", "dead-letters", "--", "replay"], { cwd: clone, encoding: "utf8" });
    expect(replay.trim().split("\n").at(-1)).toBe('{"letters":1,"charges":0,"still_letters":1}');
  });

  it("takes records on lines of their own with the digits of their numbers, and refuses a request whole with the index of its record", async () => {
    const records = async (body: string): Promise<readonly [number, unknown]> => {
      const response = await fetch(`${ports.url}/records`, { method: "POST", body });
      return [response.status, await response.json()];
    };
    const line = (instanceId: string, cost: string): string =>
      `{"enrollment":"200","currency":"CNY","date":"2026-08-05","instanceId":"${instanceId}","cost":${cost}}`;
    const long = line("e2e-long", '"1"').replace("}", `,"tags":"${"x".repeat(700_000)}"}`);
    expect(await records(`[${line("e2e-lost", "1")},${long}]`)).toMatchObject([413, { error: { parameter: "[1]" } }]);
    expect(await records(`${line("e2e-lost", "1")}\n{"enrollment":"200"}`)).toMatchObject([400, { error: { parameter: "[1]" } }]);
    expect(await records(`${line("e2e-a", "0.100000000000000001")}\n${line("e2e-b", "1E-18")}\n`)).toEqual([
      200,
      { accepted: 2, form: "ndjson" },
    ]);
    const answer = await eventually(async () => {
      const rows = await api("costs?month=2026-08");
      return Array.isArray(rows) && rows.length > 0 ? rows : undefined;
    });
    expect(answer).toEqual([{ billing_account_id: "200", currency: "CNY", cost: "0.100000000000000002", charges: "2" }]);
  });

  it("gives charges the owner that posted rules say, from the next charge on, and names a broken rule", async () => {
    const rules = [
      { id: 1, pattern: "e2e-owned", application: "pay" },
      { id: 2, pattern: "(a+)+", match_kind: "regex", application: "bad" },
    ];
    expect(await ingest("ApplicationTag", rules)).toEqual([200, "SUCCESS"]);
    const listed = await eventually(async () => {
      const rows = await api("application-tags");
      return Array.isArray(rows) && rows.length === 2 ? rows : undefined;
    });
    expect(listed).toMatchObject([
      { id: 1, fault: null },
      { id: 2, fault: expect.any(String) as string },
    ]);
    let copy = 0;
    const owner = await eventually(async () => {
      copy += 1;
      await ingest("AzureBillingDetail", {
        ...delivery,
        date: "2026-09-05",
        instanceId: "e2e-owned",
        extendedCost: "1",
        occurrence: String(copy),
      });
      return /"resource_tracking":"PAY"/.exec(
        moose("query", "select resource_tracking from AzureBillingDetail where resource_tracking = 'PAY'"),
      )?.[0];
    });
    expect(owner).toBe('"resource_tracking":"PAY"');
  });

  it.each(["README.md", "docs/ingest.md", "docs/api.md"])("gives the answers that stand in %s", async (file) => {
    const commands = file === "docs/api.md" ? docCommands(file, "Budgets") : docCommands(file).filter(({ answer }) => answer !== null);
    expect(commands.length).toBeGreaterThan(1);
    for (const { command, answer } of commands) {
      const here = command.replaceAll("http://localhost:4000", ports.url);
      const expected = answerPattern(answer ?? "");
      let said = runDocCommand(here, { cwd: clone });
      // What was posted is there a moment later.
      if (!command.includes("POST"))
        await eventually(() => expected.test((said = runDocCommand(here, { cwd: clone }))) || undefined).catch(() => undefined);
      expect([command, said]).toEqual([command, expect.stringMatching(expected) as string]);
    }
  });

  it("has Temporal run the workflow, which leaves its row", async () => {
    moose("workflow", "run", "count-live-charges");
    const row = await eventually(
      () => /"outcome":"[^"]*","charges":"?\d+/.exec(moose("query", "select outcome, charges from WorkflowExecution"))?.[0],
    );
    expect(row.replaceAll('"', "")).toMatch(/^outcome:succeeded,charges:[1-9]/);
  });

  it("lists, runs, pauses and cancels workflows over HTTP, and knows the versions of what runs them", async () => {
    const rowsOf = z.object({ data: z.array(z.record(z.unknown())) });
    const ask = async (path: string, body?: object): Promise<readonly [number, readonly Readonly<Record<string, unknown>>[]]> => {
      const response = await fetch(
        `${ports.url}/operations/${path}`,
        body === undefined ? {} : { method: "POST", body: JSON.stringify(body) },
      );
      const answer = rowsOf.safeParse(await response.json());
      return [response.status, answer.success ? answer.data.data : []];
    };
    const listed = async (name: string): Promise<Readonly<Record<string, unknown>> | undefined> =>
      (await ask("workflows", { operation: "list" }))[1].find(({ workflow }) => workflow === name);
    const time = expect.stringMatching(/^\d{4}-\d{2}-\d{2}T/) as string;
    const night = await eventually(async () => {
      const row = await listed("extract-open-months");
      return typeof row?.["next_at"] === "string" ? row : undefined;
    });
    expect(night).toMatchObject({ schedule: "0 2 * * *", paused: null, next_at: time, running: [] });
    const [waits] = await ask("workflows", { operation: "cancel", workflow_id: "extract-open-months", reason: "test" });
    expect(waits).toBe(409);

    const [status, started] = await ask("workflows", { operation: "run", workflow: "retain-snapshots", reason: "test" });
    expect([status, started]).toEqual([
      200,
      [{ workflow: "retain-snapshots", workflow_id: expect.any(String) as string, done: "started" }],
    ]);
    await eventually(async () => {
      const last: unknown = (await listed("retain-snapshots"))?.["last"];
      return typeof last === "object" && last !== null && "outcome" in last && last.outcome === "succeeded" ? true : undefined;
    });

    expect((await ask("workflows", { operation: "pause", workflow: "sync-sources", reason: "test" }))[0]).toBe(200);
    expect(await listed("sync-sources")).toMatchObject({ paused: { by: "development", reason: "test", since: time } });
    expect((await ask("workflows", { operation: "resume", workflow: "sync-sources", reason: "test" }))[0]).toBe(200);

    // Without settings of an enrollment it fails, and is tried again for some seconds.
    moose("workflow", "run", "extract-month", "--input", '{"enrollment":"e1","year":2026,"month":5}');
    const id = await eventually(async () => {
      const running = z.array(z.object({ workflow_id: z.string() })).parse((await listed("extract-month"))?.["running"]);
      return running[0]?.workflow_id;
    });
    expect((await ask("workflows", { operation: "cancel", workflow_id: id, reason: "test" }))[0]).toBe(200);
    const [, changes] = await ask("audit?action=workflow");
    expect(changes.map(({ action, outcome }) => [action, outcome].join(" "))).toEqual(
      ["cancel", "resume", "pause", "run"].map((action) => `workflow.${action} done`),
    );
    const versions = (await ask("components"))[1].map(({ component, version }) => [component, version]);
    const known = expect.stringMatching(/^\d+\.\d+/) as string;
    expect(versions).toEqual(
      expect.arrayContaining([
        ["clickhouse", known],
        ["moose", known],
        ["temporal", known],
      ]),
    );
  });

  it("answers moose query with the engine's version", () => {
    expect(moose("query", "select version()")).toMatch(/"version\(\)":"\d+\.\d+/);
  });

  it("answers moose peek, which reads rows in compressed native frames", () => {
    expect(moose("peek", "AzureBillingDetail", "--limit", "5")).toContain('"billing_account_id":"100"');
  });

  it("runs the Temporal server of its own version", async () => {
    const temporal = await prepareTemporal(clone);
    if (!("path" in temporal)) throw new Error(temporal.missing);
    const { stdout } = spawnSync(temporal.path, ["operator", "cluster", "system", "--address", ports.temporal, "-o", "json"], {
      encoding: "utf8",
    });
    expect(JSON.parse(stdout)).toMatchObject({ serverVersion: expect.stringMatching(/^1\.\d+\.\d+/) as string });
  });

  it("lets npm run extract read the enrollment of a running demo without a setting, at the simulator's localhost too", async () => {
    const enrollments = [{ number: "700700", key: "demo-key", rows: 300 }];
    const simulator = await startSimulator({ seed: 42, enrollments, today: "2026-05-15", months: 1 });
    const forget = noteRunningDemo(clone, {
      AZURE_EA_ENROLLMENT: "700700",
      AZURE_EA_API_KEY: "demo-key",
      AZURE_EA_BASE_URL: `http://localhost:${simulator.port}`,
    });
    try {
      const extract = promisify(execFile)("npm", ["run", "--silent", "extract", "--", "--month", "2026-05"], { cwd: clone });
      const { stdout, stderr } = await extract;
      expect(stderr).toContain("Reading the simulated enrollment of the running demo");
      expect(stdout).toContain('"kind":"published"');
      const { rows, cost } = simulator.oracle("700700", "2026-05");
      expect(await api("costs?month=2026-05&billing_account=700700")).toEqual([
        { billing_account_id: "700700", currency: "CNY", cost, charges: String(rows) },
      ]);
    } finally {
      forget();
      await simulator.close();
    }
  });

  it("is a stack that npm start would take, which says in one list what is wrong", async () => {
    const [http, proxy, management] = await freePorts(3);
    const hash = "ab".repeat(20);
    const start = (variables: NodeJS.ProcessEnv): readonly [number | null, readonly string[]] => {
      const { status, stdout } = spawnSync("npm", ["run", "--silent", "start", "--", "--check", "--json"], {
        cwd: clone,
        encoding: "utf8",
        env: {
          ...process.env,
          ...ports.environment,
          MOOSE_HTTP_SERVER_CONFIG__PORT: String(http),
          MOOSE_HTTP_SERVER_CONFIG__PROXY_PORT: String(proxy),
          MOOSE_HTTP_SERVER_CONFIG__MANAGEMENT_PORT: String(management),
          MOOSE_INGEST_API_KEY: hash,
          MOOSE_CONSUMPTION_API_KEY: hash,
          MOOSE_AUTHENTICATION__ADMIN_API_KEY: hash,
          ...variables,
        },
      });
      const { checks } = checkDocument.parse(JSON.parse(stdout));
      return [status, checks.filter(({ name }) => name !== "dashboard").map(({ name, state, mend }) => [name, state, ...mend].join(" "))];
    };
    const services = ["clickhouse", "clock", "database", "disk", "kafka", "redis", "temporal"];
    expect(start({})).toEqual([0, ["settings", "packages", "disk", "ports", ...services].map((name) => `${name} ok`)]);
    const wrong = start({ MOOSE_INGEST_API_KEY: "", MOOSE_CLICKHOUSE_CONFIG__PASSWORD: "wrong", MOOSE_TEMPORAL_CONFIG__NAMESPACE: "none" });
    const temporal = `localhost:${ports.environment["MOOSE_TEMPORAL_CONFIG__TEMPORAL_PORT"] ?? ""}`;
    expect([wrong[0], wrong[1].filter((line) => !line.endsWith(" ok"))]).toEqual([
      1,
      [
        "settings problem MOOSE_INGEST_API_KEY npm run moose -- generate hash-token",
        "clickhouse problem MOOSE_CLICKHOUSE_CONFIG__USER MOOSE_CLICKHOUSE_CONFIG__PASSWORD",
        `temporal problem MOOSE_TEMPORAL_CONFIG__NAMESPACE temporal operator namespace create --address ${temporal} --namespace none`,
      ],
    ]);
  });

  it("starts ClickHouse and Temporal again after a kill, and has all that was accepted before and meanwhile", async () => {
    const record = (instanceId: string): object => ({
      ...delivery,
      enrollment: "400",
      date: "2026-04-05",
      instanceId,
      extendedCost: "0.1",
    });
    expect(await ingest("AzureBillingDetail", record("before"))).toEqual([200, "SUCCESS"]);
    process.kill(processOf("clckhouse-watch"), "SIGKILL");
    process.kill(processOf("temporal server start-dev"), "SIGKILL");
    expect(await ingest("AzureBillingDetail", [record("meanwhile-1"), record("meanwhile-2")])).toEqual([200, "SUCCESS"]);
    await first.untilSaid("ClickHouse is started again");
    await first.untilSaid("Temporal is started again");
    expect(first.said).toMatch(
      /ClickHouse ended by itself \(process \d+, for the first time\)\. It is started again in 1 s\. Posted records wait/,
    );
    await eventually(async () => (JSON.stringify(await api("costs?month=2026-04")).includes('"charges":"3"') ? true : undefined));
    expect(await api("costs?month=2026-04")).toEqual([{ billing_account_id: "400", currency: "CNY", cost: "0.3", charges: "3" }]);
    // The worker has connected again, and the run of a workflow leaves its row.
    const runs = async (): Promise<number> => {
      const rows = z.array(z.object({ workflow: z.string() })).parse(await api("workflow-executions"));
      return rows.filter(({ workflow }) => workflow === "count-live-charges").length;
    };
    const before = await runs();
    await eventually(async () => {
      const body = JSON.stringify({ operation: "run", workflow: "count-live-charges", reason: "test" });
      return (await fetch(`${ports.url}/operations/workflows`, { method: "POST", body })).ok || undefined;
    });
    await eventually(async () => ((await runs()) > before ? true : undefined));
  });

  it("refuses to reset while it runs", () => {
    const { status, stderr } = spawnSync("npm", ["run", "--silent", "reset", "--", "--yes"], { cwd: clone, encoding: "utf8" });
    expect([status, stderr]).toEqual([1, expect.stringContaining(`${ports.url}): stop it with Ctrl-C first. Nothing was deleted.`)]);
  });

  it("is ready and healthy in every one of twenty polls while records flow", async () => {
    const answers: string[] = [];
    for (let poll = 0; poll < 20; poll += 1) {
      const of = (path: string): Promise<number> => fetch(`${ports.url}${path}`).then(({ status }) => status);
      answers.push(`${String(await of("/ready"))} ${String(await of("/status"))}`);
    }
    expect(new Set(answers)).toEqual(new Set(["200 200"]));
  });

  it("still takes up an edit after moose ls, moose workflow list and npm run openapi ran beside it", async () => {
    expect(moose("ls")).toContain("AzureBillingDetail");
    expect(moose("workflow", "list")).toContain("extract-month");
    expect(execFileSync("npm", ["run", "--silent", "openapi"], { cwd: clone, encoding: "utf8", maxBuffer: 64 << 20 })).toContain(
      '"/api/costs"',
    );
    const file = join(clone, "app/domain/health/disk-health.ts");
    writeFileSync(file, readFileSync(file, "utf8").replace("GB free", "GB not in use"));
    expect(await eventually(async () => /GB not in use/.exec(await (await fetch(`${ports.url}/status`)).text())?.[0])).toBe(
      "GB not in use",
    );
  });

  it("started a second time says that one runs, where, and exits with 1", async () => {
    const second = dev();
    expect(await second.exited).toBe(1);
    expect(second.said).toContain(`is already running (process ${first.launcherPid()}, ${ports.url})`);
    // Its API workers begin anew after the edit above.
    await eventually(async () => ((await fetch(`${ports.url}/ready`)).status === 200 ? true : undefined));
  });

  it("started again after its launcher was killed stops what that left, changes no table, and still has the data", async () => {
    process.kill(first.launcherPid(), "SIGKILL");
    await first.exited;
    expect(stackProcesses(clone)).not.toEqual([]);
    again = dev("--quiet");
    await again.untilSaid("Ready after");
    expect(again.said).toMatch(/Stopping \d+ processes left by an earlier start/);
    // What Moose would change of the tables and views that it finds, in a project that has not changed: nothing.
    expect(readFileSync(join(clone, ".embedded/logs/moose.log"), "utf8").match(/^.*[~+-] +(?:Table|View|Materialized).*$/gm)).toBeNull();
    expect(await costs()).toMatchObject([{ charges: "2" }]);
    await post("e2e-2", "1");
    await eventually(async () => (JSON.stringify(await costs()).includes('"charges":"3"') ? true : undefined));
    expect(await costs()).toEqual([{ billing_account_id: "100", currency: "CNY", cost: "3.000000123456789012", charges: "3" }]);
  });

  it("starts everything again after Moose was killed, with its Kafka in it, and has every charge that was stored", async () => {
    const stored = await costs();
    process.kill(processOf("moose-cli"), "SIGKILL");
    await again.untilSaid(
      "Moose ended by itself (SIGKILL, death 1). It is started again in 1 s. Records that it had accepted and not yet stored are lost",
    );
    expect((await ingest("AzureBillingDetail", {}))[0]).toBe(503);
    await eventually(() => again.said.split("Ready after").length > 2 || undefined);
    expect(await costs()).toEqual(stored);
    await post("e2e-3", "1");
    await eventually(async () => (JSON.stringify(await costs()).includes('"charges":"4"') ? true : undefined));
  });

  it("at Ctrl-C ends with 0 and leaves no process and no port", async () => {
    again.pressCtrlC();
    expect(await again.exited, again.said.slice(-2000)).toBe(0);
    expect(again.said).toContain("Stopped: no process is running and no port is open.");
    await expectNothingLeft();
  });

  it("leaves nothing either when only npm is told to end, while it still starts", async () => {
    const starting = dev("--quiet");
    await eventually(() => stackProcesses(clone).length > 2 || undefined);
    starting.terminateNpm();
    await eventually(async () => (stackProcesses(clone).length === 0 && (await findTakenPorts(ports.all)).length === 0 ? true : undefined));
  });
});

describe("npm run extract", () => {
  it("takes the settings of .env.local, and says exactly which are missing", () => {
    const file = join(clone, ".env.local");
    writeFileSync(file, "AZURE_EA_ENROLLMENT=7\n");
    const { status, stderr } = spawnSync("npm", ["run", "--silent", "extract", "--", "--month", "2026-05"], {
      cwd: clone,
      encoding: "utf8",
    });
    rmSync(file);
    expect([status, stderr]).toEqual([1, expect.stringMatching(/AZURE_EA_BASE_URL is missing[^]*AZURE_EA_API_KEY .*is missing/)]);
    expect(stderr).not.toContain("AZURE_EA_ENROLLMENT is missing");
  });
});

describe("npm run reset", () => {
  const reset = (...flags: readonly string[]) =>
    spawnSync("npm", ["run", "--silent", "reset", "--", ...flags], {
      cwd: clone,
      encoding: "utf8",
      env: { ...process.env, ...ports.environment },
    });

  it("says what it would delete, and deletes nothing without --yes", () => {
    const { status, stdout } = reset();
    expect([status, stdout]).toEqual([
      1,
      expect.stringMatching(/^Would delete \.moose: [\d.]+ MB\nWould delete \.embedded: [\d.]+ MB\nNothing was deleted\./),
    ]);
    expect(existsSync(join(clone, ".moose/native_infra"))).toBe(true);
  });

  it("deletes the stack's folders and nothing else", () => {
    expect(reset("--yes").status).toBe(0);
    expect([".moose", ".embedded", "node_modules"].map((name) => existsSync(join(clone, name)))).toEqual([false, false, true]);
    expect(reset()).toMatchObject({ status: 0, stdout: "There is nothing to delete.\n" });
  });
});

describe("npm run dev refuses in one line, with exit code 1,", () => {
  const refusal = async (environment: NodeJS.ProcessEnv = {}, ...flags: readonly string[]): Promise<string> => {
    const attempt = new DevProcess(clone, { ...ports.environment, ...environment }, ...flags);
    expect(await attempt.exited).toBe(1);
    const own = attempt.said.split("\n").filter((line) => line !== "" && !/^(> |npm )/.test(line));
    expect(own).toHaveLength(1);
    await expectNothingLeft();
    return own.join();
  };

  it("a port that is taken, naming the port, who has it, and what moves it", async () => {
    const holder = createServer();
    const [taken] = (await moveStackPorts()).all;
    await new Promise<void>((resolve) => holder.listen(taken, "127.0.0.1", resolve));
    try {
      const line = await refusal({ MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(taken) }, "--stack", "embedded");
      expect(line).toContain(`port ${String(taken)} for ClickHouse (HTTP) is taken by process ${process.pid}`);
      expect(line).toContain("set MOOSE_CLICKHOUSE_CONFIG__HOST_PORT=<port> to use another");
    } finally {
      holder.close();
    }
  });

  it("a moose.config.toml that cannot be read", async () => {
    const file = join(clone, "moose.config.toml");
    const good = readFileSync(file, "utf8");
    try {
      writeFileSync(file, 'language = "Typescript\n');
      expect(await refusal()).toMatch(/moose\.config\.toml line \d+ is not TOML: unexpected .*git checkout moose\.config\.toml/);
      rmSync(file);
      expect(await refusal()).toMatch(/moose\.config\.toml is missing/);
    } finally {
      writeFileSync(file, good);
    }
  });

  it("values that cannot be used, all at once", async () => {
    const line = await refusal({ MOOSE_HTTP_SERVER_CONFIG__PORT: "70000", MOOSE_FEATURES__WORKFLOWS: "maybe" });
    expect(line).toMatch(/http_server_config\.port/);
    expect(line).toMatch(/features\.workflows/);
  });

  it("an unknown flag or stack, naming what is allowed", async () => {
    expect(await refusal({}, "--stak", "docker")).toMatch(/--stak: allowed are --stack/);
    expect(await refusal({}, "--stack", "cloud")).toMatch(/allowed are auto, docker, native, embedded/);
  });

  it("Docker, when it was asked for and no engine answers", async () => {
    expect(await refusal({ MOOSE_DEV__CONTAINER_CLI_PATH: "/bin/false" }, "--stack", "docker")).toMatch(
      /start Docker, or use --stack embedded/,
    );
  });
});
