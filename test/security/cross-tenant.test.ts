import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { accountFilters } from "../../app/domain/access/account-filters";
import { sharedTables } from "../../app/apis/serving/table-scopes";
import type { ApiProcess } from "./api-process";
import { TokenIssuer } from "./bearer-tokens";
import { inParallel } from "./in-parallel";
import { type Answered, ask, engineText, exampleOf, SecurityLab } from "./security-lab";
import { sampleOf } from "../support/test-size";
import { marksOf, personMarks, tenantA, tenantB } from "./seed-tenants";

/** `npm test` asks each parameter by one of seven names, the next one by another, and for accounts by all, and each view in one of eight ways. */
const isAccount = (parameter: string): boolean => /account/.test(parameter);
const shareOf = (values: readonly string[], parameter: string, index: number): readonly string[] =>
  isAccount(parameter) ? values : sampleOf(values, index, 7);

/** Endpoints that show nobody's data in particular: for all others the test below must have found data that it could have leaked. */
const nobodysData: ReadonlySet<string> = new Set([
  "application-tag-operations",
  "application-tags",
  "audit",
  // A target is found by its id; a test of its own asks for those of others.
  "budget-operations",
  // Values of metrics belong to no account: those who see all accounts see them.
  "business-metrics",
  "components",
  "me",
  "metrics",
  // A test of its own saves and sends them.
  "report-operations",
  "openapi",
  "settings",
  // A rule is found by its id, as a target is.
  "shared-cost-operations",
  "source-operations",
  "status",
  // A test of its own saves, shares and runs them.
  "views",
  "workflow-executions",
  "workflow-operations",
]);

let lab: SecurityLab;
let worker: ApiProcess;
const issuer = new TokenIssuer();

beforeAll(async () => {
  lab = await SecurityLab.open();
  worker = await lab.worker({ flags: issuer.flags() });
});

afterAll(async () => {
  await lab.close();
});

/** What is asked, and not what is sent: POST /records answers with counts alone. */
function askingQuestions(): SecurityLab["questions"] {
  return lab.questions.filter(({ path }) => !path.startsWith("/records"));
}

/** Everything that names tenant B, or could; and tenant A, whose own answers show that the questions are good ones. */
const names = [tenantB, tenantA].flatMap(({ account, letter }) => [
  account,
  `snap${letter}1`,
  `snap${letter}2`,
  `tenant-${letter}~resource_group`,
]);
const namesOfB = [...names, "tenant-B~subscription_guid", "2026-10", "2026-11", "*", "%", ""];

/** Every question with every name of B in every place. */
function questions(): readonly { readonly name: string; readonly path: string; readonly method: string; readonly body?: string }[] {
  const apis = lab.endpoints.apis.flatMap((api, turn) => {
    const address = (query: URLSearchParams): string => `/api/${api.name}?${query.toString()}`;
    const one = api.parameters.flatMap((parameter, index) =>
      shareOf(namesOfB, parameter.name, turn + index).map((value) => {
        const query = exampleOf(api);
        if (parameter.name === "from" || parameter.name === "to") query.delete("month");
        query.set(parameter.name, value);
        return query;
      }),
    );
    // An account and everything else of it at once, as somebody asks who has seen B's links.
    const whole = [tenantA, tenantB]
      .flatMap(({ account }) => ["2026-10", "2026-11"].map((month) => ({ account, month })))
      .map(({ account, month }) => {
        const query = exampleOf(api);
        for (const { name } of api.parameters) {
          if (isAccount(name)) query.set(name, account);
          if (/month|period/.test(name)) query.set(name, month);
        }
        return query;
      });
    const files = ["csv", "parquet"].flatMap((format) =>
      [exampleOf(api), ...whole].map(
        (query) => new URLSearchParams([...query, ["format", format], ...(format === "csv" ? [["metadata", "true"]] : [])]),
      ),
    );
    return [exampleOf(api), ...one, ...whole, ...files].map((query) => ({ name: api.name, path: address(query), method: "GET" }));
  });
  const posted = askingQuestions()
    .filter(({ body }) => body !== undefined)
    .flatMap((question) => {
      const example = z.record(z.unknown()).parse(JSON.parse(question.body ?? "{}"));
      const changed = Object.keys({ ...example, accounts: 0, filters: 0 }).flatMap((name, index) =>
        shareOf(namesOfB, name, index).flatMap((value) => [
          { ...example, [name]: value },
          { ...example, [name]: [value] },
        ]),
      );
      const whole = Object.fromEntries(Object.entries(example).filter(([name]) => name !== "limit"));
      const file =
        question.path === "/query" ? [{ ...question, path: "/query?format=csv&metadata=true", body: JSON.stringify(whole) }] : [];
      return [...file, ...[example, ...changed].map((body) => ({ ...question, body: JSON.stringify(body) }))];
    });
  const pages = askingQuestions().filter(({ method, body }) => method === "GET" && body === undefined);
  return [...apis, ...posted, ...pages];
}

