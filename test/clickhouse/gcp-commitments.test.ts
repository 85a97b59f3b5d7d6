import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { answerCommitments } from "../../app/apis/answers/answer-commitments";
import { csvOf } from "../support/aws-bill";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";
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
