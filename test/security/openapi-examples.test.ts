import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fileParameters } from "../../app/apis/files/file-request";
import { answerBudgets } from "../../app/apis/answers/answer-budgets";
import { answerCommitments } from "../../app/apis/answers/answer-commitments";
import { answerUnitCosts } from "../../app/apis/answers/answer-unit-costs";
import { answerDataQuality } from "../../app/apis/answers/answer-data-quality";
import { answerForecast } from "../../app/apis/answers/answer-forecast";
import type { MooseClient } from "../../app/runtime/clickhouse/moose-client";
import { createEnrichmentContext } from "../../app/domain/charge/enrichment-context";
import { compileApplicationTags } from "../../app/domain/resource-tracking/compile-application-tags";
import { sha256Hex } from "../../app/runtime/sha256-hex";
import { extractMonth } from "../../app/pipeline/extract-month";
import { recordExecution } from "../../app/pipeline/record-execution";
import { startSimulator } from "../../simulator/start-simulator";
import type { Simulator } from "../../simulator/simulator";
import { createDatabase } from "../support/create-database";
import { answerPattern, docCommands, runDocCommand } from "../support/doc-commands";
import { openApiRequest } from "../support/open-api-request";
import { daysFrom, publishDays } from "../support/publish-days";
import { openLab } from "../support/snapshot-lab";
import type { ApiProcess } from "./api-process";
import { ask, exampleOf, SecurityLab } from "./security-lab";
import { connectClickhouse } from "../support/connect-clickhouse";

const enrollment = "100";
const vmRule = {
  id: 1,
  pattern: "vm",
  match_kind: "contains",
  scope: "any",
  application: "platform",
  cmdb_service: "",
  priority: 100,
  enabled: true,
  valid_from: null,
  valid_to: null,
} as const;
const otherRule = { ...vmRule, id: 2, pattern: "legacy-", match_kind: "prefix", application: "archive" } as const;
const today = "2026-11-21";

let lab: SecurityLab;
let worker: ApiProcess;
let simulator: Simulator;
let client: MooseClient;

