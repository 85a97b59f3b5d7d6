import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import type { ApiProcess } from "./api-process";
import { eventually } from "../support/eventually";
import { ask, SecurityLab } from "./security-lab";
import { StatementRecorder } from "./statement-recorder";

let lab: SecurityLab;
let recorder: StatementRecorder;
let worker: ApiProcess;

beforeAll(async () => {
  lab = await SecurityLab.open();
  recorder = await StatementRecorder.start(lab.server.port);
  worker = await lab.worker({ clickhousePort: recorder.port });
});

afterAll(async () => {
  recorder.stop();
  await lab.close();
});

const rules = z.object({
  groups: z.array(
    z.object({
      name: z.string().min(1),
      rules: z.array(
        z
          .object({
            alert: z.string().regex(/^[A-Z][A-Za-z]+$/),
            expr: z.string().min(1),
            for: z
              .string()
              .regex(/^\d+[smhd]$/)
              .optional(),
            labels: z.object({ severity: z.enum(["page", "ticket"]) }).strict(),
            annotations: z.object({ summary: z.string().min(10), action: z.string().optional(), runbook: z.string() }).strict(),
          })
          .strict(),
      ),
    }),
  ),
});

const dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })).optional() })),
});

/** `name{label="x"} value` lines, without labels: what was measured how often. */
function seriesOf(text: string): ReadonlyMap<string, readonly string[]> {
  const series = new Map<string, string[]>();
  for (const line of text.split("\n")) {
    const [, name = "", rest = ""] = /^([a-z_]+)(\{.*\})? \S+$/.exec(line) ?? [];
    if (name !== "") series.set(name, [...(series.get(name) ?? []), rest]);
  }
  return series;
}

describe("GET /metrics", () => {
  beforeAll(async () => {
    const insert = (text: string): Promise<string> => lab.server.query(`INSERT INTO ${text}`, { database: "billing" });
    const key = "'acct-A-100', '2026-12-01', 'running'";
    await insert(
      `BillingSnapshot (billing_account_id, billing_period, snapshot_id, step, status, source, at) VALUES (${key}, 1, 'opened', 'azure-ea', now64(3) - 100)`,
    );
    await insert(
      `BillingSnapshotBlock (billing_account_id, billing_period, snapshot_id, first_page, last_page, state, rows, at) VALUES (${key}, 0, 41, 'stored', 5000, now64(3) - 50)`,
    );
    await insert(
      `DeliveryEvent (billing_account_id, snapshot_id, source, event, kind, delay_ms, at) VALUES ('acct-A-100', 'running', 'azure-ea', 'retry', 'throttled', 1500, now64(3))`,
    );
  });

  it("has rows and cost of each published month, runs, problems, components, and a latency histogram of every endpoint", async () => {
    for (const question of lab.questions) await ask(worker, question);
    const { status, text } = await ask(worker, { path: "/metrics" });
    expect(status).toBe(200);
    const series = seriesOf(text);
    expect(text).toMatch(/^azure_billing_snapshot_rows\{billing_account_id="acct-A-100",billing_period="2026-10-01",currency="CNY"\} 1$/m);
    expect(text).toMatch(/^azure_billing_snapshot_cost\{billing_account_id="acct-B-200",.*\} 7\.5$/m);
    expect(text).toMatch(/^azure_billing_dead_letters\{billing_account_id="[^"]*"\} \d$/m);
    expect(text).toMatch(/^azure_billing_component_up\{component="clickhouse"\} 1$/m);
    expect(text).toMatch(/^azure_billing_disk_free_bytes [1-9][\de+.]*$/m);
    expect(text).toMatch(
      /^azure_billing_delivery_rows_stored\{source="azure-ea",billing_account_id="acct-A-100",billing_period="2026-12-01"\} 5000$/m,
    );
    expect(text).toMatch(/^azure_billing_source_events\{source="azure-ea",event="retry",kind="throttled"\} 1$/m);
    expect(text).toMatch(/^azure_billing_source_waited_seconds\{source="azure-ea",event="retry",kind="throttled"\} 1\.5$/m);
    for (const { name } of lab.questions) {
      expect(series.get("azure_billing_api_request_duration_seconds_count")).toContainEqual(expect.stringContaining(`endpoint="${name}"`));
    }
  });

  it("has every metric that an alert rule or a panel of the Grafana dashboard names", async () => {
    const file = rules.parse(parse(readFileSync(join(__dirname, "../../ops/alert-rules.yaml"), "utf8")));
    const all = file.groups.flatMap((group) => group.rules);
    expect(all.length).toBeGreaterThanOrEqual(10);
    expect(new Set(all.map(({ alert }) => alert)).size).toBe(all.length);
    const { panels } = dashboard.parse(JSON.parse(readFileSync(join(__dirname, "../../ops/grafana-dashboard.json"), "utf8")));
    const shown = panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => [title, expr] as const));
    expect(shown.length).toBeGreaterThanOrEqual(10);
    const { text } = await ask(worker, { path: "/metrics" });
    const declared = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
    for (const [place, expr] of [...all.map(({ alert, expr }) => [alert, expr] as const), ...shown]) {
      const named = expr.match(/azure_billing_\w+/g) ?? [];
      expect([place, named.length > 0]).toEqual([place, true]);
      for (const name of named) {
        const base = declared.has(name) ? name : name.replace(/_(bucket|count|sum)$/, "");
        expect([place, name, declared.has(base)]).toEqual([place, name, true]);
      }
    }
  });
});

