import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerEmissions } from "../../app/apis/answers/answer-emissions";
import type { ApiRequest } from "../../app/apis/serving/api-request";
import { sharedTables } from "../../app/apis/serving/table-scopes";
import { accountFilters } from "../../app/domain/access/account-filters";
import { openSnapshotDatabase } from "../../app/pipeline/open-snapshot-database";
import { openApiRequest } from "../support/open-api-request";
import { publishFocusCharges } from "../support/publish-focus-charges";
import { type Billing, startBilling } from "../support/start-billing";

const now = "2026-11-16T14:00:00Z";
let billing: Billing;
let request: ApiRequest;
const ask = (sql: string): Promise<string> => billing.server.query(sql, { database: "billing" });

interface Value {
  readonly sub?: string;
  readonly service?: string;
  readonly region?: string;
  readonly resource?: string;
  readonly scope?: string;
  readonly method?: string;
  readonly model?: string;
  readonly kilograms: string | null;
  readonly problem?: string;
}

/** Makes a report the one that counts for its account and month. */
async function report(account: string, month: string, set: string, activation: number, values: readonly Value[]): Promise<void> {
  const rows = values.map(({ sub = "", service = "", region = "", resource = "", ...value }) => {
    const { scope = "total", method = "market", model = "v1", kilograms, problem = "" } = value;
    const texts = [account, `${month}-01`, set, "AWS", sub, resource, service, region, scope, method, model, problem].map(
      (text) => `'${text}'`,
    );
    return `(${texts.join(", ")}, ${kilograms === null ? "NULL" : `toDecimal256('${kilograms}', 38)`})`;
  });
  await ask(
    `INSERT INTO Emission (billing_account_id, month, set_id, provider, sub_account_id, resource_id, service, region, scope, method, model_version, problem, kilograms) VALUES ${rows.join(", ")}`,
  );
  await ask(
    `INSERT INTO ActiveRecordSet (records, billing_account_id, month, set_id, activation, rows) VALUES ('emissions', '${account}', '${month}-01', '${set}', ${activation}, 1)`,
  );
}

const resource = "/subscriptions/s1/resourcegroups/rg/providers/microsoft.compute/virtualmachines/vm-1";

beforeAll(async () => {
  billing = await startBilling();
  request = openApiRequest(billing.client, now);
  const charge = (sub: string, cost: string, more: object = {}) => ({
    day: "2026-09-05",
    cost,
    columns: { x_SubscriptionId: sub, RegionId: "eastus", ...more },
  });
  const owned = { x_ResourceKey: resource, ResourceId: resource, x_ResourceTracking: "PAY", x_ResourceTrackingRuleId: "1" };
  for (const [account, sub] of [
    ["A1", "s1"],
    ["B1", "s2"],
  ] as const)
    await publishFocusCharges(billing.server, "billing", { account, period: "2026-09-01" }, [
      charge(sub, "4", account === "A1" ? owned : {}),
      charge(sub, "2"),
    ]);
  await publishFocusCharges(billing.server, "billing", { account: "C1", period: "2026-07-01" }, [
    { day: "2026-07-05", cost: "3" },
    { day: "2026-07-06", cost: "0", problems: ["cost-missing"] },
  ]);
  await report("C1", "2026-07", "20261002-c", 1, [
    { service: "AmazonEC2", kilograms: "3" },
    { service: "AmazonS3", kilograms: "2" },
    { service: "AWSLambda", kilograms: "1" },
  ]);
  await publishFocusCharges(billing.server, "billing", { account: "A1", period: "2026-10-01" }, [
    { day: "2026-10-05", cost: "3", columns: { x_SubscriptionId: "s1" } },
  ]);
  // An earlier report of the month is not seen any more.
  await report("A1", "2026-09", "20261001-a", 1, [{ sub: "s1", kilograms: "1000" }]);
  // Azure has scopes and no total; what it refuses is missing.
  await report("A1", "2026-09", "20261002-a", 2, [
    { sub: "s1", service: "vm", region: "eastus", resource, scope: "scope-1", method: "unspecified", model: "", kilograms: "0.1" },
    { sub: "s1", service: "vm", region: "eastus", resource, scope: "scope-2", method: "unspecified", model: "", kilograms: "0.2" },
    {
      sub: "s1",
      service: "disk",
      region: "eastus",
      scope: "scope-3",
      method: "unspecified",
      model: "",
      kilograms: "0.00000000000000000001",
    },
    { sub: "s9", scope: "scope-1", method: "unspecified", model: "", kilograms: null, problem: "access-denied" },
  ]);
  await report("B1", "2026-09", "20261002-b", 1, [
    { sub: "s2", service: "AmazonEC2", region: "us-east-1", kilograms: "3" },
    { sub: "s2", service: "AmazonEC2", region: "us-east-1", method: "location", kilograms: "7" },
    { sub: "s2", service: "AmazonEC2", region: "us-east-1", scope: "scope-1", method: "unspecified", kilograms: "1" },
    { sub: "s2", service: "AmazonS3", region: "us-east-1", method: "location", model: "v2", kilograms: null, problem: "no-value" },
  ]);
});