/** A small estate with everything that an API can tell of: three months, one of them read twice, rules, budgets, a run that failed, a dead letter. */
beforeAll(async () => {
  lab = await SecurityLab.open();
  const { server } = lab;
  await createDatabase(server, "demo");
  const query = (sql: string): Promise<string> => server.query(sql, { database: "demo" });
  simulator = await startSimulator({ seed: 1, enrollments: [{ number: enrollment, key: "simulator-key", rows: 600 }], today, months: 3 });
  const { matcher } = compileApplicationTags([vmRule, otherRule], "level-first");
  const context = createEnrichmentContext({ taxRate: "0.06", matcher, sha256: sha256Hex });
  const extraction = openLab({ clickhousePort: server.port, database: "demo", simulatorUrl: simulator.url, today });
  for (const [index, month] of [9, 10, 10, 11].entries()) {
    if (index === 2) simulator.restate({ enrollment, month: "2026-10" });
    const now = new Date(`2026-11-21T02:0${index}:00Z`);
    const id = `0000000${index}`;
    const deps = {
      ...extraction.deps,
      now: () => now,
      randomId: () => id,
      enrichment: () => context,
    };
    const request = { enrollment, year: 2026, month };
    const outcome = await extractMonth(request, deps, new AbortController().signal, () => undefined);
    expect(outcome).toMatchObject({ kind: "published" });
    await recordExecution(deps.database, "extract-month", request, now, outcome);
  }
  await query("ALTER TABLE WorkflowExecution UPDATE ended_at = started_at + INTERVAL 4 SECOND WHERE 1 SETTINGS mutations_sync = 1");
  const rules = [vmRule, otherRule].map((rule) => JSON.stringify(rule)).join("\n");
  await server.query("INSERT INTO ApplicationTag FORMAT JSONEachRow", { database: "demo" }, rules);
  await publishDays(
    server,
    "demo",
    "200",
    daysFrom("2026-05-01", 92).map((date) => ({ date, cost: date === "2026-07-14" ? "320.5" : "100", service: "Bandwidth" })),
  );
  await query(
    `INSERT INTO AzureBillingDetailDeadLetter (letter_id, original, reason, failed_at, version)
     VALUES ('85426c55', '{"enrollment":"100","currency":"CNY"}', 'neither a date nor a cost', '2026-11-20 08:00:00', '2026-11-20 08:00:00')`,
  );
  await query(
    `INSERT INTO Budget (id, billing_account_id, scope_kind, scope_value, month, currency, amount, enabled)
     VALUES ('november', '100', 'account', '', '2026-11', 'CNY', '90000', true)`,
  );
  await query(
    `INSERT INTO BusinessMetric (day, entity, metric, value, unit, source)
     VALUES ('2026-10-01', 'shop', 'orders', 1200, 'orders', 'till'), ('2026-10-02', 'shop', 'orders', 1350, 'orders', 'till')`,
  );
  await query(
    `INSERT INTO Emission (billing_account_id, month, set_id, provider, sub_account_id, resource_id, service, region, scope, method, model_version, kilograms, problem)
     VALUES ('100', '2026-10-01', '20261120080000-85426c55', 'Microsoft', 's-1', '/subscriptions/s-1/vm-1', 'microsoft.compute/virtualmachines', 'chinaeast2', 'scope-2', 'unspecified', '', toDecimal256('12.5', 38), ''),
       ('100', '2026-10-01', '20261120080000-85426c55', 'Microsoft', 's-2', '', '', '', 'scope-2', 'unspecified', '', NULL, 'access-denied')`,
  );
  await query(
    `INSERT INTO ActiveRecordSet (records, billing_account_id, month, set_id, activation, source, rows)
     VALUES ('emissions', '100', '2026-10-01', '20261120080000-85426c55', 1, 'azure-emissions', 2)`,
  );
  await query(
    `INSERT INTO TaggingAudit (billing_account_id, snapshot_id, charge_id, date, winner_id, winner_application, winner_level, match_order, reason, levels, ingested_at)
     SELECT '100', snapshot_id, 'c0ffee', '2026-10-03', 1, 'PAYMENTS', 'resource_group', 'level-first', 'priority',
       [('resource_group', 'rg-pay-prod', 2, ['1 pay PAYMENTS', '7 prod PLATFORM'])], '2026-11-21 02:00:00'
     FROM CurrentBillingSnapshot WHERE billing_period = '2026-10-01'`,
  );
  await query(
    `INSERT INTO SavedView (id, step, owner, owner_via, name, question, shared, pinned, at)
     VALUES ('0b7e6a52', 'saved', 'finance', 'key', 'October by owner', '{"endpoint":"costs","parameters":{"month":"2026-10","group":"owner"}}', true, '', '2026-11-20 08:00:00')`,
  );
  // A version is an instant, which examples cannot have anew each time.
  await query("ALTER TABLE SharedCostRule MODIFY COLUMN updated_at REMOVE MATERIALIZED");
  await query(
    `INSERT INTO SharedCostRule (id, billing_account_id, name, priority, filters, method, targets, updated_at)
     VALUES ('support', '100', 'Support', 100, '[{"field":"meter_category","op":"in","values":["Azure Support"]}]', 'even',
       '[{"owner":"PLATFORM","weight":null},{"owner":"SHOP","weight":null}]', '2026-11-20 08:00:00')`,
  );
  const target = `{"id":"november","billing_account_id":"100","scope_kind":"account","scope_value":"","month":"2026-11","currency":"CNY","amount":"90000","enabled":true}`;
  const effect = '[{"month":"2026-11","currency":"CNY","before":null,"after":"90000","difference":"90000"}]';
  for (const [step, at] of [
    ["asked", "2026-11-20 08:00:00.000"],
    ["done", "2026-11-20 08:00:00.021"],
  ] as const)
    await query(
      `INSERT INTO AuditEvent (at, change_id, step, caller, via, role, action, target, reason, before, after, effect, effective_from, detail)
       VALUES ('${at}', '85426c55', '${step}', 'finance', 'token', 'editor', 'budget.set', '100/november', 'growth', '', '${target}', '${effect}', '2026-11-01', '')`,
    );
  await extraction.close();
  client = connectClickhouse(server.port, "demo");
  worker = await lab.worker({ database: "demo" });
});

afterAll(async () => {
  await client.close();
  await simulator.close();
  await lab.close();
});