/** Endpoints that repeat what was asked: the change as it was asked for, or the id of an assistant's message. */
const echoing: ReadonlySet<string> = new Set(["budget-operations", "application-tag-operations", "shared-cost-operations", "assistant"]);

/**
 * What an answer says, but for the names that it quotes of its own question, which are the caller's: those in a 400, the parameters in a
 * file's metadata, and the value of a filter that matches nothing. The nearest values are the answer's own.
 */
function withoutQuotes(
  { status, text }: Answered,
  { name, path, body = "" }: { readonly name: string; readonly path: string; readonly body?: string },
): string {
  if (status === 400 || echoing.has(name)) {
    const asked = decodeURIComponent(path) + body;
    return namesOfB.filter((one) => one.length > 1 && asked.includes(one)).reduce((rest, one) => rest.replaceAll(one, ""), text);
  }
  if (path.includes("format=")) {
    const asked = [...new URLSearchParams(path.split("?")[1])].flatMap(([key, value]) => [
      `${JSON.stringify(key)}:${JSON.stringify(value)}`,
      `"value":${JSON.stringify(value)}`,
      `\\"${value}\\"`,
    ]);
    return asked.reduce((rest, one) => rest.replaceAll(one, ""), text);
  }
  if (!text.includes("filter-matches-nothing")) return text;
  const { data: answer } = z
    .object({ problems: z.array(z.record(z.unknown())) })
    .passthrough()
    .safeParse(JSON.parse(text));
  // The OpenAPI document has such an answer as an example.
  if (answer === undefined) return text;
  const problems = answer.problems.map((problem) =>
    problem["code"] === "filter-matches-nothing" ? { ...problem, message: undefined, value: undefined } : problem,
  );
  return JSON.stringify({ ...answer, problems });
}

