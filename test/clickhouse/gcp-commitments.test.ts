import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { answerCommitments } from "../../app/apis/answers/answer-commitments";
import { deliver } from "../../app/pipeline/deliver";
import { commitmentTable, usageTable } from "../../simulator/google/billing-tables";
import { csvOf } from "../support/aws-bill";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";
import { openGoogleLab } from "../support/google";
import { openApiRequest } from "../support/open-api-request";

type Line = Readonly<Record<string, string>>;

const usage: Line = {
  billing_account_id: "01AB23-CD45EF-678901",
  "invoice.month": "202610",
  cost_type: "regular",
  "service.description": "Compute Engine",
  "sku.id": "CF4E-A0C7-E3BF",
  "sku.description": "N1 Predefined Instance Core running in Americas",
  usage_start_time: "2026-10-05T10:00:00Z",
  usage_end_time: "2026-10-05T11:00:00Z",
  "project.id": "shop-prod",
  currency: "USD",
  "usage.amount": "3600",
  "usage.unit": "seconds",
  "usage.amount_in_pricing_units": "1",
  "usage.pricing_unit": "hour",
};
const fee = (id: string, sku: string, cost: string, credits = "[]"): Line => ({
  ...usage,
  "sku.id": `fee-${sku}`,
  "sku.description": sku,
  "subscription.instance_id": id,
  cost,
  cost_at_list: cost,
  credits,
});
const used = (id: string, cost: string, list: string, more: Line): Line => ({
  ...usage,
  "subscription.instance_id": id,
  cost,
  cost_at_list: list,
  credits: "[]",
  ...more,
});
const flexible = "Commitment - dollar based v1: GCE for 3 year";

const lines: readonly Line[] = [
  // A resource-based discount: its fee, and usage whose cost is credited.
  fee("resource", "Commitment v1: Cpu in Americas for 1 Year", "37.5"),
  used("resource", "50", "50", { credits: '[{"name":"CUD","amount":-50,"type":"COMMITTED_USAGE_DISCOUNT","full_name":"CUD: CPU"}]' }),
  // A flexible one: 7 of the fee of an hour were used at the prices of the commitment, and nothing of that of another.
  fee("flexible", flexible, "10", '[{"name":"offset","amount":"-7","type":"FEE_UTILIZATION_OFFSET"}]'),
  fee("flexible", flexible, "10"),
  used("flexible", "7", "10", {
    "consumption_model.id": "5515-81A8-03A2",
    "consumption_model.description": "Compute Flexible CUDs - 3 Year",
  }),
  // Without a commitment.
  { ...usage, cost: "5", cost_at_list: "5", credits: "[]" },
];

let lab: FocusLab;

beforeAll(async () => {
  lab = await openFocusLab();
});

afterAll(async () => {
  await lab.close();
});

it("committed use discounts of Google Cloud have what a billing export says of them: use and waste where fees say it, and the term", async () => {
  const headers = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  const path = join(lab.directory, "gcp.csv");
  writeFileSync(path, csvOf([headers, ...lines.map((line) => headers.map((header) => line[header] ?? ""))]));
  expect(await lab.importFiles([path])).toMatchObject({ kind: "published" });
  const { data } = await answerCommitments({ month: "2026-10" }, openApiRequest(lab.client, "2026-11-15T00:00:00Z"));
  const shared = {
    billing_account_id: "google-01AB23-CD45EF-678901",
    billing_period: "2026-10-01",
    snapshot_id: data[0]?.snapshot_id,
    currency: "USD",
    evidence: "",
    used_quantity: null,
    unused_quantity: null,
    commitment_unit: null,
    starts_on: null,
    ends_on: null,
    expires_in_days: null,
    quantity: null,
    purchased: null,
    spread_before: null,
    spread_after: null,
  };
  expect(data).toEqual([
    {
      ...shared,
      commitment_id: "flexible",
      commitment_name: "Compute Flexible CUDs - 3 Year",
      category: "Spend",
      type: "Spend-based CUD",
      billed_cost: "20",
      effective_cost: "20",
      used_cost: "7",
      unused_cost: "13",
      utilization: "0.35",
      coverage: "0.153846",
      savings: "-10",
      term_months: "36",
      problems: [],
    },
    {
      ...shared,
      commitment_id: "resource",
      commitment_name: "Commitment v1: Cpu in Americas for 1 Year",
      category: "Usage",
      type: "Resource-based CUD",
      billed_cost: "37.5",
      effective_cost: "37.5",
      used_cost: "37.5",
      unused_cost: "0",
      utilization: null,
      coverage: "0.333333",
      savings: "12.5",
      term_months: "12",
      problems: ["use-unknown"],
    },
  ]);
});