describe("a request", () => {
  const line = z.object({
    event: z.string(),
    request_id: z.string(),
    correlation_id: z.string().nullable(),
    query_ids: z.array(z.string()),
  });

  it("is found by one id in its answer, in the log, in ClickHouse's query ids and in ApiAccessLog", async () => {
    // Once before: when the snapshots began is asked once for each snapshot, and kept.
    await ask(worker, { path: "/api/allocation?month=2026-10" });
    const response = await fetch(`${worker.url}/api/allocation?month=2026-10`, { headers: { "x-request-id": "from-the-dashboard-17" } });
    const id = response.headers.get("x-request-id") ?? "";
    const logged = worker.said
      .split("\n")
      .filter((text) => text.includes(id) && text.startsWith('{"at"'))
      .map((text) => line.parse(JSON.parse(text)));
    const queryIds = (logged[0]?.query_ids ?? []).map((_, index) => `${id}-${index + 1}`);
    expect(queryIds.length).toBeGreaterThan(0);
    expect(logged).toEqual([{ event: "api-request", request_id: id, correlation_id: "from-the-dashboard-17", query_ids: queryIds }]);
    expect([...recorder.queryIds]).toEqual(expect.arrayContaining(queryIds));
    const row = await eventually(async () => {
      const found = await lab.server.query(
        `SELECT endpoint, caller, role, accounts, parameters, status, error_code, rows, queries, correlation_id
         FROM ApiAccessLog WHERE request_id = '${id}'`,
        { database: "billing" },
      );
      return found === "" ? undefined : found;
    });
    expect(row).toBe(`allocation\tdevelopment\toperator\t['*']\t{"month":"2026-10"}\t200\t\t4\t${queryIds.length}\tfrom-the-dashboard-17`);
  });

  it("that was answered right before the worker is told to end is in ApiAccessLog, or the log says that it is not", async () => {
    const ending = await lab.worker();
    const answered = await fetch(`${ending.url}/api/snapshots?month=2026-10`);
    await answered.text();
    await ending.end("SIGTERM");
    const stored = await lab.server.query(
      `SELECT count() FROM ApiAccessLog WHERE request_id = '${answered.headers.get("x-request-id") ?? ""}'`,
      {
        database: "billing",
      },
    );
    const lost = ending.said.match(/"event":"api-access-log-lost","rows":1,/g)?.length ?? 0;
    expect(Number(stored) + lost).toBeGreaterThanOrEqual(1);
  });

  it("that fails says an id and no more; the log has the reason under that id", async () => {
    await lab.server.query("RENAME TABLE MonthlyFocusCost TO Elsewhere", { database: "billing" });
    try {
      // Nobody asked for seven before: answers about published months are kept.
      const { status, text } = await ask(worker, { path: "/api/allocation?month=2026-10&limit=7" });
      expect(status).toBe(500);
      const { error } = z
        .object({ error: z.object({ id: z.string(), code: z.literal("internal"), message: z.string() }).strict() })
        .parse(JSON.parse(text));
      expect(error.message).not.toMatch(/Current|Unknown|table/i);
      expect(worker.said.split("\n").find((text) => text.includes(error.id) && text.startsWith('{"at"'))).toMatch(
        /"cause":".*MonthlyFocusCost/,
      );
    } finally {
      await lab.server.query("RENAME TABLE Elsewhere TO MonthlyFocusCost", { database: "billing" });
    }
  });
});

