import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { openIngestGate } from "../../embedded/launcher/ingest-gate.js";
import { ExactSum } from "../../app/domain/snapshot/exact-sum";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { ServerProcess } from "../clickhouse/server-process";
import { eventually } from "../support/eventually";
import { mooseDdl } from "../../scripts/cluster/moose-ddl";
import { withoutTtl } from "../support/moose-ddl";
import { type Lab, openLab } from "../support/snapshot-lab";
import { ApiProcess } from "./api-process";
import { TokenIssuer } from "./bearer-tokens";
import { exampleOf } from "./security-lab";
import { servedEndpoints } from "./served-endpoints";

const enrollment = "100100";
const today = "2026-11-15";
const answer = z.object({
  data: z.array(z.record(z.unknown())),
  page: z.object({ next: z.string().nullable() }),
  snapshots: z.array(z.unknown()),
});
type Row = Readonly<Record<string, unknown>>;

/** What a spreadsheet would run, or take apart, and what only looks so. */
const hostile = [
  '=HYPERLINK("http://x","y")',
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(1)",
  "\t=1",
  "\u00A0=1",
  "＝1",
  "'quoted",
  'a "b", c\nd',
  "größe 中",
  "-5",
] as const;

let server: ServerProcess;
let simulator: Simulator;
let lab: Lab;
let api: ApiProcess;
let tokens: ApiProcess;
let oracle: { readonly rows: number; readonly cost: string };
const issuer = new TokenIssuer();
let project: string;

beforeAll(async () => {
  project = inject("projectDirectory");
  server = await ServerProcess.start();
  await server.query("CREATE DATABASE billing");
  for (const statement of mooseDdl(readFileSync(join(project, ".moose/infrastructure_map.json"), "utf8")))
    await server.query(withoutTtl(statement), { database: "billing" });
  simulator = await startSimulator({ seed: 7, enrollments: [{ number: enrollment, key: "simulator-key", rows: 2500 }], today });
  lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today });
  await extractMonth({ enrollment, year: 2026, month: 10 }, lab.deps, new AbortController().signal, () => undefined);
  oracle = simulator.oracle(enrollment, "2026-10");
  await server.query(
    `INSERT INTO TaggingAudit (billing_account_id, snapshot_id, charge_id, date, winner_id, winner_application, winner_level, reason, match_order, levels, ingested_at)
     SELECT billing_account_id, snapshot_id, 'c1', '2026-10-02', 1, 'PAY', 'instance_id', 'id', 'level-first', [('instance_id', 'vm-"1"', 2, ['1 a PAY', '2 b X'])], now()
     FROM CurrentBillingSnapshot`,
    { database: "billing" },
  );
  const rows = hostile.map((text, index) => ({
    billing_account_id: "other",
    snapshot_id: "live",
    charge_id: `posted-${index}`,
    month_date: "2026-11-01",
    date: "2026-11-02",
    currency: "CNY",
    extended_cost: "-12.50",
    resource_group: text,
    meter_category: "Storage",
    account_owner_id: "person@example.com",
  }));
  await server.query(
    "INSERT INTO AzureBillingDetail FORMAT JSONEachRow",
    { database: "billing" },
    rows.map((row) => JSON.stringify(row)).join("\n"),
  );
  api = await ApiProcess.start({ project, clickhousePort: server.port, database: "billing" });
  tokens = await ApiProcess.start({ project, clickhousePort: server.port, database: "billing", flags: issuer.flags() });
});

afterAll(async () => {
  await Promise.all([api.stop(), tokens.stop()]);
  await lab.close();
  await simulator.close();
  await server.dispose();
});

/** The bytes of a file, which must be given out. */
async function file(path: string, init: RequestInit = {}, from: ApiProcess = api): Promise<Buffer> {
  const response = await fetch(`${from.url}${path}`, init);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect([path, response.status, response.ok ? "" : bytes.toString()]).toEqual([path, 200, ""]);
  return bytes;
}