describe("a token of one billing account", () => {
  it("never gets a row of another account from any endpoint, where a caller of all accounts gets one", async () => {
    const token = issuer.token({ roles: ["operator"], billing_accounts: [tenantA.account] });
    const everything = issuer.token({ roles: ["operator"], billing_accounts: "*" });
    const couldLeak = new Set<string>();
    const answered = new Set<string>();
    let asked = 0;
    await inParallel(questions(), 8, async (question) => {
      const own = await ask(worker, question, token);
      expect([question, marksOf(tenantB).exec(withoutQuotes(own, question))]).toEqual([question, null]);
      if (marksOf(tenantA).test(own.text)) answered.add(question.name);
      if (!couldLeak.has(question.name) && marksOf(tenantB).test((await ask(worker, question, everything)).text))
        couldLeak.add(question.name);
      asked += 1;
    });
    const withData = askingQuestions()
      .filter(({ name }) => !nobodysData.has(name))
      .map(({ name }) => name);
    expect([...couldLeak].sort()).toEqual(expect.arrayContaining(withData.sort()));
    const own = askingQuestions()
      .filter(({ name, everyAccount }) => !nobodysData.has(name) && !everyAccount)
      .map(({ name }) => name);
    expect([...answered].sort()).toEqual(expect.arrayContaining(own.sort()));
    expect(asked).toBeGreaterThan(100);
  }, 1_200_000);

  it("sees no names of people unless it may", async () => {
    const without = async (roles: readonly string[], asked: readonly { readonly path: string }[]): Promise<void> => {
      const token = issuer.token({ roles, billing_accounts: "*" });
      await inParallel(asked, 8, async (question) => {
        const { text } = await ask(worker, question, token);
        expect([question, personMarks.exec(text)]).toEqual([question, null]);
      });
    };
    await without(["reader"], [...askingQuestions(), ...sampleOf(questions(), 0, 5)]);
    await without(["editor"], askingQuestions());
    let withNames = 0;
    for (const roles of [["editor", "personal-data"], ["operator"]]) {
      const token = issuer.token({ roles, billing_accounts: "*" });
      await inParallel(askingQuestions(), 8, async (question) => {
        if (personMarks.test((await ask(worker, question, token)).text)) withNames += 1;
      });
    }
    expect(withNames).toBeGreaterThan(0);
  }, 1_200_000);

  it("finds another's snapshot as little as one that never was", async () => {
    const token = issuer.token({ billing_accounts: [tenantA.account] });
    const foreign = await ask(worker, { path: `/api/changes?billing_account=${tenantB.account}&month=2026-10` }, token);
    const never = await ask(worker, { path: "/api/changes?billing_account=C300&month=2026-10" }, token);
    const withoutId = ({ text }: { readonly text: string }): string => text.replace(/"id":"[^"]+"/, "");
    expect([foreign.status, withoutId(foreign)]).toEqual([404, withoutId(never)]);
  });
});

describe("an editor of one billing account", () => {
  const operate = (body: object): Promise<Answered> => {
    const token = issuer.token({ roles: ["editor"], billing_accounts: [tenantA.account] });
    return ask(worker, { path: "/operations/budgets", method: "POST", body: JSON.stringify(body) }, token);
  };
  const target = { scope_kind: "account", month: "2026-10", currency: "CNY", amount: "5" };

  it("sets targets of that account, and neither sees nor changes one of another", async () => {
    const own = { id: `tenant-${tenantA.letter}~id`, billing_account: tenantA.account };
    const foreign = { id: `tenant-${tenantB.letter}~id`, billing_account: tenantB.account };
    const seen = await operate({ operation: "try", ...target, ...own });
    expect([seen.status, seen.text.includes('"before":{')]).toEqual([200, true]);
    const hidden = await operate({ operation: "try", ...target, ...foreign });
    expect([hidden.status, hidden.text.includes('"before":null')]).toEqual([200, true]);
    expect((await operate({ operation: "set", ...target, ...own })).status).toBe(200);
    expect((await operate({ operation: "set", ...target, ...foreign })).status).toBe(403);
    expect((await operate({ operation: "withdraw", ...foreign })).status).toBe(404);
    const amounts = await lab.server.query("SELECT billing_account_id, amount FROM Budget FINAL ORDER BY billing_account_id", {
      database: "billing",
    });
    expect(amounts).toBe(`${tenantA.account}\t5\n${tenantB.account}\t100`);
    const events = await lab.server.query("SELECT target, step, caller FROM AuditEvent ORDER BY at, step", { database: "billing" });
    expect(events.split("\n").map((line) => line.split("\t").join(" "))).toEqual([
      `${tenantA.account}/${own.id} asked somebody`,
      `${tenantA.account}/${own.id} done somebody`,
      `${tenantB.account}/${foreign.id} asked somebody`,
      `${tenantB.account}/${foreign.id} failed somebody`,
    ]);
  });
});