describe("GET /status", () => {
  const status = z.object({
    data: z.array(
      z.object({
        component: z.string(),
        state: z.enum(["healthy", "unhealthy", "stale", "unknown"]),
        since: z.string().nullable(),
        detail: z.string(),
      }),
    ),
    problems: z.array(z.object({ code: z.string(), message: z.string() })),
  });
  const read = async (): Promise<{ readonly code: number } & z.infer<typeof status>> => {
    const answer = await ask(worker, { path: "/status" });
    return { code: answer.status, ...status.parse(JSON.parse(answer.text)) };
  };

  it("says which part is unhealthy and since when, and that it is healthy again", async () => {
    await lab.server.query("TRUNCATE TABLE WorkflowExecution", { database: "billing" });
    await lab.server.query("TRUNCATE TABLE ActiveBillingSnapshot", { database: "billing" });
    expect((await read()).problems).toEqual([]);
    const stopped = Date.now();
    await lab.server.signal("SIGKILL");
    const unhealthy = await read();
    expect(unhealthy.code).toBe(503);
    const since = unhealthy.data.find(({ component }) => component === "clickhouse")?.since ?? "";
    expect(Date.parse(since)).toBeGreaterThanOrEqual(stopped);
    expect(unhealthy.problems).toEqual([
      { code: "component-unhealthy", message: `clickhouse is unhealthy since ${since}: did not answer three queries within 3 s each` },
    ]);
    expect((await read()).data.find(({ component }) => component === "clickhouse")?.since).toBe(since);
    expect((await ask(worker, { path: "/api/costs?month=2026-10" })).status).toBe(503);
    await lab.server.start();
    expect(await read()).toMatchObject({ code: 200, problems: [] });
  });

  it("says how far a delivery is that is being read", async () => {
    const running = (await read()).data.find(({ component }) => component === "delivery of acct-A-100 2026-12-01");
    expect(running?.state).toBe("healthy");
    expect(running?.detail).toMatch(/^azure-ea: 42 parts, 5000 rows stored, (?:9\d|100) rows\/s, last stored 20/);
  });

  it("says since when the bills are older than expected, which is not a fault of a part, and since when a workflow has been failing", async () => {
    const insert = (values: string): Promise<string> =>
      lab.server.query(`INSERT INTO WorkflowExecution (workflow, started_at, ended_at, outcome, detail) VALUES ${values}`, {
        database: "billing",
      });
    await lab.server.query(
      "INSERT INTO ActiveBillingSnapshot VALUES ('acct-A-100', '2026-10-01', 'snapA2', 1, 'published', now64(3) - INTERVAL 48 HOUR)",
      { database: "billing" },
    );
    const stale = await read();
    expect(stale.code).toBe(200);
    expect(stale.problems).toEqual([
      {
        code: "component-stale",
        message: expect.stringMatching(/^extraction of acct-A-100 is stale since 20.*Z: last published 20/) as string,
      },
    ]);
    await insert(
      "('extract', now64(3) - 9000, now64(3) - 8000, 'succeeded', 'well'), ('extract', now64(3) - 7000, now64(3) - 6000, 'failed', 'first')",
    );
    await insert("('extract', now64(3) - 5000, now64(3) - 4000, 'failed', 'second')");
    const { code, data } = await read();
    expect(code).toBe(503);
    const hours = (since: string | null | undefined): number => (Date.now() - Date.parse(since ?? "")) / 3_600_000;
    const workflow = data.find(({ component }) => component === "workflow extract-month");
    expect(workflow).toMatchObject({ state: "unhealthy", detail: "second" });
    expect(hours(workflow?.since)).toBeCloseTo(6000 / 3600, 1);
    const extraction = data.find(({ component }) => component === "extraction of acct-A-100");
    expect(extraction?.state).toBe("stale");
    expect(hours(extraction?.since)).toBeCloseTo(12, 1);
    await insert("('extract-month', now64(3) - 3000, now64(3) - 2000, 'succeeded', 'by the workflow')");
    expect((await read()).data.find(({ component }) => component === "workflow extract-month")).toMatchObject({ state: "healthy" });
  });
});
