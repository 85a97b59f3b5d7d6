import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDecimals } from "../../../app/domain/decimal/add-decimals";
import { invoiceDay } from "../../../app/domain/gcp/invoice-day";
import { readGcpList } from "../../../app/domain/gcp/list-text";
import { gcpUsageHeaders, mapGcpUsage } from "../../../app/domain/gcp/map-usage";
import type { GcpUsageField } from "../../../app/domain/gcp/usage-fields";

type Usage = Readonly<Partial<Record<GcpUsageField, string>>>;

const usage: Usage = {
  billing_account_id: "01AB23-CD45EF-678901",
  "invoice.month": "202610",
  cost_type: "regular",
  "service.id": "6F81-5844-456A",
  "service.description": "Compute Engine",
  "sku.id": "CF4E-A0C7-E3BF",
  "sku.description": "N1 Predefined Instance Core running in Americas",
  usage_start_time: "2026-11-01T03:00:00Z",
  usage_end_time: "2026-11-01T04:00:00Z",
  "project.id": "shop-prod",
  "project.name": "Shop",
  "project.number": "123456789012",
  "project.labels": '[{"key":"team","value":"shop"},{"key":"env","value":"none"}]',
  labels: '[{"key":"env","value":"prod"}]',
  system_labels: '[{"key":"compute.googleapis.com/cores","value":"2"}]',
  tags: '[{"key":"cost-center","value":"42","inherited":true,"namespace":"123"}]',
  "location.location": "us-central1",
  "location.region": "us-central1",
  "location.zone": "us-central1-a",
  "resource.name": "projects/123/instances/web-1",
  "resource.global_name": "//compute.googleapis.com/projects/123/zones/us-central1-a/instances/987",
  cost: "0.123456789",
  cost_at_list: "0.2",
  currency: "EUR",
  currency_conversion_rate: "0.92",
  "usage.amount": "3600",
  "usage.unit": "seconds",
  "usage.amount_in_pricing_units": "1",
  "usage.pricing_unit": "hour",
  "price.effective_price": "0.123456789",
  "price.tier_start_amount": "0",
  transaction_type: "GOOGLE",
  export_time: "2026-11-01T09:00:00.123456Z",
};

function map(change: Usage = {}): Readonly<Record<string, string | null>> {
  const row = mapGcpUsage((field) => ({ ...usage, ...change })[field] ?? null, null);
  if ("detail" in row) throw new Error(`${row.field}: ${row.detail}`);
  return Object.fromEntries(gcpUsageHeaders.map((header, index) => [header, row[index] ?? null]));
}

const filled = (row: Readonly<Record<string, string | null>>): Readonly<Record<string, string | null>> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