describe("a rule of shared costs", () => {
  const ofA = (): string => issuer.token({ roles: ["editor"], billing_accounts: [tenantA.account] });
  const operate = (body: object): Promise<Answered> =>
    ask(worker, { path: "/operations/shared-cost-rules", method: "POST", body: JSON.stringify(body) }, ofA());
  const rule = {
    id: "shared",
    filters: [{ field: "service_name", op: "not_in", values: ["none"] }],
    method: "even",
    targets: [{ owner: "pay" }],
  };

  it("is set, tried and seen in one's own account only, and moves nothing of another", async () => {
    const of = (account: string, operation: string): object => ({ ...rule, operation, billing_account: account, month: "2026-10" });
    expect((await operate(of(tenantA.account, "set"))).status).toBe(200);
    expect((await operate(of(tenantB.account, "set"))).status).toBe(403);
    const tried = await operate(of(tenantB.account, "try"));
    expect([tried.status, tried.text.includes('"owners":[]'), tried.text.includes('"before":null')]).toEqual([200, true, true]);
    const withdrawn = await operate({ operation: "withdraw", id: "network", billing_account: tenantB.account });
    expect(withdrawn.status).toBe(404);
    const seen = await ask(worker, { path: "/api/shared-costs?month=2026-10" }, ofA());
    expect([seen.status, seen.text.includes('"id":"shared"'), marksOf(tenantB).exec(seen.text)]).toEqual([200, true, null]);
    const ofB = await ask(worker, { path: "/api/shared-costs?month=2026-10" }, issuer.token({ billing_accounts: [tenantB.account] }));
    expect([ofB.status, ofB.text.includes('"id":"shared"'), marksOf(tenantA).exec(ofB.text)]).toEqual([200, false, null]);
  });

  it("that weighs by a business metric is set by callers of all accounts, and one of some sees its shares and no value", async () => {
    await lab.server.query(
      "INSERT INTO BusinessMetric (day, entity, metric, value) VALUES ('2026-10-01', 'Pay', 'tickets', '30017'), ('2026-10-01', 'SHOP', 'tickets', '90051')",
      { database: "billing" },
    );
    const byTickets = {
      ...rule,
      id: "tickets",
      priority: 0,
      method: "metric",
      business_metric: "tickets",
      targets: [{ owner: "pay" }, { owner: "shop" }],
    };
    const body = { ...byTickets, operation: "set", billing_account: tenantA.account, month: "2026-10" };
    expect((await operate(body)).status).toBe(403);
    const ofAll = issuer.token({ roles: ["editor"], billing_accounts: "*" });
    const set = await ask(worker, { path: "/operations/shared-cost-rules", method: "POST", body: JSON.stringify(body) }, ofAll);
    expect(set.status).toBe(200);
    const seen = await ask(worker, { path: "/api/shared-costs?month=2026-10" }, ofA());
    expect([seen.status, seen.text.includes('"share":"0.25"'), seen.text.includes('"share":"0.75"')]).toEqual([200, true, true]);
    expect(/30017|90051/.exec(seen.text)).toBe(null);
    expect((await ask(worker, { path: "/api/business-metrics" }, ofA())).text).toContain('"data":[]');
    expect((await operate({ operation: "withdraw", id: "tickets", billing_account: tenantA.account })).status).toBe(200);
  });
});