it("committed use discounts whose table of commitments is read with the bill have begin, end and amount, and are FOCUS's Contract Commitment", async () => {
  const account = "02AB23-CD45EF-678902";
  const row = (line: Line): Line => ({ ...line, billing_account_id: account, export_time: "2026-11-03T08:00:00.000001Z" });
  const bill = usageTable("shop-billing.export.gcp_billing_export_v1", [
    row(fee("flexible", flexible, "10.000000000", '[{"name":"offset","amount":"-7.000000000","type":"FEE_UTILIZATION_OFFSET"}]')),
    row(
      used("flexible", "7.000000000", "10.000000000", {
        "consumption_model.id": "5515-81A8-03A2",
        "consumption_model.description": "Compute Flexible CUDs - 3 Year",
      }),
    ),
    row(fee("other", "Commitment - dollar based v1: GCE for 1 year", "2.000000000")),
  ]);
  const subscription = (id: string, end: string, more: Line): Line => ({
    billing_account_id: account,
    "subscription.instance_id": id,
    "commitent_amount.value": "0.05",
    "commitent_amount.unit": "$/hr",
    term: "P1Y",
    start_time: "2026-09-27T18:08:20.000000Z",
    end_time: end,
    ...more,
  });
  const table = commitmentTable("shop-billing.export.cud_subscriptions_export", [
    subscription("flexible", "2029-09-27T18:08:20.000000Z", { term: "P3Y", state: "Active" }),
    subscription("flexible", "2029-09-27T18:08:20.000000Z", { term: "P3Y", state: "Active" }),
    // Renewed: the row of a later day has another end.
    subscription("other", "2027-09-27T18:08:20.000000Z", {}),
    subscription("other", "2028-09-27T18:08:20.000000Z", { "commitent_amount.unit": "€/hr" }),
    subscription("flexible", "2030-01-01T00:00:00.000000Z", { billing_account_id: "of-another-account" }),
  ]);
  const google = await openGoogleLab({ tables: [bill, table] });
  try {
    const connection = google.connection({ commitments: table.name });
    expect(await connection.check(google.context())).toContainEqual({
      name: "commitments",
      ok: true,
      detail: `2 commitments of ${account}`,
    });
    for await (const delivery of connection.discover({ months: [] }, google.context())) {
      const deps = { ...lab.deps, connectionOf: () => null, surroundings: google.surroundings };
      const outcome = await deliver(connection, delivery, { allowClosed: true }, deps, new AbortController().signal, () => undefined);
      expect(outcome).toMatchObject({ kind: "published", snapshots: [{ rows: 3 }] });
    }
  } finally {
    await google.close();
  }
  const { data } = await answerCommitments(
    { month: "2026-10", billing_account: `google-${account}` },
    openApiRequest(lab.client, "2026-11-15T00:00:00Z"),
  );
  expect(
    data.map(({ commitment_id, starts_on, ends_on, expires_in_days, term_months, quantity, purchased, problems }) => ({
      commitment_id,
      starts_on,
      ends_on,
      expires_in_days,
      term_months,
      quantity,
      purchased,
      problems,
    })),
  ).toEqual([
    {
      commitment_id: "flexible",
      starts_on: "2026-09-27",
      ends_on: "2029-09-27",
      expires_in_days: "1047",
      term_months: "36",
      quantity: "0.05",
      purchased: null,
      problems: [],
    },
    {
      commitment_id: "other",
      starts_on: "2026-09-27",
      ends_on: "2028-09-27",
      expires_in_days: "682",
      term_months: "12",
      quantity: null,
      purchased: null,
      problems: ["use-unknown"],
    },
  ]);
  // 1096 days of the commitment of an hour.
  expect(
    await lab.ask(
      `SELECT ContractCommitmentId, toString(ContractCommitmentPeriodStart), toString(ContractCommitmentPeriodEnd), toString(ContractCommitmentCost), ContractCommitmentUnit,
         ContractCommitmentPaymentModel, ContractCommitmentType
       FROM FocusContractCommitment WHERE x_BillingAccountId = 'google-${account}' ORDER BY ContractCommitmentId`,
    ),
  ).toBe(
    [
      "flexible\t2026-09-27 18:08:20.000\t2029-09-27 18:08:20.000\t1315.2\tUSD\tNo Upfront\tSpend-based CUD",
      "other\t2026-09-27 18:08:20.000\t2028-09-27 18:08:20.000\t\\N\t\\N\tNo Upfront\tSpend-based CUD",
    ].join("\n"),
  );
});