it("the examples in the OpenAPI document are what the APIs answer", async () => {
  const now = openApiRequest(client, `${today}T06:00:00Z`);
  // These tell of the day on which they are asked.
  const ofToday: Readonly<Record<string, () => Promise<unknown>>> = {
    commitments: () => answerCommitments({ month: "2026-10" }, now),
    "data-quality": () => answerDataQuality({ month: "2026-10", billing_account: enrollment }, now),
    forecast: () => answerForecast({ month: "2026-11" }, now),
    budgets: () => answerBudgets({ month: "2026-11" }, now),
    "unit-costs": () =>
      answerUnitCosts({ entity: "shop", business_metric: "orders", from: "2026-10-01", to: "2026-10-02", billing_account: "100" }, now),
  };
  const examples: Record<string, unknown> = {};
  for (const api of [...lab.endpoints.apis].sort((left, right) => (left.name < right.name ? -1 : 1))) {
    const query = exampleOf(api);
    if (api.name === "anomalies") query.set("month", "2026-07");
    if (api.name === "focus-findings") query.set("passed", "true");
    const answer = await ask(worker, { path: `/api/${api.name}?${query.toString()}` });
    expect([api.name, answer.status]).toEqual([api.name, 200]);
    examples[api.name] = firstRows((await ofToday[api.name]?.()) ?? JSON.parse(answer.text));
  }
  const exchanges = new Set(lab.endpoints.exchanges.map(({ name }) => name).filter((name) => !ofProcesses.has(name)));
  for (const question of lab.questions.filter(({ name }) => exchanges.has(name))) {
    const answer = await ask(worker, question);
    expect([question.name, answer.status, answer.text.slice(0, 300)]).toEqual([question.name, 200, expect.anything()]);
    examples[question.name] = firstRows(JSON.parse(answer.text));
  }
  await expect(`${JSON.stringify(examples, null, 2)}\n`).toMatchFileSnapshot("../../app/apis/openapi/answer-examples.json");
});

it("each command in the examples of docs/api.md gives an answer of the form that stands below it", () => {
  const cwd = process.cwd();
  const variables = new Map([
    ["last", "2026-10"],
    ["month", "2026-11"],
  ]);
  let answered = 0;
  for (const { command, answer } of docCommands("docs/api.md", "Examples")) {
    // The demo reads the current month twice, and the estate here the one before.
    const restated = command.includes("/api/changes") ? command.replace("$month", "$last") : command;
    const here = restated.replaceAll("http://localhost:4000", worker.url).replaceAll("100100", enrollment);
    const [, name] = /^(\w+)=\$\(/.exec(command) ?? [];
    const env = { ...process.env, ...Object.fromEntries(variables) };
    if (name !== undefined) {
      if (!variables.has(name)) variables.set(name, runDocCommand(`${here}\necho "$${name}"`, { cwd, env }));
      continue;
    }
    const said = runDocCommand(here, { cwd, env });
    expect([command, said]).toEqual([command, expect.stringMatching(answerPattern(answer ?? "", true)) as string]);
    answered += 1;
  }
  expect(answered).toBeGreaterThan(8);
});

it("the documents name endpoints and parameters that are there, and docs/api.md names every API", () => {
  const parametersOf = new Map(lab.endpoints.apis.map(({ name, parameters }) => [name, new Set(parameters.map((one) => one.name))]));
  const root = join(__dirname, "../..");
  const pages = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
  const wrong: string[] = [];
  for (const page of ["README.md", "CONTRIBUTING.md", ...pages.map((file) => join("docs", file))]) {
    for (const [text, name = "", query = ""] of readFileSync(join(root, page), "utf8").matchAll(
      /(?<!\/rest)\/api\/([a-z-]+)(\?[^\s'"`)]*)?/g,
    )) {
      const known = parametersOf.get(name);
      const asked = [...query.matchAll(/[?&]([\w-]+)=/g)].map(([, parameter = ""]) => parameter);
      if (known === undefined || asked.some((parameter) => !known.has(parameter) && !fileParameters.some(({ name }) => name === parameter)))
        wrong.push(`${page}: ${text}`);
    }
  }
  expect(wrong).toEqual([]);
  const api = readFileSync(join(root, "docs/api.md"), "utf8");
  const without = [...parametersOf.keys()].filter((name) => !api.includes(`/api/${name}\``));
  expect(without, "these have no row in docs/api.md").toEqual([]);
});

/** What they answer is not JSON, or tells of the processes that answer and of this machine. */
const ofProcesses: ReadonlySet<string> = new Set([
  "assistant",
  "components",
  "focus-export",
  "metrics",
  "openapi",
  "posted-fixture",
  "records",
  "settings",
  "status",
  "workflow-operations",
]);

/** An example is to be read: the first row of each list, and the first three values of a row's own. */
function firstRows(value: unknown, depth = 0): unknown {
  if (Array.isArray(value)) return value.slice(0, depth <= 1 ? 1 : 3).map((one: unknown) => firstRows(one, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  if ("checked_at" in value) return { ...value, checked_at: "2026-11-21 02:01:04.000" };
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, firstRows(one, depth + 1)]));
}