describe("a view that is shared", () => {
  const everything = (): string => issuer.token({ sub: "owner", roles: ["reader"], billing_accounts: "*" });
  const ofA = (): string => issuer.token({ sub: "reader-of-A", billing_accounts: [tenantA.account] });
  const asking = async (token: string, body: object): Promise<Answered> =>
    ask(worker, { path: "/views", method: "POST", body: JSON.stringify(body) }, token);
  const answered = z.object({ data: z.array(z.record(z.unknown())), snapshots: z.array(z.object({ billing_account_id: z.string() })) });
  const save = async (body: object): Promise<string> => {
    const { status, text } = await asking(everything(), { operation: "save", ...body });
    expect([status, text]).toEqual([200, text]);
    return String(answered.parse(JSON.parse(text)).data[0]?.["id"]);
  };
  const question = { endpoint: "costs", parameters: { month: "2026-10", group: "billing_account,resource_group" } };

  it("is the question alone: a reader of one account gets that account's rows, and the owner all", async () => {
    const id = await save({ name: "by group", question, shared: true });
    const [own, all] = [await asking(ofA(), { operation: "run", id }), await asking(everything(), { operation: "run", id })];
    expect([own.status, marksOf(tenantA).test(own.text), marksOf(tenantB).exec(own.text)]).toEqual([200, true, null]);
    expect([marksOf(tenantA).test(all.text), marksOf(tenantB).test(all.text)]).toEqual([true, true]);
    const direct = await ask(worker, { path: "/api/costs?month=2026-10&group=billing_account,resource_group" }, ofA());
    expect(JSON.parse(own.text)).toEqual(JSON.parse(direct.text));
    const posted = await save({
      name: "posted",
      shared: true,
      question: {
        endpoint: "query",
        body: { measures: ["billed_cost"], dimensions: ["billing_account"], timeRange: { from: "2026-10", to: "2026-10" } },
      },
    });
    const ran = await asking(ofA(), { operation: "run", id: posted });
    expect([ran.status, marksOf(tenantA).test(ran.text), marksOf(tenantB).exec(ran.text)]).toEqual([200, true, null]);
  });

  it("that names another account, or is not shared, is not there for others: neither listed, run nor removed", async () => {
    const named = { endpoint: "costs", parameters: { month: "2026-10", billing_account: tenantB.account } };
    const filter = { field: "billing_account", values: [tenantA.account, tenantB.account] };
    const body = { measures: ["billed_cost"], filters: [filter], timeRange: { from: "2026-10", to: "2026-10" } };
    const hidden = [
      await save({ name: "of B", question: named, shared: true }),
      await save({ name: "of both", question: { endpoint: "query", body }, shared: true }),
      await save({ name: "private", question }),
    ];
    const seen = await asking(ofA(), { operation: "list" });
    expect(marksOf(tenantB).exec(seen.text)).toBe(null);
    for (const id of hidden) {
      expect(seen.text).not.toContain(id);
      expect((await asking(ofA(), { operation: "run", id })).status).toBe(404);
      expect((await asking(ofA(), { operation: "remove", id })).status).toBe(404);
      expect((await asking(ofA(), { operation: "save", id, name: "mine", question })).status).toBe(404);
      expect((await asking(everything(), { operation: "run", id })).status).toBe(200);
    }
    const shared = await save({ name: "kept", question, shared: true });
    expect((await asking(ofA(), { operation: "remove", id: shared })).status).toBe(403);
    const twin = issuer.token({ sub: "owner", roles: ["reader"], billing_accounts: [tenantA.account] });
    expect((await asking(twin, { operation: "remove", id: shared })).status).toBe(200);
    expect((await asking(everything(), { operation: "run", id: shared })).status).toBe(404);
  });

  it("that is pinned speaks of its snapshots also when others are published, to each reader of those of his accounts", async () => {
    const id = await save({ name: "pinned", question, shared: true, pin: true });
    const before = await asking(ofA(), { operation: "run", id });
    const listed = await asking(ofA(), { operation: "list" });
    expect([listed.text.includes("snapA2"), listed.text.includes("snapB2")]).toEqual([true, false]);
    const activation = (letter: "A" | "B", number: 1 | 2, count: number): Promise<string> =>
      lab.server.query(
        `INSERT INTO ActiveBillingSnapshot (billing_account_id, billing_period, snapshot_id, activation, reason, activated_at)
         VALUES ('${letter === "A" ? tenantA.account : tenantB.account}', '2026-10-01', 'snap${letter}${number}', ${count}, 'rolled-back', now64(3))`,
        { database: "billing" },
      );
    await activation("A", 1, 3);
    const current = await ask(worker, { path: "/api/costs?month=2026-10&group=billing_account,resource_group" }, ofA());
    const pinned = await asking(ofA(), { operation: "run", id });
    await activation("A", 2, 4);
    expect(current.text).toContain("snapA1");
    expect(JSON.parse(pinned.text)).toEqual(JSON.parse(before.text));
    const step = (status: string, number: number): Promise<string> =>
      lab.server.query(
        `INSERT INTO BillingSnapshot (billing_account_id, billing_period, snapshot_id, step, status, at)
         VALUES ('${tenantA.account}', '2026-10-01', 'snapA2', ${number}, '${status}', now64(3))`,
        { database: "billing" },
      );
    await step("dropped", 5);
    const dropped = await asking(ofA(), { operation: "run", id });
    await lab.server.query("DELETE FROM BillingSnapshot WHERE step = 5", { database: "billing" });
    expect([dropped.status, dropped.text.includes("snapA2")]).toEqual([409, true]);
  });

  it.each([
    [{ name: "x", question: { endpoint: "nothing" } }, 400, "endpoint"],
    [{ name: "x", question: { endpoint: "costs", parameters: { month: "2026-13" } } }, 400, "month"],
    [{ name: "x", question: { endpoint: "costs", parameters: { colour: "red" } } }, 400, "colour"],
    [{ name: "x", question: { endpoint: "query", body: { measures: ["all"] } } }, 400, "measures"],
    [{ name: "x", question: { endpoint: "dead-letters" } }, 403, ""],
    [{ name: "x", question: { endpoint: "data-quality", parameters: { month: "2026-10" } }, pin: true }, 400, "pin"],
    [{ name: "", question }, 400, "name"],
    [{ name: "x", question: { endpoint: "costs", parameters: { month: "last-month" } }, pin: true }, 400, "pin"],
    [{ name: "moving", question: { endpoint: "costs", parameters: { from: "last-month", to: "this-month" } } }, 200, "moving"],
  ])("is checked by the endpoint's own parameters: %j is %i", async (body, status, parameter) => {
    const reader = issuer.token({ roles: ["reader"], billing_accounts: "*" });
    const { status: given, text } = await asking(reader, { operation: "save", ...body });
    expect([given, text]).toEqual([status, expect.stringContaining(parameter)]);
    expect(text).not.toMatch(engineText);
  });
});