describe("a row of a usage export of Google Cloud", () => {
  it("is one row of FOCUS with every value that it has", () => {
    expect(filled(map())).toEqual({
      AvailabilityZone: "us-central1-a",
      BilledCost: "0.123456789",
      BillingAccountId: "01AB23-CD45EF-678901",
      BillingCurrency: "EUR",
      BillingPeriodStart: "2026-10-01T00:00:00Z",
      BillingPeriodEnd: "2026-11-01T00:00:00Z",
      ChargeCategory: "Usage",
      ChargeDescription: "N1 Predefined Instance Core running in Americas",
      ChargePeriodStart: "2026-11-01T03:00:00Z",
      ChargePeriodEnd: "2026-11-01T04:00:00Z",
      ConsumedQuantity: "3600",
      ConsumedUnit: "seconds",
      ContractedCost: "0.123456789",
      ContractedUnitPrice: "0.123456789",
      EffectiveCost: "0.123456789",
      HostProviderName: "Google Cloud",
      InvoiceIssuerName: "Google Cloud",
      ListCost: "0.2",
      PricingCategory: "Standard",
      PricingQuantity: "1",
      PricingUnit: "hour",
      RegionId: "us-central1",
      RegionName: "Iowa",
      ResourceId: "//compute.googleapis.com/projects/123/zones/us-central1-a/instances/987",
      ResourceName: "projects/123/instances/web-1",
      ResourceType: "compute.googleapis.com/instances",
      ServiceCategory: "Compute",
      ServiceName: "Compute Engine",
      ServiceProviderName: "Google Cloud",
      ServiceSubcategory: "Virtual Machines",
      SkuId: "CF4E-A0C7-E3BF",
      SkuMeter: "N1 Predefined Instance Core running in Americas",
      SkuPriceId: "Billing Account ID:01AB23-CD45EF-678901, SKU ID: CF4E-A0C7-E3BF, Price Tier Start Amount: 0",
      SubAccountId: "shop-prod",
      SubAccountName: "Shop",
      SubAccountType: "Project",
      Tags: '{"team":"shop","cost-center":"42","compute.googleapis.com/cores":"2","env":"prod"}',
      x_BillingExchangeRate: "0.92",
      x_CostType: "regular",
      x_ExportTime: "2026-11-01T09:00:00.123456Z",
      x_Labels: '[{"key":"env","value":"prod"}]',
      x_ListCostSource: "provider",
      x_Location: "us-central1",
      x_ProjectLabels: '[{"key":"team","value":"shop"},{"key":"env","value":"none"}]',
      x_ProjectNumber: "123456789012",
      x_ProviderName: "Google Cloud",
      x_ServiceId: "6F81-5844-456A",
      x_SystemLabels: '[{"key":"compute.googleapis.com/cores","value":"2"}]',
      x_Tags: '[{"key":"cost-center","value":"42","inherited":true,"namespace":"123"}]',
      x_TransactionType: "GOOGLE",
      x_UsageDate: "2026-10-31",
    });
  });

  it.each([
    "SUSTAINED_USAGE_DISCOUNT",
    "COMMITTED_USAGE_DISCOUNT",
    "COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE",
    "FEE_UTILIZATION_OFFSET",
    "DISCOUNT",
    "FREE_TIER",
    "PROMOTION",
    "RESELLER_MARGIN",
    "SUBSCRIPTION_BENEFIT",
    "A_TYPE_OF_NEXT_YEAR",
  ])(
    "has a credit of type %s in BilledCost and EffectiveCost, and not in ContractedCost and ListCost, as in Google's own mapping",
    (type) => {
      const credits = `[{"name":"a","amount":"-0.100000001","type":"${type}"},{"name":"b","amount":-1E-9,"type":"PROMOTION"}]`;
      expect(map({ credits })).toMatchObject({
        BilledCost: "0.023456787",
        EffectiveCost: "0.023456787",
        ContractedCost: "0.123456789",
        ListCost: "0.2",
        x_Credits: credits,
      });
    },
  );

  it.each([
    ["tax", "Tax"],
    ["adjustment", "Adjustment"],
    ["rounding_error", "Adjustment"],
    ["Regular", "Usage"],
    ["surcharge", "surcharge"],
  ])("of cost type %s is of ChargeCategory %s", (cost_type, ChargeCategory) => {
    expect(map({ cost_type })).toMatchObject({ ChargeCategory, x_CostType: cost_type });
  });

  it("has no SKU, no prices and no quantities when it is tax", () => {
    const tax = map({ cost_type: "tax" });
    for (const column of [
      "SkuId",
      "SkuPriceId",
      "ContractedUnitPrice",
      "PricingQuantity",
      "PricingUnit",
      "ConsumedQuantity",
      "PricingCategory",
    ])
      expect([column, tax[column]]).toEqual([column, null]);
  });

  it("is a correction when Google says what it adjusts", () => {
    expect(map({ "adjustment_info.id": "a1", "adjustment_info.mode": "PARTIAL_CORRECTION" })).toMatchObject({
      ChargeClass: "Correction",
      x_AdjustmentInfo: '{"id":"a1","mode":"PARTIAL_CORRECTION"}',
    });
  });

  it.each([
    [{ credits: '[{"amount":"-0.01","type":"COMMITTED_USAGE_DISCOUNT","full_name":"CUD: CPU"}]' }, "Usage", "Used", "CUD: CPU"],
    [{ credits: '[{"amount":"-0.01","type":"COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE","name":"Spend"}]' }, "Spend", "Used", "Spend"],
    [
      { "sku.description": "Commitment - dollar based v1: Cloud SQL for 1 Year" },
      "Spend",
      null,
      "Commitment - dollar based v1: Cloud SQL for 1 Year",
    ],
    [{ "sku.description": "Commitment v1: Cpu in Americas for 1 Year" }, "Usage", null, "Commitment v1: Cpu in Americas for 1 Year"],
    [{ "consumption_model.description": "Compute Flexible CUDs - 1 Year" }, "Spend", "Used", "Compute Flexible CUDs - 1 Year"],
    [
      { credits: '[{"amount":"-0.01","type":"FEE_UTILIZATION_OFFSET","name":"Offset"}]' },
      "Spend",
      "Unused",
      "N1 Predefined Instance Core running in Americas",
    ],
  ] as const)("says which commitment %j belongs to, where Google gives its id", (change, category, status, name) => {
    expect(map({ ...change, "subscription.instance_id": "sub-1" })).toMatchObject({
      CommitmentDiscountId: "sub-1",
      CommitmentDiscountCategory: category,
      CommitmentDiscountStatus: status,
      CommitmentDiscountName: name,
      PricingCategory: "Committed",
    });
    expect(map(change)).toMatchObject({ CommitmentDiscountId: null, CommitmentDiscountCategory: null, PricingCategory: "Committed" });
  });

  it("is Dynamic when it is preemptible, and of the seller when it comes from the marketplace", () => {
    expect(map({ "sku.description": "Spot Preemptible N1 Instance Core" })).toMatchObject({ PricingCategory: "Dynamic" });
    expect(map({ transaction_type: "THIRD_PARTY_RESELLER", seller_name: "Elastic" })).toMatchObject({
      ServiceProviderName: "Elastic",
      InvoiceIssuerName: "Google Cloud",
    });
  });

  it.each([
    ["cost", ""],
    ["cost", "12,5"],
    ["cost", "NaN"],
    ["credits", "[{'name': 'x'}]"],
    ["credits", '[{"amount":"free"}]'],
    ["credits", "{broken"],
    ["invoice.month", "2026-10"],
    ["invoice.month", "202613"],
  ] as const)("cannot be read when %s is %j, and says so", (field, value) => {
    expect(mapGcpUsage((name) => ({ ...usage, [field]: value })[name] ?? null, null)).toMatchObject({
      field,
      detail: expect.stringContaining(JSON.stringify(value)) as string,
    });
  });
});