/** Charges without the rows of what commitments cost that nothing used, which no bill has. */
const ofBill = (rows: readonly Row[]): readonly Row[] => rows.filter(({ charge_id }) => !String(charge_id).includes("/unused/"));

/** All rows of the month, those among them. */
const rowsOfMonth = async (): Promise<number> =>
  Number(await server.query("SELECT count() FROM CurrentFocusCostAndUsage WHERE x_BillingPeriod = '2026-10-01'", { database: "billing" }));

const rowsOfCsv = (bytes: Buffer): readonly Row[] => parse(bytes, { columns: true, bom: true }) as readonly Row[];

/** All rows of the JSON answer, page by page. */
async function rowsOfJson(path: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let page = ""; ; ) {
    const found = answer.parse(JSON.parse((await file(`${path}${page}`)).toString()));
    rows.push(...found.data);
    if (found.page.next === null) return rows;
    page = `&page=${found.page.next}`;
  }
}

/** A value of a JSON row as a cell has it: null is nothing, a list is JSON. */
const cell = (value: unknown): string =>
  value === null || value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
const safe = (text: string): string => (/^(?:[\p{Z}\p{C}]*[=+\-@＝\t]|')/u.test(text) && !/^-\d+(\.\d+)?$/.test(text) ? `'${text}` : text);

function sorted(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
}

const cells = (rows: readonly Row[], write: (text: string) => string): readonly Row[] =>
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, write(cell(value))])));

/** The rows of a Parquet file, as the engine reads them back; every column must be text. */
async function rowsOfParquet(bytes: Buffer, columns: readonly string[]): Promise<readonly Row[]> {
  const table = `parquet_${Math.random().toString(36).slice(2)}`;
  await server.query(`CREATE TABLE ${table} (${columns.map((name) => `\`${name}\` Nullable(String)`).join(", ")}) ENGINE = Memory`);
  await server.query(`INSERT INTO ${table} FORMAT Parquet`, {}, new Uint8Array(bytes));
  const text = await server.query(`SELECT * FROM ${table} FORMAT JSONEachRow`);
  return text === "" ? [] : text.split("\n").map((line) => z.record(z.unknown()).parse(JSON.parse(line)));
}

describe("format=csv and format=parquet", () => {
  it.each([
    "/api/charges?month=2026-10",
    "/api/charges?month=2026-11",
    "/api/resources?month=2026-10",
    "/api/focus?month=2026-10",
    "/api/tagging-audit?month=2026-10",
    "/api/costs?month=2026-10&group=tag:app,service_name&grain=day",
    "/api/snapshots?month=2026-10",
    "/api/allocation?month=2026-10",
  ])("have every row of %s once, and its digits as they are", async (path) => {
    const limit = /charges|resources|focus|audit/.test(path) ? "&limit=1000" : /allocation/.test(path) ? "&limit=10000" : "";
    const rows = await rowsOfJson(`${path}${limit}`);
    expect(rows.length).toBeGreaterThan(0);
    const columns = Object.keys(rows[0] ?? {});
    const csv = rowsOfCsv(await file(`${path}&format=csv`));
    expect(Object.keys(csv[0] ?? {})).toEqual(columns);
    expect(sorted(csv)).toEqual(sorted(cells(rows, safe)));
    const parquet = await rowsOfParquet(await file(`${path}&format=parquet`), columns);
    expect(sorted(cells(parquet, (text) => text))).toEqual(sorted(cells(rows, (text) => text)));
  });

  it("of charges add up to the bill", async () => {
    const rows = rowsOfCsv(await file("/api/charges?month=2026-10&format=csv"));
    const total = new ExactSum();
    for (const { billed_cost } of rows) total.add(String(billed_cost));
    expect([ofBill(rows).length, total.toString()]).toEqual([oracle.rows, oracle.cost]);
  });

  it("of a posted question have all of its rows, where JSON has a thousand", async () => {
    const body = JSON.stringify({
      measures: ["billed_cost"],
      dimensions: ["resource", "meter"],
      grain: "day",
      timeRange: { from: "2026-10", to: "2026-10" },
    });
    const init = { method: "POST", body, headers: { "content-type": "application/json" } };
    const rows = rowsOfCsv(await file("/query?format=csv", init));
    const total = new ExactSum();
    for (const { billed_cost } of rows) total.add(String(billed_cost));
    expect([rows.length > 1000, total.toString()]).toEqual([true, oracle.cost]);
  });

  it("have the columns of their rows when there are none", async () => {
    const [header = "", ...rest] = (await file("/api/snapshots?month=2020-01&format=csv")).toString().split("\n");
    expect([header.startsWith('"billing_account_id","billing_period","snapshot_id","status"'), rest]).toEqual([true, [""]]);
    expect((await file("/api/charges?month=2020-01&format=csv")).toString()).toMatch(/^"billing_account_id",.*"problems"\n$/);
  });

  it("are those of every endpoint that has rows", async () => {
    for (const one of servedEndpoints(project).apis) {
      const query = exampleOf(one);
      if (query.has("billing_account")) query.set("billing_account", enrollment);
      query.set("format", "csv");
      const response = await fetch(`${api.url}/api/${one.name}?${query.toString()}`);
      const text = await response.text();
      // What has no second snapshot to compare, or no finding, has no rows either.
      if (response.status === 404) continue;
      expect([one.name, response.status, response.headers.get("content-type")]).toEqual([one.name, 200, "text/csv; charset=utf-8"]);
      expect([one.name, text.startsWith('"'), text.endsWith("\n")]).toEqual([one.name, true, true]);
    }
  });

  it("begin no formula in a cell of CSV, and leave texts as they are in Parquet", async () => {
    const csv = rowsOfCsv(await file("/api/charges?month=2026-11&format=csv"));
    const groups = csv.map(({ resource_group }) => String(resource_group));
    expect(groups.filter((text) => /^[\p{Z}\p{C}]*[=+\-@＝]/u.test(text))).toEqual(["-5"]);
    expect(groups.filter((text) => text.startsWith("'")).length).toBeGreaterThanOrEqual(7);
    const texts = (await rowsOfJson("/api/charges?month=2026-11&limit=1000")).map((row) => cell(row["resource_group"]));
    expect(groups.sort()).toEqual(texts.map(safe).sort());
    expect(new Set(csv.map(({ billed_cost }) => billed_cost))).toEqual(new Set(["-12.5"]));
  });

  it("say what they are of: in headers, in the first lines of CSV, and in the footer of Parquet", async () => {
    const response = await fetch(`${api.url}/api/charges?month=2026-10&resource_group=none&format=csv&metadata=true&bom=true`);
    const bytes = Buffer.from(await response.arrayBuffer());
    const lines = bytes.toString().split("\n");
    expect(bytes.subarray(0, 3).toString("hex")).toBe("efbbbf");
    expect(lines.slice(0, 2)).toEqual(["\uFEFF# endpoint: charges", '# parameters: {"month":"2026-10","resource_group":"none"}']);
    expect(lines.find((line) => line.startsWith("# snapshot: "))).toContain(
      `"billing_account_id":"${enrollment}","billing_period":"2026-10-01"`,
    );
    expect(JSON.parse(response.headers.get("x-answer-metadata") ?? "")).toMatchObject({
      endpoint: "charges",
      snapshots: [{ billing_account_id: enrollment }],
    });
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="charges-2026-10.csv"');
    const parquet = (await file("/api/charges?month=2026-10&format=parquet")).toString("latin1");
    expect(parquet.slice(parquet.lastIndexOf("endpoint"))).toMatch(
      /^endpoint.{1,3}charges[\s\S]*parameters.{1,4}\{"month":"2026-10"\}[\s\S]*"snapshot_id":"s2026/,
    );
  });

  it("hold names of people for those alone who may see them, and rows of the caller's accounts", async () => {
    const of = async (claims: Readonly<Record<string, unknown>>, format: string): Promise<readonly Row[]> => {
      const headers = { authorization: `Bearer ${issuer.token(claims)}` };
      const bytes = await file(`/api/charges?month=2026-11&format=${format}`, { headers }, tokens);
      return format === "csv"
        ? rowsOfCsv(bytes)
        : rowsOfParquet(bytes, Object.keys(rowsOfCsv(await file("/api/charges?month=2026-11&format=csv"))[0] ?? {}));
    };
    for (const format of ["csv", "parquet"]) {
      const seen = async (claims: Readonly<Record<string, unknown>>): Promise<readonly unknown[]> => [
        ...new Set((await of(claims, format)).map((row) => row["account_owner_id"])),
      ];
      expect([format, await seen({ roles: ["reader"], billing_accounts: "*" })]).toEqual([format, ["[masked]"]]);
      expect([format, await seen({ roles: ["reader", "personal-data"], billing_accounts: ["other"] })]).toEqual([
        format,
        ["person@example.com"],
      ]);
      expect([format, await seen({ roles: ["operator"], billing_accounts: [enrollment] })]).toEqual([format, []]);
    }
  });

  it("are counted in the access log", async () => {
    const { headers } = await fetch(`${api.url}/api/charges?month=2026-10&format=parquet`).then(async (response) => {
      await response.arrayBuffer();
      return response;
    });
    const id = headers.get("x-request-id") ?? "";
    const logged = await eventually(async () => {
      const text = await server.query(
        `SELECT endpoint, status, error_code, rows FROM ApiAccessLog WHERE request_id = '${id}' FORMAT JSONEachRow`,
        { database: "billing" },
      );
      return text === "" ? undefined : text;
    });
    const { endpoint, status, error_code, rows } = z.record(z.unknown()).parse(JSON.parse(logged));
    expect([endpoint, status, error_code, Number(rows)]).toEqual(["charges", 200, "", await rowsOfMonth()]);
  });

  it("are refused in JSON before the first row, and the worker lives on", async () => {
    for (const query of ["format=xml", "format=csv&limit=5", "format=csv&group=nothing", "format=csv&format=csv"]) {
      const response = await fetch(`${api.url}/api/costs?month=2026-10&${query}`);
      expect([query, response.status, z.object({ error: z.object({ code: z.string() }) }).parse(await response.json()).error.code]).toEqual(
        [query, 400, "bad-parameter"],
      );
    }
    const aborted = new AbortController();
    const given = fetch(`${api.url}/api/charges?month=2026-10&format=csv`, { signal: aborted.signal }).then((response) => response.text());
    setTimeout(() => {
      aborted.abort();
    }, 5);
    await given.catch(() => undefined);
    expect(rowsOfCsv(await file("/api/charges?month=2026-10&format=csv")).length).toBe(await rowsOfMonth());
  });
});

describe("the gate of npm run dev and npm start", () => {
  it("streams answers of the API workers with their headers, and compresses them", async () => {
    const gate = await openIngestGate({
      host: "127.0.0.1",
      port: 0,
      moosePort: 9,
      apiPort: Number(new URL(api.url).port),
      broker: "127.0.0.1:1",
      messageTimeoutMs: 10_000,
    });
    const asked = await fetch(`http://127.0.0.1:${gate.port}/api/charges?month=2026-10&format=csv`);
    expect([asked.headers.get("content-encoding"), asked.headers.get("content-type"), asked.headers.get("vary")]).toEqual([
      "gzip",
      "text/csv; charset=utf-8",
      "Origin, Accept-Encoding",
    ]);
    expect(rowsOfCsv(Buffer.from(await asked.arrayBuffer())).length).toBe(await rowsOfMonth());
    const json = await fetch(`http://127.0.0.1:${gate.port}/api/charges?month=2026-10&limit=1000`);
    expect([json.headers.get("content-encoding"), json.headers.get("x-request-id") !== null, json.headers.get("cache-control")]).toEqual([
      "gzip",
      true,
      "no-store",
    ]);
    expect(answer.parse(await json.json()).data.length).toBe(1000);
    await gate.close();
  });
});