describe("the filters of a caller, in the engine", () => {
  const map = z.object({
    tables: z.record(z.object({ name: z.string(), columns: z.array(z.object({ name: z.string() })) })),
    views: z.record(z.object({ name: z.string() })),
  });
  const declared = (): z.infer<typeof map> => map.parse(JSON.parse(lab.infrastructureMap));
  const settings = (accounts: readonly string[]): Readonly<Record<string, string>> => ({
    database: "billing",
    additional_table_filters: accountFilters(
      accounts,
      Object.values(declared().tables).map(({ name, columns }) => ({
        table: name,
        accountColumn: columns.find((column) => /^(billing_account_id|x_BillingAccountId)$/.test(column.name))?.name ?? null,
        shared: sharedTables.has(name),
      })),
    ),
    readonly: "1",
  });

  it("hold for every table and every view, by name, by alias, in subqueries, joins, unions and common table expressions", async () => {
    const { tables, views } = declared();
    const names = [...Object.values(tables), ...Object.values(views)].map(({ name }) => name);
    expect(names.length).toBeGreaterThan(15);
    await inParallel([...names.entries()], 4, async ([place, name]) => {
      const statements = [
        `SELECT * FROM ${name}`,
        `SELECT * FROM billing.${name}`,
        `SELECT * FROM ${name} AS x`,
        `WITH t AS (SELECT * FROM ${name}) SELECT * FROM t`,
        `SELECT * FROM (SELECT * FROM ${name} UNION ALL SELECT * FROM ${name})`,
        `SELECT * FROM system.one LEFT JOIN ${name} AS x ON 1 = 1`,
        `SELECT (SELECT groupArray(toString(tuple(*))) FROM ${name})`,
        `SELECT * FROM ${name} ORDER BY 1 LIMIT 1 OFFSET 1`,
      ];
      // A table is asked in every way; a view, whose planning is what takes the time, in one, so that each way is tried with an eighth of them.
      const isView = place >= Object.keys(tables).length;
      for (const statement of isView ? sampleOf(statements, place, 8) : statements) {
        const seen = await lab.server.query(`${statement} FORMAT JSONEachRow`, settings([tenantA.account]));
        expect([statement, marksOf(tenantB).exec(seen)]).toEqual([statement, null]);
      }
    });
    // A filter also goes by alias: that can make a statement fail, and cannot make it see more.
    const aliased = await lab.server
      .query("SELECT * FROM AzureBillingDetail AS WorkflowExecution FORMAT JSONEachRow", settings([tenantA.account]))
      .catch(() => "");
    expect(aliased).not.toMatch(marksOf(tenantB));
    const own = await lab.server.query("SELECT * FROM CurrentAzureBillingDetail FORMAT JSONEachRow", settings([tenantA.account]));
    expect(own).toMatch(marksOf(tenantA));
  });

  it.each([
    "SELECT 1 SETTINGS additional_table_filters = {}",
    "SELECT 1 SETTINGS readonly = 0",
    "SELECT 1 SETTINGS max_execution_time = 999",
    "SET additional_table_filters = {}",
    "INSERT INTO ApplicationTag (id) VALUES (9)",
    "ALTER TABLE AzureBillingDetail DELETE WHERE 1",
    "DROP TABLE AzureBillingDetail",
    "CREATE TABLE x (a UInt8) ENGINE = Memory",
    "SELECT * FROM url('http://127.0.0.1:1/', 'CSV', 'a String')",
    "SELECT * FROM file('/etc/passwd', 'LineAsString')",
    "SELECT * FROM remote('127.0.0.1', system.one)",
    "SELECT * FROM executable('x', 'TSV', 'a String')",
  ])("cannot be taken back, nor can anything be written or reached: %s", async (statement) => {
    await expect(lab.server.query(statement, settings([tenantA.account]))).rejects.toThrow(/READONLY|readonly|ACCESS_DENIED/);
  });
});