describe("a list of Google's records", () => {
  it.each([
    ["", []],
    ["[]", []],
    ["null", []],
    ['[{"key":"a","value":"b\\"c"}]', [{ key: "a", value: 'b"c' }]],
    ['[{"Key":"a","Value":null}]', [{ key: "a" }]],
    ['{"name":"","amount":0.10000000000000000001,"type":""}', [{ name: "", amount: "0.10000000000000000001", type: "" }]],
    ["[{'key': 'it\\'s', 'value': \"x'y\"}, {'key': 'n', 'value': None}]", [{ key: "it's", value: "x'y" }, { key: "n" }]],
    ["[{'amount': -1.5e-07, 'type': 'PROMOTION'}]", [{ amount: "-1.5e-07", type: "PROMOTION" }]],
    ["[1]", null],
    ["[{'key': 'a", null],
    ["text", null],
  ])("reads %j", (text, expected) => {
    expect(readGcpList(text)).toEqual(expected);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.stringMatching(/^[[{'":, \\a-z0-9None]*$/)), (text) => {
        readGcpList(text);
      }),
    );
  });
});

describe("the day on which Google counts a charge", () => {
  it.each([
    ["2026-11-01T06:59:59Z", "2026-10-31"],
    ["2026-11-01T07:00:00Z", "2026-11-01"],
    ["2026-11-01 08:59:00 UTC", "2026-11-01"],
    ["2026-11-02T07:59:00Z", "2026-11-01"],
    ["2026-11-02T08:00:00.000001Z", "2026-11-02"],
    ["2026-03-08T07:59:00Z", "2026-03-07"],
    ["2026-03-09T06:59:00Z", "2026-03-08"],
    ["2026-03-09T07:00:00Z", "2026-03-09"],
    ["2026-10-01T00:00:00", null],
    ["later", null],
  ])("of %s is %s", (instant, day) => {
    expect(invoiceDay(instant)).toBe(day);
  });

  it("agrees with the time zone database for every hour of twenty years", () => {
    const formats = new Intl.DateTimeFormat("en-CA", {
      timeZone: "America/Los_Angeles",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2010) / 3_600_000, max: Date.UTC(2030) / 3_600_000 }), (hours) => {
        const time = new Date(hours * 3_600_000);
        expect(invoiceDay(time.toISOString())).toBe(formats.format(time));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("the sum of decimals", () => {
  it.each([
    [["0.1", "0.2"], "0.3"],
    [["1", "-1.00"], "0"],
    [["0.000000000000000000001", "99999999999999999999"], "99999999999999999999.000000000000000000001"],
    [["-0.5"], "-0.5"],
    [[], "0"],
  ])("of %j is %s", (terms, sum) => {
    expect(addDecimals(terms)).toBe(sum);
  });
});
