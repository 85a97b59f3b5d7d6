import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { planLineItemColumns } from "../../../app/domain/aws/line-item-columns";
import { mapLineItems } from "../../../app/domain/aws/map-line-item";
import { compileFocusRowReader } from "../../../app/domain/focus/import/compile-focus-row-reader";
import { type FocusImportColumn, focusImportColumns } from "../../../app/domain/focus/import/focus-import-column";
import type { FocusRow } from "../../../app/domain/focus/import/focus-row";
import { planFocusColumns } from "../../../app/domain/focus/import/plan-focus-columns";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { type AwsLine, awsLines, awsTotals, cur2Table, legacyTable } from "../../support/aws-bill";

type Table = ReturnType<typeof legacyTable>;
const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** The rows of FOCUS that a table becomes, or the fault of its first line that has one. */
function read([headers = [], ...lines]: Table): readonly FocusRow[] {
  const plan = planLineItemColumns(headers);
  if (plan === null || typeof plan === "string") throw new Error(plan ?? "no report");
  const mapping = mapLineItems(plan);
  const columns = planFocusColumns(mapping.headers);
  if ("code" in columns) throw new Error(columns.detail);
  expect(columns.version).toBe("1.4");
  const readRow = compileFocusRowReader(columns, sha256);
  return lines.flatMap((line) => {
    const reading = mapping.read(line);
    if ("fault" in reading) throw new Error(`${reading.fault.column} ${reading.fault.detail}`);
    return reading.rows.map((cells) => {
      const row = readRow(cells);
      if ("detail" in row) throw new Error(`${row.column} ${row.detail}`);
      return row;
    });
  });
}

const value = (row: FocusRow | undefined, column: FocusImportColumn): string | null =>
  row?.cells[focusImportColumns.findIndex(({ name }) => name === column)] ?? null;

/** What a row has of some columns. */
const shown = (row: FocusRow | undefined, ...columns: readonly FocusImportColumn[]): object =>
  Object.fromEntries(columns.map((column) => [column, value(row, column)]));

const all = Object.values(awsLines);
const one = (line: AwsLine): FocusRow | undefined => read(legacyTable([line]))[0];

describe.each([
  ["the legacy report", legacyTable],
  ["CUR 2.0", cur2Table],
] as const)("%s", (_name, table) => {
  it("is billed as its unblended costs add up to, and costs effectively what AWS amortizes, to the last digit", () => {
    const rows = read(table(all));
    const [billed, effective] = [new ExactSum(), new ExactSum()];
    for (const row of rows) {
      billed.add(value(row, "BilledCost") ?? "");
      effective.add(value(row, "EffectiveCost") ?? "");
    }
    const { rows: count, billed: expectedBilled, effective: expectedEffective } = awsTotals;
    expect([rows.length, billed.toString(), effective.toString()]).toEqual([count, expectedBilled, expectedEffective]);
    expect(new Set(rows.map(({ account, currency, provider }) => [account, currency, provider].join(" ")))).toEqual(
      new Set(["aws-123456789012 USD AWS"]),
    );
  });

  it("names nothing as a problem but the category of what AWS Marketplace sells, and its unknown list price", () => {
    const problems = read(table(all)).flatMap((row) => row.problems.map((problem) => `${value(row, "ServiceName") ?? ""}: ${problem}`));
    expect([...new Set(problems)].sort()).toEqual(["Red Hat Enterprise Linux 9: value-assumed"]);
  });
});