afterAll(() => billing.stop());

const plain = { missing_values: "0", methods: ["market"], model_versions: ["v1"], currency: null, cost: null, kilograms_per_cost: null };
const denied = { billing_account_id: "A1", month: "2026-09", subscription: "s9", kilograms: null, reason: "access-denied" };

describe("emissions of a month", () => {
  it("are added exactly, by one method, a total or its scopes and never both; what is denied is missing, and then nothing is divided", async () => {
    const answer = await answerEmissions({ month: "2026-09" }, request);
    expect(answer.data).toEqual([
      {
        month: "2026-09",
        value: null,
        kilograms: "3.30000000000000000001",
        missing_values: "0",
        methods: ["market", "unspecified"],
        model_versions: ["v1"],
        currency: "CNY",
        cost: "12",
        kilograms_per_cost: null,
      },
    ]);
    expect(answer.totals).toEqual([
      { kilograms: "3.30000000000000000001", missing_values: "0", methods: ["market", "unspecified"], model_versions: ["v1"] },
    ]);
    expect(answer.missing).toEqual([denied]);
    expect(answer.problems).toEqual([
      {
        code: "emissions-missing",
        message: "Emissions are not known, and in no sum, of 1 account or subscription in a month: see missing",
      },
    ]);
  });

  it("of an account are divided by its cost, and a value that the report leaves out is counted and keeps them from being divided", async () => {
    const asked = { month: "2026-09", group: "billing_account", billing_account: "B1" } as const;
    const market = await answerEmissions(asked, request);
    expect(market.data).toEqual([
      { ...plain, month: "2026-09", value: "B1", kilograms: "3", currency: "CNY", cost: "6", kilograms_per_cost: "0.5" },
    ]);
    expect(market.problems).toEqual([]);
    const location = await answerEmissions({ ...asked, method: "location" }, request);
    expect(location.data).toEqual([
      {
        month: "2026-09",
        value: "B1",
        kilograms: "7",
        missing_values: "1",
        methods: ["location"],
        model_versions: ["v1", "v2"],
        currency: "CNY",
        cost: "6",
        kilograms_per_cost: null,
      },
    ]);
    expect(location.problems).toEqual([{ code: "emission-values-missing", message: "The reports leave out 1 value, which is in no sum" }]);
  });

  it.each([
    [
      "subscription",
      [
        ["s2", "3", "6", "0.5"],
        ["s1", "0.30000000000000000001", "6", "0.050000000000000000"],
      ],
    ],
    [
      "service",
      [
        ["AmazonEC2", "3", null, null],
        ["vm", "0.3", null, null],
        ["disk", "0.00000000000000000001", null, null],
      ],
    ],
    [
      "region",
      [
        ["us-east-1", "3", null, null],
        ["eastus", "0.30000000000000000001", "12", null],
      ],
    ],
    [
      "owner",
      [
        [null, "3.00000000000000000001", null, null],
        ["PAY", "0.3", "4", null],
      ],
    ],
    [
      "resource",
      [
        [null, "3.00000000000000000001", null, null],
        [resource, "0.3", null, null],
      ],
    ],
    [
      "scope",
      [
        ["1", "1.1", null, null],
        ["2", "0.2", null, null],
        ["3", "0.00000000000000000001", null, null],
      ],
    ],
  ] as const)("by %s", async (group, expected) => {
    const { data } = await answerEmissions({ month: "2026-09", group }, request);
    expect(data.map(({ value, kilograms, cost, kilograms_per_cost: each }) => [value, kilograms, cost, each])).toEqual(
      expected.map(([value, kilograms, cost, each]) => [value, kilograms, cost, each === "0.050000000000000000" ? "0.05" : each]),
    );
  });

  it("in one scope are those of the reports that have it, and the others are missing", async () => {
    const answer = await answerEmissions({ month: "2026-09", scope: "2" }, request);
    expect(answer.data.map(({ kilograms }) => kilograms)).toEqual(["0.2"]);
    expect(answer.missing).toEqual([
      denied,
      { billing_account_id: "B1", month: "2026-09", subscription: null, kilograms: null, reason: "not-reported" },
    ]);
  });
});

