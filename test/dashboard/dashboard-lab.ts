import { cpSync } from "node:fs";
import { join } from "node:path";
import { ExactSum } from "../../app/domain/snapshot/exact-sum";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { extractMonth } from "../../app/pipeline/extract-month";
import { buildDashboard, builtDashboard } from "../../embedded/set-up/build-dashboard.mjs";
import type { OracleAnswer } from "../../simulator/oracle-answer";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { ServerProcess } from "../clickhouse/server-process";
import { ApiProcess, type ApiProcessOptions } from "../security/api-process";
import { compileProject } from "../support/compile-project";
import { createDatabase } from "../support/create-database";
import { publishFocusCharges } from "../support/publish-focus-charges";
import { openLab } from "../support/snapshot-lab";

const database = "billing";
const enrollment = "100100";
const rules = [
  { id: 1, pattern: "aks", application: "Kubernetes platform", priority: 10 },
  { id: 2, pattern: "db-", application: "Databases", priority: 100 },
  { id: 3, pattern: "web-", application: "Web shop", priority: 100 },
  { id: 4, pattern: "no-such-name", application: "Nobody", priority: 100 },
];

/**
 * The dashboard as a reader has it: its build, served by Moose's API worker on the real engine. Two accounts: 100100, three months of the simulator in CNY, the
 * last one open and read twice, with owners and budgets; and 100200, two months of made charges in USD.
 */
export class DashboardLab {
  readonly #closers: (() => unknown)[] = [];
  readonly #workers: ApiProcess[] = [];
  simulator!: Simulator;
  server!: ServerProcess;
  #project = "";

  private constructor(readonly months: readonly string[]) {}

  /** `rows` are those of a whole month. */
  static async open(rows: number, now = new Date()): Promise<DashboardLab> {
    const month = (back: number): string => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
    const lab = new DashboardLab([month(2), month(1), month(0)]);
    try {
      await lab.#start(rows);
      return lab;
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  /** What the simulator says the reading of a month adds up to that readers see. */
  published(month: string): OracleAnswer {
    const oracle = this.#read.get(month);
    if (oracle === undefined) throw new RangeError(`${month} was not read`);
    return oracle;
  }

  readonly #read = new Map<string, OracleAnswer>();
  /** How much the second reading of the open month costs more than the first. */
  restatedBy = "0";
  readonly enrollment = enrollment;
  readonly otherAccount = "100200";

  async #start(rows: number): Promise<void> {
    const open = this.months.at(-1) ?? "";
    const missing = await buildDashboard(process.cwd());
    if (missing !== undefined) throw new Error(`The dashboard has no build: ${missing}`);
    const compiled = compileProject();
    this.#closers.push(compiled.remove);
    this.#project = compiled.directory;
    cpSync(builtDashboard, join(compiled.directory, builtDashboard), { recursive: true });
    // The middle of the month, so that the open one has usage whatever day it is.
    const today = `${open}-20`;
    this.server = await ServerProcess.start();
    this.#closers.push(() => this.server.dispose());
    this.simulator = await startSimulator({
      seed: 42,
      enrollments: [{ number: enrollment, key: "simulator-key", rows }],
      today,
      months: 3,
    });
    this.#closers.push(() => this.simulator.close());
    await createDatabase(this.server, database);
    await this.#post();
    await this.#extract(today);
    await this.#publishOther();
  }

  async #post(): Promise<void> {
    const insert = (table: string, values: readonly object[]): Promise<string> =>
      this.server.query(`INSERT INTO ${table} FORMAT JSONEachRow`, { database }, values.map((one) => JSON.stringify(one)).join("\n"));
    const tags = rules.map((rule) => ({ ...rule, match_kind: "contains", scope: "any", cmdb_service: "", enabled: true }));
    await insert("ApplicationTag", tags);
    const open = this.months.at(-1) ?? "";
    const budget = { billing_account_id: enrollment, currency: "CNY", month: open, enabled: true };
    await insert("Budget", [
      { ...budget, id: "all", scope_kind: "account", scope_value: "", amount: "120000" },
      { ...budget, id: "databases", scope_kind: "owner", scope_value: "Databases", amount: "9000000" },
      { ...budget, id: "nothing", scope_kind: "service", scope_value: "No such service", amount: "10" },
    ]);
    // Orders of a shop on the first nine days of the open month, but for the fourth.
    const days = [1, 2, 3, 5, 6, 7, 8, 9];
    await insert(
      "BusinessMetric",
      days.map((day) => ({ day: `${open}-0${String(day)}`, entity: "shop", metric: "orders", value: String(1000 * day), unit: "orders" })),
    );
    await this.#postEmissions(insert);
  }