it.each([
  ["usage", "Usage", null, "Usage-Based", "0.107", "0.107", "0.107", "0.107", "Standard"],
  ["storage", "Usage", null, "Usage-Based", "0.0000000283935", "0.0000000283935", "0.0000000283935", "0.0000000283935", "Standard"],
  ["covered", "Usage", null, "Usage-Based", "0.107", "0.0725", "0.107", "0.107", "Committed"],
  ["negation", "Usage", null, "Usage-Based", "-0.107", "0", "0", "0", null],
  ["plan fee", "Purchase", null, "Recurring", "0.1", "0", "0.1", "0.1", "Standard"],
  ["plan upfront", "Purchase", null, "One-Time", "500", "0", "500", "500", "Standard"],
  ["reserved", "Usage", null, "Usage-Based", "0", "0.168", "0.254", "0.254", "Committed"],
  ["reservation fee", "Purchase", null, "Recurring", "62.496", "0", "62.496", "62.496", "Standard"],
  ["reservation upfront", "Purchase", null, "One-Time", "736", "0", "736", "736", "Standard"],
  ["support", "Purchase", null, "One-Time", "100", "100", "100", "100", "Standard"],
  ["tax", "Tax", null, "One-Time", "19.02", "19.02", "19.02", "19.02", null],
  ["credit", "Credit", null, "One-Time", "-25.5", "-25.5", "-25.5", "-25.5", null],
  ["refund", "Usage", "Correction", "One-Time", "-3.25", "-3.25", "-3.25", "-3.25", null],
  ["discount", "Usage", null, "Usage-Based", "-7.11", "-7.11", "-7.11", "0", null],
  ["bundled", "Usage", null, "Usage-Based", "-0.4", "-0.4", "0", "0", null],
] as const)("a line of %s is %s", (name, category, charge, frequency, billed, effective, contracted, list, pricing) => {
  expect(
    shown(
      one(awsLines[name]),
      "ChargeCategory",
      "ChargeClass",
      "ChargeFrequency",
      "BilledCost",
      "EffectiveCost",
      "ContractedCost",
      "ListCost",
      "PricingCategory",
    ),
  ).toEqual({
    ChargeCategory: category,
    ChargeClass: charge,
    ChargeFrequency: frequency,
    BilledCost: billed,
    EffectiveCost: effective,
    ContractedCost: contracted,
    ListCost: list,
    PricingCategory: pricing,
  });
});

const commitmentColumns = [
  "CommitmentDiscountCategory",
  "CommitmentDiscountQuantity",
  "CommitmentDiscountStatus",
  "CommitmentDiscountType",
  "CommitmentDiscountUnit",
] as const;

it.each([
  ["covered", ["Spend", "0.0725", "Used", "Savings Plan", "USD"]],
  ["negation", ["Spend", null, "Used", "Savings Plan", null]],
  ["plan fee", ["Spend", "0.1", null, "Savings Plan", "USD"]],
  ["plan upfront", ["Spend", null, null, "Savings Plan", null]],
  ["reserved", ["Usage", "1", "Used", "Reserved Instance", "Hrs"]],
  ["reservation fee", ["Usage", "744", null, "Reserved Instance", "Hrs"]],
  ["reservation upfront", ["Usage", null, null, "Reserved Instance", null]],
  ["usage", [null, null, null, null, null]],
] as const)("a line of %s says which commitment it is of", (name, expected) => {
  expect(commitmentColumns.map((column) => value(one(awsLines[name]), column))).toEqual(expected);
});

it.each([
  ["reservation fee", "2.51", "15", "Hrs", "arn:aws:rds:eu-west-1:123456789012:ri:orders-2026"],
  ["plan fee", "0.0275", "0.0275", "USD", "arn:aws:savingsplans::123456789012:savingsplan/11111111-2222-3333-4444-555555555555"],
] as const)("what nobody used of a %s is usage of its own, billed with 0", (name, effective, quantity, unit, id) => {
  const [fee, unused] = read(legacyTable([awsLines[name]]));
  expect(value(fee, "ResourceId")).toBe(id);
  const columns = [
    "ChargeCategory",
    "BilledCost",
    "EffectiveCost",
    "ContractedCost",
    "ListCost",
    "ConsumedQuantity",
    "ResourceId",
  ] as const;
  expect(
    shown(unused, ...columns, "CommitmentDiscountStatus", "CommitmentDiscountQuantity", "CommitmentDiscountUnit", "PricingCategory"),
  ).toEqual({
    ChargeCategory: "Usage",
    BilledCost: "0",
    EffectiveCost: effective,
    ContractedCost: "0",
    ListCost: "0",
    ConsumedQuantity: null,
    ResourceId: id,
    CommitmentDiscountStatus: "Unused",
    CommitmentDiscountQuantity: quantity,
    CommitmentDiscountUnit: unit,
    PricingCategory: "Committed",
  });
});