it("a month without a report has no row and no zero: its accounts are missing, also those that have no charges", async () => {
  const answer = await answerEmissions({ from: "2026-09", to: "2026-12" }, request);
  expect(answer.data.map(({ month }) => month)).toEqual(["2026-09"]);
  const of = (billing_account_id: string, month: string) => ({
    billing_account_id,
    month,
    subscription: null,
    kilograms: null,
    reason: "no-report",
  });
  expect(answer.missing).toEqual([denied, of("A1", "2026-10"), of("A1", "2026-11"), of("B1", "2026-10"), of("B1", "2026-11")]);
  const none = await answerEmissions({ month: "2026-10", billing_account: "A1" }, request);
  expect(none).toMatchObject({ data: [], missing: [of("A1", "2026-10")], totals: [{ kilograms: null, missing_values: "0" }] });
});

it("are not divided by a cost that is not of all charges, and a list that was cut says so and has the total of all", async () => {
  const asked = { month: "2026-07", billing_account: "C1" } as const;
  const [row] = (await answerEmissions(asked, request)).data;
  expect(row).toMatchObject({ kilograms: "6", cost: "3", kilograms_per_cost: null });
  const cut = await answerEmissions({ ...asked, group: "service", limit: 2 }, request);
  expect(cut.data.map(({ value }) => value)).toEqual(["AmazonEC2", "AmazonS3"]);
  expect(cut.totals).toMatchObject([{ kilograms: "6" }]);
  expect(cut.problems.map(({ code }) => code)).toEqual(["limited"]);
  const whole = await answerEmissions({ ...asked, group: "service", limit: 3 }, request);
  expect([whole.data.length, whole.problems]).toEqual([3, []]);
});

it("a caller of one account sees nothing of another, neither its emissions nor that they are missing", async () => {
  const columns = await openSnapshotDatabase(billing.client).rows<{ readonly table: string; readonly column: string }>(
    `SELECT table, max(multiIf(name IN ('billing_account_id', 'x_BillingAccountId'), name, '')) AS column FROM system.columns WHERE database = currentDatabase() GROUP BY table`,
  );
  const scopes = columns.map(({ table, column }) => ({
    table,
    accountColumn: column === "" ? null : column,
    shared: sharedTables.has(table),
  }));
  const own = openApiRequest(billing.client, now, ["B1"], accountFilters(["B1"], scopes));
  const answer = await answerEmissions({ from: "2026-09", to: "2026-10", group: "subscription" }, own);
  expect(answer.data.map(({ value, kilograms }) => [value, kilograms])).toEqual([["s2", "3"]]);
  expect(JSON.stringify(answer)).not.toMatch(/A1|s1|s9/);
  const others = await answerEmissions({ month: "2026-09", billing_account: "A1" }, own);
  expect(others).toMatchObject({ data: [], missing: [], totals: [{ kilograms: null }] });
});

it.each([
  [{ month: "2026-09", from: "2026-08" }, "month"],
  [{ from: "2026-10", to: "2026-09" }, "from"],
  [{ from: "2020-01", to: "2026-09" }, "from"],
  [{ month: "2026-09", group: "scope", scope: "1" }, "scope"],
] as const)("%j is refused", async (params, parameter) => {
  await expect(answerEmissions(params, request)).rejects.toMatchObject({ code: "bad-parameter", details: { parameter } });
});