  /** A report for each month but the open one, which no provider has reported yet. */
  async #postEmissions(insert: (table: string, values: readonly object[]) => Promise<string>): Promise<void> {
    const months = this.months.slice(0, -1).map((month) => `${month}-01`);
    const set = { records: "emissions", billing_account_id: enrollment, activation: 1, source: "azure-emissions" };
    await insert(
      "ActiveRecordSet",
      months.map((month) => ({ ...set, month, set_id: month, rows: 2, activated_at: `${month} 03:00:00.000` })),
    );
    const value = { billing_account_id: enrollment, provider: "Microsoft", scope: "total", method: "unspecified", model_version: "2.0" };
    const services = [
      { service: "microsoft.compute/virtualmachines", region: "chinaeast2", kilograms: "123.456789" },
      { service: "microsoft.sql/servers", region: "chinanorth3", kilograms: "0.000123" },
    ];
    await insert(
      "Emission",
      months.flatMap((month) => services.map((service) => ({ ...value, ...service, month, set_id: month }))),
    );
  }

  async #extract(today: string): Promise<void> {
    const lab = openLab({
      clickhousePort: this.server.port,
      database,
      simulatorUrl: this.simulator.url,
      today,
      rules: rules.map((rule) => ({
        ...rule,
        match_kind: "contains",
        scope: "any",
        cmdb_service: "",
        enabled: true,
        valid_from: null,
        valid_to: null,
      })),
    });
    try {
      const open = this.months.at(-1) ?? "";
      for (const month of [...this.months, open]) {
        const period = BillingMonth.parse(month);
        if (period === null) throw new RangeError(month);
        const request = { enrollment, year: Number(month.slice(0, 4)), month: Number(month.slice(5)) };
        const outcome = await extractMonth(request, lab.deps, new AbortController().signal, () => undefined);
        if (outcome.kind !== "published") throw new Error(`${month}: ${JSON.stringify(outcome)}`);
        const before = this.#read.get(month);
        const oracle = this.simulator.oracle(enrollment, month);
        if (before !== undefined) this.restatedBy = new ExactSum(oracle.cost).minus(new ExactSum(before.cost)).toString();
        this.#read.set(month, oracle);
        if (month === open && before === undefined) this.simulator.restate({ enrollment, month });
      }
    } finally {
      await lab.close();
    }
  }

  async #publishOther(): Promise<void> {
    for (const month of this.months.slice(1)) {
      const days = Array.from({ length: 14 }, (_, index) => `${month}-${String(index + 1).padStart(2, "0")}`);
      const charges = days.flatMap((day, index) => [
        {
          day,
          cost: `12.3456789012345678${index % 10}`,
          currency: "USD",
          columns: { ServiceName: "Virtual Machines", RegionId: "westeurope" },
        },
        { day, cost: "0.000000000000000007", currency: "USD", columns: { ServiceName: "Storage", RegionId: "eastus" } },
      ]);
      await publishFocusCharges(this.server, database, { account: this.otherAccount, period: `${month}-01` }, charges);
    }
  }

  async worker(options: Partial<ApiProcessOptions> = {}): Promise<ApiProcess> {
    const worker = await ApiProcess.start({ project: this.#project, clickhousePort: this.server.port, database, ...options });
    this.#workers.push(worker);
    return worker;
  }

  /** Ends a worker before the others. */
  async stop(worker: ApiProcess): Promise<void> {
    this.#workers.splice(this.#workers.indexOf(worker), 1);
    await worker.stop();
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.stop()));
    for (const close of [...this.#closers].reverse()) await close();
  }
}