it("what machines of other sizes use of a reservation is counted in normalised units, where the report has them for the unused part too", () => {
  const fee = {
    ...awsLines["reservation fee"],
    line_item_normalized_usage_amount: "5952",
    reservation_unused_normalized_unit_quantity: "120.0",
  };
  // Half an hour of a machine that is twice as large.
  const reserved = { ...awsLines.reserved, line_item_usage_amount: "0.5", line_item_normalized_usage_amount: "8" };
  const counted = (table: Table): readonly object[] =>
    read(table).map((row) => shown(row, "CommitmentDiscountQuantity", "CommitmentDiscountUnit", "ConsumedQuantity"));
  const unit = "Normalized Hours";
  expect(counted(legacyTable([fee, reserved]))).toEqual([
    { CommitmentDiscountQuantity: "5952", CommitmentDiscountUnit: unit, ConsumedQuantity: null },
    { CommitmentDiscountQuantity: "120", CommitmentDiscountUnit: unit, ConsumedQuantity: null },
    { CommitmentDiscountQuantity: "8", CommitmentDiscountUnit: unit, ConsumedQuantity: "0.5" },
  ]);
  const hours = [
    { CommitmentDiscountQuantity: "744", CommitmentDiscountUnit: "Hrs", ConsumedQuantity: null },
    { CommitmentDiscountQuantity: "15", CommitmentDiscountUnit: "Hrs", ConsumedQuantity: null },
    { CommitmentDiscountQuantity: "0.5", CommitmentDiscountUnit: "Hrs", ConsumedQuantity: "0.5" },
  ];
  expect(counted(legacyTable([fee, reserved], (column) => column !== "reservation_unused_normalized_unit_quantity"))).toEqual(hours);
  const none = { line_item_normalized_usage_amount: "0.0", reservation_unused_normalized_unit_quantity: "0" };
  expect(
    counted(
      legacyTable([
        { ...fee, ...none },
        { ...reserved, ...none },
      ]),
    ),
  ).toEqual(hours);
});

it.each([
  [
    "a reservation",
    { reservation_reservation_arn: "arn:aws:rds:eu-west-1:1:ri:a" },
    ["Purchase", "0", "arn:aws:rds:eu-west-1:1:ri:a", "Usage", "Reserved Instance"],
  ],
  [
    "a savings plan",
    { savings_plan_savings_plan_arn: "arn:aws:savingsplans::1:savingsplan/a" },
    ["Purchase", "0", "arn:aws:savingsplans::1:savingsplan/a", "Spend", "Savings Plan"],
  ],
  [
    "the tax on a reservation",
    { reservation_reservation_arn: "arn:aws:rds:eu-west-1:1:ri:a", line_item_tax_type: "VAT" },
    ["Tax", "-3.25", null, null, null],
  ],
] as const)(
  "a refund of %s is a correction of what it gives back: without a quantity, and of what was paid for a commitment without an effective cost",
  (_name, terms, [category, effective, id, kind, type]) => {
    const row = one({ ...awsLines.refund, ...terms, line_item_usage_amount: "1", pricing_unit: "Hrs" });
    expect(
      shown(
        row,
        "ChargeCategory",
        "ChargeClass",
        "BilledCost",
        "EffectiveCost",
        "CommitmentDiscountId",
        "CommitmentDiscountCategory",
        "CommitmentDiscountType",
        "CommitmentDiscountQuantity",
        "CommitmentDiscountUnit",
        "CommitmentDiscountStatus",
      ),
    ).toEqual({
      ChargeCategory: category,
      ChargeClass: "Correction",
      BilledCost: "-3.25",
      EffectiveCost: effective,
      CommitmentDiscountId: id,
      CommitmentDiscountCategory: kind,
      CommitmentDiscountType: type,
      CommitmentDiscountQuantity: null,
      CommitmentDiscountUnit: null,
      CommitmentDiscountStatus: null,
    });
  },
);

it("a commitment that was used wholly has no second row", () => {
  expect(read(legacyTable([{ ...awsLines["plan fee"], savings_plan_used_commitment: "0.10" }]))).toHaveLength(1);
});

