import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishFocusCharges } from "../support/publish-focus-charges";
import { startBillingServer } from "../support/start-billing";
import { startSuperset } from "../support/start-superset";
import type { ServerProcess } from "./server-process";

const folder = join(__dirname, "../../examples/bi");
const saved = (name: string): string => readFileSync(join(folder, name), "utf8");

let server: ServerProcess;
beforeAll(async () => {
  server = await startBillingServer();
  await publishFocusCharges(server, "billing", { account: "a", period: "2026-09-01" }, [
    { day: "2026-09-30", cost: "12345678901234567890.123456789012345678", tags: { env: "prod" } },
    { day: null, cost: "-0.000000000000000001", tags: { team: "x" } },
  ]);
  await publishFocusCharges(server, "billing", { account: "a", period: "2026-10-01" }, [
    { day: "2026-10-01", cost: "1.5", columns: { ServiceName: "Compute" } },
    { day: "2026-10-01", cost: "2", currency: "USD", tags: { env: "prod" } },
  ]);
});
afterAll(() => server.dispose());

const rows = async (sql: string): Promise<readonly unknown[]> => {
  const settings = { database: "billing", output_format_json_quote_decimals: "1", default_format: "JSONCompactEachRow" };
  return (await server.query(sql, settings))
    .split("\n")
    .filter(Boolean)
    .map((row): unknown => JSON.parse(row));
};

describe("saved queries", () => {
  it("cost by month and service adds no two currencies and loses no digit", async () => {
    expect(await rows(saved("cost-by-month-and-service.sql"))).toEqual([
      ["2026-09-01", "Storage", "CNY", "12345678901234567890.123456789012345677", "12345678901234567890.123456789012345677"],
      ["2026-10-01", "Compute", "CNY", "1.5", "1.5"],
      ["2026-10-01", "Storage", "USD", "2", "2"],
    ]);
  });

  it("cost by day says where the day is unknown", async () => {
    expect(await rows(saved("cost-by-day.sql"))).toEqual([
      ["2026-09-30", "Microsoft", "CNY", "12345678901234567890.123456789012345678"],
      ["2026-10-01", "Microsoft", "CNY", "1.5"],
      ["2026-10-01", "Microsoft", "USD", "2"],
      [null, "Microsoft", "CNY", "-0.000000000000000001"],
    ]);
  });

  it("cost by tag keeps charges without the tag", async () => {
    expect(await rows(saved("cost-by-tag.sql"))).toEqual([
      ["2026-09-01", "prod", "CNY", "12345678901234567890.123456789012345678"],
      ["2026-09-01", null, "CNY", "-0.000000000000000001"],
      ["2026-10-01", "prod", "USD", "2"],
      ["2026-10-01", null, "CNY", "1.5"],
    ]);
  });

  it("billing periods are read from the view of FOCUS", async () => {
    expect(await rows(saved("billing-periods.sql"))).toEqual([]);
  });

  it("docs/bi.md names each", () => {
    const text = readFileSync(join(__dirname, "../../docs/bi.md"), "utf8");
    expect(readdirSync(folder).filter((name) => !text.includes(`examples/bi/${name}`))).toEqual([]);
  });
});

describe("ops/clickhouse/bi.sql", () => {
  const statements = readFileSync(join(__dirname, "../../ops/clickhouse/bi.sql"), "utf8");
  const granted = [...statements.matchAll(/^GRANT SELECT ON local\.(\w+) TO billing_bi;$/gm)].map(([, name = ""]) => name);

  it("grants what the views of FOCUS read, and nothing else", async () => {
    const definitions = new Map(
      (await rows("SELECT name, as_select FROM system.tables WHERE database = 'billing'")).map((row) => row as [string, string]),
    );
    const reached = new Set([
      "CurrentFocusCostAndUsage",
      "focus_1_2",
      "FocusBillingPeriod",
      "FocusContractCommitment",
      "FocusInvoiceDetail",
    ]);
    for (const name of reached) {
      for (const [, read = ""] of (definitions.get(name) ?? "").matchAll(/\bbilling\.(\w+)/g)) if (definitions.has(read)) reached.add(read);
    }
    expect([...granted].sort()).toEqual([...reached].sort());
  });

  it("is SQL that the engine parses", async () => {
    const each = statements
      .replaceAll(/^-- (?=CREATE ROW POLICY)/gm, "")
      .replaceAll(/^--.*$/gm, "")
      .split(";");
    for (const sql of each.filter((one) => one.trim() !== "")) {
      expect(await server.query(`EXPLAIN AST ${sql}`)).not.toBe("");
    }
  });
});