describe("ops/clickhouse/reader.sql", () => {
  const text = readFileSync(join(__dirname, "../../ops/clickhouse/reader.sql"), "utf8");

  it("is SQL that ClickHouse reads, statement by statement", async () => {
    const statements = text
      .replace(/^--.*$/gm, "")
      .split(";")
      .map((one) => one.trim().replace(/\s+/g, " "))
      .filter((one) => one !== "");
    expect(statements).toHaveLength(4);
    for (const statement of statements) {
      const formatted = await lab.server.query("SELECT formatQuerySingleLine({statement:String})", { param_statement: statement });
      expect(formatted.slice(0, 12)).toBe(statement.slice(0, 12));
    }
  });

  it("allows the limits that every query asks for, and none above those of files", () => {
    const client = readFileSync(join(__dirname, "../../app/runtime/clickhouse/readonly-client.ts"), "utf8");
    const [ofRows = "", ofFiles = ""] = client.split("const fileLimits");
    const limitsOf = (part: string): ReadonlyMap<string, string> =>
      new Map([...part.matchAll(/^ {2}(max_\w+): "?(\d+)"?,$/gm)].map(([, name = "", value = ""]) => [name, value]));
    const [rows, files] = [limitsOf(ofRows), limitsOf(ofFiles)];
    expect([rows.size, files.size]).toEqual([7, 4]);
    for (const [name, value] of rows) expect(text).toContain(`${name} = ${value} MAX ${files.get(name) ?? value}`);
    for (const [name, value] of files) expect(text).toMatch(new RegExp(`${name} = \\d+ MAX ${value},`));
  });
});