it("usage has its place, resource, price and quantity, and what FOCUS has no column for is kept", () => {
  const row = one(awsLines.usage);
  expect(
    shown(
      row,
      "AvailabilityZone",
      "BillingAccountId",
      "ChargePeriodStart",
      "ConsumedQuantity",
      "ConsumedUnit",
      "InvoiceId",
      "InvoiceIssuerName",
      "ListUnitPrice",
      "RegionId",
      "RegionName",
      "ResourceId",
      "ResourceType",
      "ServiceCategory",
      "ServiceName",
      "ServiceProviderName",
      "ServiceSubcategory",
      "SkuId",
      "SkuMeter",
      "SkuPriceDetails",
      "SkuPriceId",
      "SubAccountId",
      "Tags",
    ),
  ).toEqual({
    AvailabilityZone: "eu-west-1a",
    BillingAccountId: "123456789012",
    ChargePeriodStart: "2026-10-03 04:00:00",
    ConsumedQuantity: "1",
    ConsumedUnit: "Hrs",
    InvoiceId: "EUINV26-10001",
    InvoiceIssuerName: "Amazon Web Services EMEA SARL",
    ListUnitPrice: "0.107",
    RegionId: "eu-west-1",
    RegionName: "EU (Ireland)",
    ResourceId: "i-0abc",
    ResourceType: "Compute Instance",
    ServiceCategory: "Compute",
    ServiceName: "Amazon Elastic Compute Cloud",
    ServiceProviderName: "AWS",
    ServiceSubcategory: "Virtual Machines",
    SkuId: "HB5V2X8TXQUTDZBV",
    SkuMeter: "EU-BoxUsage:m5.large",
    SkuPriceDetails: '{"CoreCount":2,"InstanceType":"m5.large"}',
    SkuPriceId: "HB5V2X8TXQUTDZBV.JRTCKXETXF.6YS6EN2CT7",
    SubAccountId: "210987654321",
    Tags: '{"aws:createdBy":"Root:123456789012","env":"prod"}',
  });
  expect(JSON.parse(row?.sourceColumns ?? "")).toMatchObject({
    "lineItem/LineItemType": "Usage",
    "lineItem/Operation": "RunInstances",
    "lineItem/UnblendedCost": "0.107",
    "bill/BillType": "Anniversary",
  });
});

it("what AWS Marketplace sells is its vendor's, runs on AWS, and is billed by AWS", () => {
  expect(
    shown(one(awsLines.marketplace), "ServiceProviderName", "HostProviderName", "InvoiceIssuerName", "x_PublisherName", "ServiceCategory"),
  ).toEqual({
    ServiceProviderName: "Red Hat, Inc.",
    HostProviderName: "AWS",
    InvoiceIssuerName: "Amazon Web Services",
    x_PublisherName: "Red Hat, Inc.",
    ServiceCategory: "Other",
  });
});

it("a bill of AWS China is in its currency, from its own company, of its own partition", () => {
  const row = one({
    ...awsLines.reserved,
    line_item_currency_code: "CNY",
    line_item_legal_entity: "Ningxia Western Cloud Data Technology Co., Ltd.",
    line_item_resource_id: "arn:aws-cn:rds:cn-northwest-1:210987654321:db:orders",
    product_region_code: "",
    product_product_family: "",
    product_location: "China (Ningxia)",
    line_item_availability_zone: "cn-northwest-1b",
  });
  expect(row?.provider).toBe("AWS");
  expect(shown(row, "BillingCurrency", "InvoiceIssuerName", "RegionId", "RegionName", "ResourceType")).toEqual({
    BillingCurrency: "CNY",
    InvoiceIssuerName: "Ningxia Western Cloud Data Technology Co., Ltd.",
    RegionId: "cn-northwest-1",
    RegionName: "China (Ningxia)",
    ResourceType: "rds:db",
  });
});

it("tags of users, of AWS and of accounts are kept apart, in columns and in the maps of CUR 2.0", () => {
  const [header = [], line = []] = legacyTable([{ ...awsLines.usage, "user:aws_team": "a" }]);
  const accounts = read([
    [...header, "accountTag/env"],
    [...line, "shared"],
  ]);
  expect(value(accounts[0], "Tags")).toBe('{"aws:createdBy":"Root:123456789012","aws_team":"a","env":"prod","accountTag/env":"shared"}');
  const [names = [], cells = []] = cur2Table([awsLines.usage]);
  const tags = '{"resourceTags/user:env":"prod","accountTag/env":"shared","resourceTags/aws:createdBy":"x","costCategory/Team":"b"}';
  const mapped = read([
    [...names, "tags"],
    [...cells, tags],
  ]);
  expect(value(mapped[0], "Tags")).toBe('{"env":"prod","accountTag/env":"shared","aws:createdBy":"x","costCategory/Team":"b"}');
});