/** What a program of examples/bi prints, run by a Python with variables of its own. */
function read(python: string, name: string, variables: NodeJS.ProcessEnv): readonly [stdout: string, stderr: string] {
  const { stdout, stderr } = spawnSync(python, [join(folder, name)], { env: { ...process.env, ...variables }, encoding: "utf8" });
  return [stdout, stderr];
}
const has = (python: string, modules: string): boolean => spawnSync(python, ["-c", `import ${modules}`]).status === 0;
const totals = "[('CNY', '12345678901234567891.623456789012345677'), ('USD', '2.000000000000000000')]";

/** Python with clickhouse-connect, SQLAlchemy, pandas and DuckDB; the one of docs/bi.md is meant, and any will do. */
const python = process.env["BI_PYTHON"] ?? "python3";
const hasPackages = has(python, "clickhouse_connect, duckdb, pandas, pyarrow, sqlalchemy");

describe.skipIf(!hasPackages)(`examples/bi/read_costs.py (${hasPackages ? python : "skipped: its packages are not installed"})`, () => {
  // clickhouse-sqlalchemy reads amounts as text, without zeros at their end.
  const dialects = [["clickhousedb", "2.000000000000000000"], ...(has(python, "clickhouse_sqlalchemy") ? [["clickhouse+http", "2"]] : [])];
  it.each(dialects.flatMap(([dialect = "", two]) => [`${dialect}://panda:pandapass`, `${dialect}://reader:x`].map((user) => [user, two])))(
    "reads exact totals through SQLAlchemy, pandas and DuckDB as %s",
    (user, two) => {
      expect(read(python, "read_costs.py", { BILLING_DATABASE_URL: `${user}@127.0.0.1:${server.port}/billing` })).toEqual([
        `focus views: ['CurrentFocusCostAndUsage', 'FocusBillingPeriod', 'focus_1_2']
pandas: {'CNY': '12345678901234567891.623456789012345677', 'USD': '${two}'}
duckdb: ${totals}
`,
        "",
      ]);
    },
  );
});

/** Python with DuckDB of the release that PyPI has its extension httpfs for. */
const urlPython = process.env["BI_URL_PYTHON"] ?? "python3";
const hasHttpfs = has(urlPython, "duckdb, duckdb_ext");

describe.skipIf(!hasHttpfs)(`examples/bi/read_by_url.py (${hasHttpfs ? urlPython : "skipped: its packages are not installed"})`, () => {
  it("reads exact totals with DuckDB alone", () => {
    const url = `${server.url}/?user=reader&password=x&database=billing`;
    expect(read(urlPython, "read_by_url.py", { BILLING_HTTP_URL: url })).toEqual([`duckdb by url: ${totals}\n`, ""]);
  });
});

/** The folder with the programs of an environment that has Apache Superset; set by hand, since it takes minutes to start. */
const supersetFolder = process.env["SUPERSET_BIN"] ?? "";

describe.skipIf(supersetFolder === "")(`examples/bi/superset_datasets.py (${supersetFolder || "skipped: SUPERSET_BIN is not set"})`, () => {
  it("adds the views and the saved queries, twice without harm, and Superset answers all digits", async () => {
    const superset = await startSuperset(supersetFolder);
    try {
      const variables = {
        SUPERSET_URL: superset.url,
        SUPERSET_PASSWORD: superset.password,
        BILLING_DATABASE_URL: `clickhousedb://reader:x@127.0.0.1:${server.port}/billing`,
      };
      // Superset learns the columns of a query from its first row.
      const expected = [
        `billing-periods: 0 rows
cost-by-day: 4 rows
cost-by-month-and-service: 3 rows
cost-by-tag: 4 rows
CurrentFocusCostAndUsage: 152 columns
FocusBillingPeriod: 11 columns
billing-periods: 0 columns
cost-by-day: 4 columns
cost-by-month-and-service: 5 columns
cost-by-tag: 4 columns
focus_1_2: 57 columns
[{'BillingCurrency': 'CNY', 'cost': '12345678901234567891.623456789012345677'}, {'BillingCurrency': 'USD', 'cost': '2'}]
`,
        "",
      ];
      expect(read(join(supersetFolder, "python"), "superset_datasets.py", variables)).toEqual(expected);
      expect(read(join(supersetFolder, "python"), "superset_datasets.py", variables)).toEqual(expected);
    } finally {
      await superset.stop();
    }
  });
});