it("a line with a discount in a column is billed at its net cost", () => {
  const [header = [], line = []] = cur2Table([awsLines.covered]);
  const net = (values: readonly string[]): readonly (string | null)[] => {
    const columns = ["discount_total_discount", "line_item_net_unblended_cost", "savings_plan_net_savings_plan_effective_cost"];
    const [row] = read([
      [...header, ...columns],
      [...line, ...values],
    ]);
    return [value(row, "BilledCost"), value(row, "EffectiveCost")];
  };
  expect(net(["-0.0107", "0.0963", "0.06525"])).toEqual(["0.0963", "0.06525"]);
  expect(net(["0.0", "", ""])).toEqual(["0.107", "0.0725"]);
  expect(() => net(["-0.0107", "", ""])).toThrow("line_item_net_unblended_cost is empty, and the line has a discount");
});

it("a discount on the fee of a reservation lowers the effective cost of the usage that it pays for", () => {
  const [header = [], fee = [], usage = []] = cur2Table([awsLines["reservation fee"], awsLines.reserved]);
  const columns = [
    "discount_total_discount",
    "line_item_net_unblended_cost",
    "reservation_net_effective_cost",
    "reservation_net_unused_recurring_fee",
  ];
  const effective = (net: string): readonly (string | null)[] =>
    read([
      [...header, ...columns],
      [...fee, "-6.2496", "56.2464", "", "1.8"],
      [...usage, "0.0", "0.0", net, ""],
    ]).map((row) => value(row, "EffectiveCost"));
  expect(effective("0.1512").at(-1)).toBe("0.1512");
  expect(effective("0.0").at(-1)).toBe("0.168");
  expect(effective("").at(-1)).toBe("0.168");
});

it("a discount that a report has as a column and as a line counts once", () => {
  const discounts = ["EdpDiscount", "BundledDiscount", "RiVolumeDiscount", "CrossServiceDiscount"];
  const lines = [
    awsLines.usage,
    ...discounts.map((type) => ({ ...awsLines.discount, line_item_line_item_type: type, line_item_unblended_cost: "-0.0107" })),
  ];
  const [header = [], usage = [], ...others] = cur2Table(lines);
  const columns = ["discount_total_discount", "line_item_net_unblended_cost"];
  const costs = (net: string): readonly (readonly (string | null)[])[] =>
    read([[...header, ...columns], [...usage, "-0.0428", "0.0642"], ...others.map((line) => [...line, "0.0", net])]).map((row) => [
      value(row, "BilledCost"),
      value(row, "EffectiveCost"),
    ]);
  expect(costs("0.0")).toEqual([["0.0642", "0.0642"], ...discounts.map(() => ["0", "0"])]);
  expect(() => costs("")).toThrow(
    "line_item_net_unblended_cost is empty, and the line is a discount: nothing says whether the net costs of other lines have it already",
  );
});

it("an unknown type of line counts, and is a named problem", () => {
  const row = one({ ...awsLines.tax, line_item_line_item_type: "CarbonOffset" });
  expect(shown(row, "ChargeCategory", "BilledCost", "EffectiveCost")).toEqual({
    ChargeCategory: "CarbonOffset",
    BilledCost: "19.02",
    EffectiveCost: "19.02",
  });
  expect(row?.problems).toEqual(["value-not-allowed"]);
});

it("a price that is not a number is an unknown list price, as in reports that nise makes", () => {
  const row = one({ ...awsLines.reserved, pricing_public_on_demand_cost: "convertible", pricing_public_on_demand_rate: "No Upfront" });
  expect(shown(row, "ListCost", "EffectiveCost", "ListUnitPrice")).toEqual({
    ListCost: "0.168",
    EffectiveCost: "0.168",
    ListUnitPrice: null,
  });
  expect(row?.problems).toEqual(["value-assumed"]);
});

it.each([
  ["reserved", "reservation_effective_cost"],
  ["covered", "savings_plan_savings_plan_effective_cost"],
  ["reservation fee", "reservation_unused_recurring_fee"],
  ["plan fee", "savings_plan_used_commitment"],
] as const)("a line of %s without the column %s is refused, since its effective cost would be too small", (name, column) => {
  expect(() => read(legacyTable([awsLines[name]], (other) => other !== column))).toThrow(`${column} is not in the file`);
});

it.each([
  ["reserved", "reservation_net_effective_cost"],
  ["covered", "savings_plan_net_savings_plan_effective_cost"],
  ["reservation fee", "reservation_net_unused_recurring_fee"],
  ["plan fee", "savings_plan_used_commitment"],
] as const)("a line of %s whose %s is no number is refused, since nothing else says what it costs after the discount", (name, column) => {
  const [header = [], line = []] = legacyTable([{ ...awsLines[name], savings_plan_used_commitment: "n/a" }]);
  const discounted = [
    [...header, column, "discount_total_discount"],
    [...line, "n/a", "0"],
  ];
  const table = column === "savings_plan_used_commitment" ? [header, line] : discounted;
  expect(() => read(table)).toThrow(`${column} "n/a" is not a decimal number`);
});

it("a file without a column that makes a bill is refused with its name, and another bill is none of AWS", () => {
  const [header = []] = legacyTable([]);
  expect(planLineItemColumns(header.filter((name) => name !== "lineItem/UnblendedCost"))).toBe(
    "is a Cost and Usage Report without line_item_unblended_cost: a column was renamed, or the export's query leaves it out",
  );
  expect(planLineItemColumns([...header, "line_item_usage_amount"])).toBe(
    'has "lineItem/UsageAmount" and "line_item_usage_amount", which are the same column',
  );
  expect(planLineItemColumns(["lineItem/referenceNo", "lineItem/tenantId", "lineItem/intervalUsageStart", "cost/myCost"])).toBeNull();
  expect(planLineItemColumns(["BilledCost", "ChargePeriodStart"])).toBeNull();
});

it("what a line is not priced by is kept all the same: the SKU of a negation", () => {
  const row = one(awsLines.negation);
  expect(value(row, "SkuId")).toBeNull();
  expect(JSON.parse(row?.sourceColumns ?? "")).toMatchObject({ "product/sku": "HB5V2X8TXQUTDZBV", "lineItem/UsageAmount": "1" });
});

it("the Parquet of a legacy report has its tags in columns of its own spelling", () => {
  const [header = [], line = []] = cur2Table([awsLines.usage]);
  const [row] = read([
    [...header.map((name) => (name === "resource_tags" ? "resource_tags_user_env" : name)), "resource_tags_aws_created_by"],
    [...line.map((cell, index) => (header[index] === "resource_tags" ? "prod" : cell)), "root"],
  ]);
  expect(value(row, "Tags")).toBe('{"env":"prod","aws:created_by":"root"}');
});

it("attributes of a product whose names differ by case only are one: each line has its own, that of AWS's dictionary first", () => {
  const [header = [], ...lines] = legacyTable(
    [awsLines.usage, awsLines.usage, awsLines.usage],
    (column) => column !== "product_region_code",
  );
  const regions = [
    ["", "eu-west-3"],
    ["eu-west-1", ""],
    ["eu-west-1", "EU (Ireland)"],
  ];
  const rows = (order: (cells: readonly string[]) => readonly string[]) =>
    read([
      [...header, ...order(["product/region", "product/Region"])],
      ...lines.map((line, index) => [...line, ...order(regions[index] ?? [])]),
    ]);
  for (const order of [(cells: readonly string[]) => cells, (cells: readonly string[]) => [...cells].reverse()]) {
    expect(rows(order).map((row) => value(row, "RegionId"))).toEqual(["eu-west-3", "eu-west-1", "eu-west-1"]);
    expect(JSON.parse(rows(order)[2]?.sourceColumns ?? "")).toMatchObject(
      Object.fromEntries(
        order(["product/region", "product/Region"]).map((name, place) => [
          place === 0 ? name : `${name} (2)`,
          order(["eu-west-1", "EU (Ireland)"])[place],
        ]),
      ),
    );
  }
  expect(planLineItemColumns([...header, "product/region", "product/region"])).toBe(
    'has "product/region" and "product/region", which are the same column',
  );
});

it("columns that differ in their letter case only are kept both", () => {
  const [header = [], line = []] = legacyTable([awsLines.usage]);
  const [row] = read([
    [...header, "costCategory/Team", "costCategory/team"],
    [...line, "a", "b"],
  ]);
  expect(JSON.parse(row?.sourceColumns ?? "")).toMatchObject({ "costCategory/Team": "a", "costCategory/team (2)": "b" });
});
