import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { focusColumns } from "../../../app/domain/focus/focus-columns";
import { compileFocusRowReader } from "../../../app/domain/focus/import/compile-focus-row-reader";
import { focusImportColumns } from "../../../app/domain/focus/import/focus-import-column";
import type { FocusRow, FocusRowFault } from "../../../app/domain/focus/import/focus-row";
import { planFocusColumns } from "../../../app/domain/focus/import/plan-focus-columns";
import { sha256Hex } from "../../../app/runtime/sha256-hex";
import { type FocusSampleName, focusSample } from "../../support/focus-files";

const names: readonly FocusSampleName[] = ["aws-1.0", "aws-1.2", "google-1.0", "oracle", "microsoft-1.0", "microsoft-1.2", "focus-1.4"];

function read(headers: readonly string[], values: readonly (string | null)[]): FocusRow | FocusRowFault {
  const plan = planFocusColumns(headers);
  if ("code" in plan) throw new Error(plan.detail);
  return compileFocusRowReader(plan, sha256Hex)(values);
}

function readSample(name: FocusSampleName, change: Readonly<Record<string, string>> = {}): FocusRow | FocusRowFault {
  const { headers, rows } = focusSample(name, 3);
  const all = [...headers, ...Object.keys(change).filter((header) => !headers.includes(header))];
  return read(
    all,
    all.map((header, index) => change[header] ?? rows[2]?.[index] ?? null),
  );
}

function row(result: FocusRow | FocusRowFault): FocusRow & { readonly columns: Readonly<Record<string, string | null>> } {
  if ("detail" in result) throw new Error(`${result.column}: ${result.detail}`);
  return { ...result, columns: Object.fromEntries(focusImportColumns.map(({ name }, index) => [name, result.cells[index] ?? null])) };
}

describe("a row of a FOCUS file", () => {
  it.each(names)("of %s has every value that 1.4 wants", (name) => {
    const { columns } = row(readSample(name));
    expect(focusColumns.filter((column) => !column.nullable && columns[column.name] === null).map((column) => column.name)).toEqual([]);
  });

  it("of OCI takes the names that FOCUS gave up", () => {
    expect(row(readSample("oracle"))).toMatchObject({
      account: "oracle-5512345",
      columns: {
        x_ProviderName: "Oracle",
        ServiceProviderName: "Oracle",
        InvoiceIssuerName: "Oracle",
        RegionId: "eu-amsterdam-1",
        RegionName: "eu-amsterdam-1",
        ConsumedQuantity: "3",
        ConsumedUnit: "OCPU-Hour",
        PricingCategory: "Standard",
        ContractedCost: "0.0370370367",
        ListCost: "0.06",
        ServiceSubcategory: "Other (Compute)",
        ChargePeriodStart: "2026-10-03 00:00:00",
      },
      problems: [],
    });
    expect(JSON.parse(row(readSample("oracle")).sourceColumns)).toEqual({
      PricingCategory: "On-Demand",
      ChargeSubcategory: "On-Demand",
      oci_ReferenceNumber: "ref2",
      oci_CompartmentId: "ocid1.compartment.oc1..aaaa",
    });
  });

  it("of Microsoft is repaired by its unit where the file does not say the pricing block size, and named where it says neither", () => {
    const unsized = row(readSample("microsoft-1.0", { x_PricingBlockSize: "" }));
    expect(unsized).toMatchObject({
      problems: ["block-size-repaired"],
      columns: { PricingQuantity: "3", PricingUnit: "10000 Units", ContractedCost: "0.15", ListCost: "0.18" },
    });
    const unknown = row(readSample("microsoft-1.0", { x_PricingBlockSize: "", x_PricingUnitDescription: "", ConsumedQuantity: "" }));
    expect(unknown).toMatchObject({
      problems: ["block-size-suspected"],
      columns: { PricingQuantity: "0.0003", ContractedCost: "0.000015" },
    });
    const other = row(readSample("microsoft-1.0", { ProviderName: "Acme", PublisherName: "Acme", InvoiceIssuerName: "Acme" }));
    expect(other).toMatchObject({ provider: "Other", problems: [], columns: { PricingQuantity: "0.0003" } });
  });

  it("that names nobody is of whose columns the file has", () => {
    const unnamed = row(readSample("aws-1.0", { ProviderName: "", PublisherName: "", InvoiceIssuerName: "" }));
    expect(unnamed).toMatchObject({
      provider: "AWS",
      account: "aws-123456789012",
      problems: ["value-assumed"],
      columns: { ServiceProviderName: "AWS", InvoiceIssuerName: "AWS", x_ProviderName: "AWS" },
    });
    expect(readSample("focus-1.4", { ServiceProviderName: "", HostProviderName: "", InvoiceIssuerName: "" })).toEqual({
      column: "InvoiceIssuerName",
      detail: "is empty",
    });
  });

  it("sells for its publisher where that is another", () => {
    expect(row(readSample("aws-1.0", { PublisherName: "Databricks" })).columns).toMatchObject({
      ServiceProviderName: "Databricks",
      HostProviderName: "AWS",
      InvoiceIssuerName: "Amazon Web Services, Inc.",
      x_PublisherName: "Databricks",
    });
  });

  it.each([
    [
      "a missing cost that the file has a column for",
      { ContractedCost: "" },
      { columns: { ContractedCost: "0.0370370367" }, problems: ["value-assumed"] },
    ],
    [
      "a missing list cost, which is the contracted one and said to be",
      { ListCost: "" },
      { columns: { ListCost: "0.0370370367", x_ListCostSource: "contracted" }, problems: ["value-assumed"] },
    ],
    [
      "an EffectiveCost that a commitment's purchase does not say, which is 0: the usage carries it",
      { EffectiveCost: "", ChargeCategory: "Purchase", CommitmentDiscountId: "sp-1" },
      { columns: { EffectiveCost: "0", PricingCurrencyEffectiveCost: "0" }, problems: ["value-assumed"] },
    ],
    [
      "an EffectiveCost on a commitment's purchase, which is named",
      { ChargeCategory: "Purchase", CommitmentDiscountId: "sp-1" },
      { columns: { EffectiveCost: "0.0370370367" }, problems: ["commitment-purchase-effective-cost"] },
    ],
    [
      "costs of 0 beside a cost, which are unknown",
      { ContractedCost: "0", ListCost: "0.00" },
      { columns: { ContractedCost: "0", ListCost: "0" }, problems: ["contracted-cost-unknown", "list-cost-unknown"] },
    ],
    ["costs of 0 where nothing was charged", { BilledCost: "0", EffectiveCost: "0", ContractedCost: "0", ListCost: "0" }, { problems: [] }],
    [
      "costs of 0 of the unused part of a commitment",
      {
        ContractedCost: "0",
        ListCost: "0",
        CommitmentDiscountId: "sp-1",
        CommitmentDiscountStatus: "Unused",
        PricingCategory: "Committed",
      },
      { problems: [] },
    ],
    [
      "committed usage called Standard",
      { CommitmentDiscountId: "sp-1", CommitmentDiscountStatus: "Used" },
      { columns: { PricingCategory: "Committed" }, problems: ["pricing-category-corrected"] },
    ],
    [
      "an account id without its first zero",
      { BillingAccountId: "12345678901" },
      { account: "aws-012345678901", problems: ["account-id-restored"] },
    ],
    [
      "a sub account without its first zero, beside a billing account of 12 digits",
      { SubAccountId: "12345678901" },
      { columns: { SubAccountId: "012345678901" }, problems: ["account-id-restored"] },
    ],
    [
      "ids that are none of AWS's, as samples have, which stay and are named",
      { BillingAccountId: "1234567890123", SubAccountId: "51738928782" },
      { account: "aws-1234567890123", columns: { SubAccountId: "51738928782" }, problems: ["account-id-unusual"] },
    ],
    [
      "an account id as AWS's console shows it",
      { BillingAccountId: "1234-5678-9012", SubAccountId: "0123 4567 8901" },
      { account: "aws-123456789012", columns: { SubAccountId: "012345678901" }, problems: ["account-id-restored"] },
    ],
    [
      "a sub account of 13 digits, which is named",
      { SubAccountId: "1234567890123" },
      { columns: { SubAccountId: "1234567890123" }, problems: ["account-id-unusual"] },
    ],
    [
      "texts that stand for no value in columns of ids and numbers",
      { SubAccountId: "None", ResourceId: "nan", SkuId: "N/A", PricingQuantity: "NaN", ConsumedQuantity: "-", Tags: "<NA>" },
      {
        columns: { SubAccountId: null, ResourceId: null, SkuId: null, PricingQuantity: null, ConsumedQuantity: null, Tags: null },
        problems: ["null-text"],
      },
    ],
    ["such a text as a name, which stays and is named", { RegionName: "N/A" }, { columns: { RegionName: "N/A" }, problems: ["null-text"] }],
    [
      "such a text where FOCUS has a list, which makes no purchase one of a commitment",
      { ChargeCategory: "Purchase", CommitmentDiscountType: "None", CommitmentDiscountStatus: "N/A", ContractedCost: "None" },
      { columns: { CommitmentDiscountType: null, EffectiveCost: "0.0370370367" }, problems: ["null-text", "value-assumed"] },
    ],
    [
      "a currency by another name",
      { BillingCurrency: "RMB" },
      { currency: "CNY", columns: { BillingCurrency: "CNY", PricingCurrency: "CNY" }, problems: ["currency-restored"] },
    ],
    ["a currency in full-width letters", { BillingCurrency: "ＣＮＹ" }, { currency: "CNY", problems: ["currency-restored"] }],
    [
      "a pricing currency by another name",
      { PricingCurrency: "RMB" },
      { columns: { PricingCurrency: "CNY" }, problems: ["currency-restored"] },
    ],
    ["a pricing currency of the provider's own", { PricingCurrency: "Credits" }, { columns: { PricingCurrency: "CREDITS" }, problems: [] }],
    [
      "a charge that ends before it begins",
      { ChargePeriodStart: "2026-10-05T00:00:00Z", ChargePeriodEnd: "2026-10-04T00:00:00Z" },
      { columns: { ChargePeriodStart: "2026-10-05 00:00:00" }, problems: ["charge-period-backwards"] },
    ],
    ["usage that ends a year after its bill", { ChargePeriodEnd: "2027-10-06T00:00:00Z" }, { problems: ["charge-period-far"] }],
    [
      "a charge that begins years before its bill",
      { ChargePeriodStart: "2016-10-05T00:00:00Z", ChargePeriodEnd: "2016-10-06T00:00:00Z" },
      { problems: ["charge-period-far"] },
    ],
    [
      "a fee for the year after its bill, which is nothing odd",
      { ChargeCategory: "Purchase", ChargePeriodStart: "2026-11-01T00:00:00Z", ChargePeriodEnd: "2027-11-01T00:00:00Z" },
      { problems: [] },
    ],
    [
      "a time with an offset, which is converted",
      { ChargePeriodStart: "2026-10-03T00:00:00+08:00" },
      { columns: { ChargePeriodStart: "2026-10-02 16:00:00", x_UsageDate: null }, problems: ["time-converted"] },
    ],
    [
      "a time without a zone in a bill of another clock",
      {
        BillingPeriodStart: "2026-10-01T00:00:00+08:00",
        BillingPeriodEnd: "2026-11-01T00:00:00+08:00",
        ChargePeriodStart: "2026-10-03 20:00:00",
      },
      { columns: { ChargePeriodStart: "2026-10-03 20:00:00" }, problems: ["local-time", "time-zone-missing"] },
    ],
    [
      "a fraction of a second, which is cut and kept",
      { ChargePeriodEnd: "2026-10-03T23:59:59.999999999999Z" },
      {
        columns: { ChargePeriodEnd: "2026-10-03 23:59:59" },
        problems: ["time-cut"],
        sourceColumns: expect.stringContaining("59.999999999999Z") as string,
      },
    ],
    [
      "the midnight at which a day ends",
      { ChargePeriodEnd: "2026-10-03T24:00:00Z" },
      { columns: { ChargePeriodEnd: "2026-10-04 00:00:00" } },
    ],
    ["blanks for a number", { PricingQuantity: "  " }, { columns: { PricingQuantity: null }, problems: [] }],
    [
      "spellings kept of what was a text for no value",
      { SubAccountId: "undefined" },
      { sourceColumns: expect.stringContaining('"SubAccountId":"undefined"') as string },
    ],
    ["a currency in small letters", { BillingCurrency: "usd " }, { currency: "USD", problems: [] }],
    ["a byte order mark in an id", { BillingAccountId: "\uFEFF123456789012\u200b" }, { account: "aws-123456789012", problems: [] }],
    [
      "a publisher that is the provider by the name of a company",
      { PublisherName: "Amazon Web Services EMEA SARL" },
      { columns: { ServiceProviderName: "AWS", HostProviderName: "AWS", x_PublisherName: "Amazon Web Services EMEA SARL" } },
    ],
    [
      "a period that is no calendar month",
      { BillingPeriodEnd: "2026-10-16T00:00:00Z" },
      { columns: { BillingPeriodEnd: "2026-10-16 00:00:00" }, problems: ["billing-period-not-a-month"] },
    ],
    ["an exponent", { BilledCost: "1.5E-7" }, { cost: "0.00000015", problems: [] }],
    ["more digits than money has", { BilledCost: "0.1234567890123456785" }, { cost: "0.123456789012345678", problems: ["number-rounded"] }],
    ["tags that are no JSON", { Tags: "env=prod" }, { columns: { Tags: null }, problems: ["json-unreadable"] }],
    ["a value that is not allowed", { ChargeCategory: "Gift" }, { columns: { ChargeCategory: "Gift" }, problems: ["value-not-allowed"] }],
    ["an allowed value in other letters", { ChargeCategory: "USAGE" }, { columns: { ChargeCategory: "Usage" }, problems: [] }],
    [
      "a period that begins in the east",
      {
        BillingPeriodStart: "2026-10-01T00:00:00+08:00",
        BillingPeriodEnd: "2026-11-01T00:00:00+08:00",
        ChargePeriodStart: "2026-10-03T00:00:00+08:00",
      },
      { columns: { BillingPeriodStart: "2026-09-30 16:00:00", x_UsageDate: "2026-10-03" }, problems: ["local-time"] },
    ],
  ])("may have %s", (_name, change, expected) => {
    expect(row(readSample("aws-1.0", change))).toMatchObject(expected);
    expect(row(readSample("aws-1.0", change)).period.toString()).toBe("2026-10");
  });

  it("keeps what it changed, under the name in the file", () => {
    const changed = row(readSample("aws-1.0", { BilledCost: "0.1234567890123456785", Tags: "env=prod", ChargeCategory: "USAGE" }));
    expect(JSON.parse(changed.sourceColumns)).toMatchObject({
      BilledCost: "0.1234567890123456785",
      Tags: "env=prod",
      ChargeCategory: "USAGE",
    });
  });

  it.each([
    [{ BilledCost: "" }, "BilledCost", "is empty"],
    [{ EffectiveCost: "free" }, "EffectiveCost", '"free" is not a decimal number'],
    [
      { BilledCost: "1,234" },
      "BilledCost",
      '"1,234" is not a decimal number: FOCUS numbers have a decimal point and no separators, such as 1234.5',
    ],
    [
      { BilledCost: "$12.50" },
      "BilledCost",
      '"$12.50" is not a decimal number: FOCUS numbers have no currency and no brackets, such as -12.5',
    ],
    [
      { BillingAccountId: "1.23457E+10" },
      "BillingAccountId",
      '"1.23457E+10" is an account id that a spreadsheet has rounded: export the column as text',
    ],
    [{ BilledCost: "1e30" }, "BilledCost", '"1e30" has more than 20 digits before the point'],
    [{ EffectiveCost: "NaN" }, "EffectiveCost", '"NaN" is not a decimal number; leave the cell empty if there is no cost'],
    [{ ListCost: "-" }, "ListCost", '"-" is not a decimal number; leave the cell empty if there is no cost'],
    [{ ListUnitPrice: "Infinity" }, "ListUnitPrice", '"Infinity" is not a decimal number'],
    [{ BilledCost: "None" }, "BilledCost", '"None" means no value, but this column requires one'],
    [{ BillingAccountId: "#N/A" }, "BillingAccountId", '"#N/A" means no value, but this column requires one'],
    [{ ChargePeriodStart: "NaT" }, "ChargePeriodStart", '"NaT" means no value, but this column requires one'],
    [{ BillingCurrency: "$" }, "BillingCurrency", '"$" is not an ISO 4217 currency code such as USD'],
    [{ BillingCurrency: "978" }, "BillingCurrency", '"978" is not an ISO 4217 currency code such as USD'],
    [{ BillingPeriodStart: "" }, "BillingPeriodStart", "is empty"],
    [{ BillingPeriodEnd: "2026-10-01T00:00:00Z" }, "BillingPeriodEnd", '"2026-10-01T00:00:00Z" is not after BillingPeriodStart'],
    [{ BillingPeriodEnd: "2026-09-01T00:00:00Z" }, "BillingPeriodEnd", '"2026-09-01T00:00:00Z" is not after BillingPeriodStart'],
    [{ BillingAccountId: "" }, "BillingAccountId", "is empty"],
    [
      { ChargePeriodStart: "10/05/26" },
      "ChargePeriodStart",
      '"10/05/26" is not a time such as 2026-10-01T00:00:00Z; a date that does not start with the year is ambiguous, export times in ISO 8601',
    ],
    [
      { ChargePeriodStart: "0000-00-00" },
      "ChargePeriodStart",
      '"0000-00-00" is not a time such as 2026-10-01T00:00:00Z: databases write it for a missing time',
    ],
    [
      { ChargePeriodStart: "45930" },
      "ChargePeriodStart",
      '"45930" is not a time such as 2026-10-01T00:00:00Z but a number, as spreadsheets and epochs are; export times in ISO 8601',
    ],
    [
      { ChargePeriodEnd: "9999-12-31T00:00:00Z" },
      "ChargePeriodEnd",
      '"9999-12-31T00:00:00Z" is not a time such as 2026-10-01T00:00:00Z in the years 2000 to 2099',
    ],
    [{ ChargePeriodStart: "yesterday" }, "ChargePeriodStart", '"yesterday" is not a time such as 2026-10-01T00:00:00Z'],
  ])("with %j cannot be stored, and says why", (change, column, detail) => {
    expect(readSample("aws-1.0", change)).toEqual({ column, detail });
  });

  it("is a row or one named fault, whatever its cells are", () => {
    const { headers } = focusSample("microsoft-1.2", 0);
    const cell = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("", "1", "-1", "0", "1e5", "2026-10-01T00:00:00Z", "{}", "Usage", "10K"),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: headers.length, maxLength: headers.length }), (values) => {
        const result = read(headers, values);
        if ("detail" in result) expect(headers.concat(focusColumns.map(({ name }) => name))).toContain(result.column);
        else expect(result.cells.length).toBe(focusImportColumns.length);
      }),
      { numRuns: 500 },
    );
  });

  it("never loses a column that it does not know", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.string({ minLength: 1 }).map((name) => `y_${name.trim()}`),
          fc.string({ minLength: 1 }),
        ),
        (extra) => {
          const { headers, rows } = focusSample("aws-1.0", 1);
          const known = new Set<string>();
          const unknown = Object.entries(extra).filter(([name]) => {
            const folded = name.replace(/[\s_-]/g, "").toLowerCase();
            return !known.has(folded) && known.add(folded);
          });
          const plan = planFocusColumns([...headers, ...unknown.map(([name]) => name)]);
          if ("code" in plan) throw new Error(plan.detail);
          const result = row(compileFocusRowReader(plan, sha256Hex)([...(rows[0] ?? []), ...unknown.map(([, value]) => value)]));
          expect(JSON.parse(result.sourceColumns)).toMatchObject(Object.fromEntries(unknown));
        },
      ),
    );
  });
});

describe("a row of Microsoft", () => {
  it.each([
    ["/subscriptions/undefined/resourceGroups/rg/providers/Microsoft.Compute/disks/d", ["block-size-repaired", "null-text"]],
    ["/subscriptions/1/resourceGroups/None/providers/Microsoft.Compute/disks/d", ["block-size-repaired", "null-text"]],
    ["/subscriptions/1/resourceGroups/rg/providers/Microsoft.Compute/disks/none", ["block-size-repaired"]],
  ])("names the path of a resource of no subscription or group: %s", (ResourceId, problems) => {
    expect(row(readSample("microsoft-1.0", { ResourceId }))).toMatchObject({ columns: { ResourceId }, problems });
  });

  it.each([
    ['{"Env":"prod","n":1001.50,"ENV":"dev"}', '{"n":1001.50,"ENV":"dev"}', true],
    ['[{"key":"env","value":"prod"},{"key":"Env","value":"dev"}]', '{"Env":"dev"}', true],
    ['{"Café":"a","x":"b","CAFE\u0301":"c"}', '{"x":"b","CAFE\u0301":"c"}', true],
    ['{"Env":"prod"}', '{"Env":"prod"}', false],
  ])("has each tag once, whatever the case of its name: %s", (text, tags, isNamed) => {
    const { columns, problems } = row(readSample("microsoft-1.0", { Tags: text }));
    expect([columns["Tags"], problems.includes("tags-duplicate-key")]).toEqual([tags, isNamed]);
    expect(row(readSample("aws-1.0", { Tags: '{"Name":"a","name":"b"}' })).columns["Tags"]).toBe('{"Name":"a","name":"b"}');
  });

  it.each(["100 100", "100\u00a0100", "100\u200b100"])("is named where a blank stands inside of its account id: %j", (id) => {
    const read = readSample("microsoft-1.0", { BillingAccountId: id });
    expect(row(read).account).toMatch(/^microsoft-100-100-[0-9a-f]{12}$/);
    expect(row(read).problems).toContain("account-id-unusual");
    expect(row(readSample("microsoft-1.0", { BillingAccountId: " 100100 " })).problems).not.toContain("account-id-unusual");
  });

  it.each(["/subscriptions/undefined", "/subscriptions/", "/subscriptions"])(
    "has no subscription where its path names none: %s",
    (path) => {
      expect(row(readSample("microsoft-1.0", { SubAccountId: path }))).toMatchObject({
        columns: { SubAccountId: null, x_SubscriptionId: null },
        problems: ["null-text", "block-size-repaired"],
      });
    },
  );

  it("has keys in lower case, and the spelling of its ids", () => {
    const id = "/subscriptions/AAAA1111-0000-0000-0000-000000000001/resourceGroups/RG-Shop/providers/Microsoft.Compute/disks/Disk1/";
    const change = { ResourceId: id, SubAccountId: "/subscriptions/AAAA1111-0000-0000-0000-000000000001" };
    expect(row(readSample("microsoft-1.0", change)).columns).toMatchObject({
      ...change,
      x_ResourceKey: "/subscriptions/aaaa1111-0000-0000-0000-000000000001/resourcegroups/rg-shop/providers/microsoft.compute/disks/disk1",
      x_SubscriptionId: "aaaa1111-0000-0000-0000-000000000001",
      x_ResourceGroupName: "rg-shop",
    });
    expect(row(readSample("aws-1.0", { ResourceId: "i-AbC/" })).columns).toMatchObject({ ResourceId: "i-AbC/", x_ResourceKey: "i-AbC/" });
  });
});

describe("the header of a FOCUS file", () => {
  it("that has a column of 1.4 and its earlier name uses the one of 1.4, and keeps the other", () => {
    const { headers, rows } = focusSample("aws-1.0", 1);
    const result = row(read([...headers, "Region"], [...(rows[0] ?? []), "old-region"]));
    expect(result.columns["RegionId"]).toBe("eu-west-1");
    expect(JSON.parse(result.sourceColumns)).toMatchObject({ Region: "old-region" });
  });

  it.each([
    [["Date", "MeterId", "CostInBillingCurrency"], "(actual or amortized cost), not FOCUS: read it with the source azure-exports"],
    [["\uFEFFmeterId", "Meter Category", "PreTaxCost"], "is a native usage export of Azure (actual or amortized cost), not FOCUS"],
    [["sku.description", "usage_start_time", "cost"], "is a standard or detailed usage export of Google Cloud, not FOCUS"],
    [
      ["BilledCost", "BillingAccountId", "InvoiceDetailId"],
      "is the dataset Invoice Detail of FOCUS: import it with the dataset invoice-detail",
    ],
    [["ContractCommitmentId", "ContractId"], "is the dataset Contract Commitment of FOCUS"],
    [["BillingPeriodStart", "BillingPeriodStatus"], "is the dataset Billing Period of FOCUS"],
    [["BilledCost", "ChargePeriod"], "no ChargePeriodStart among 2 columns"],
    [["BilledCost ChargePeriodStart Tags"], "it has no comma, semicolon, tab or bar as separator"],
  ])("%j is called what it is", (headers, detail) => {
    expect(planFocusColumns(headers)).toMatchObject({ code: "not-focus", detail: expect.stringContaining(detail) as string });
  });

  it.each([
    [["Date", "Cost"], "not-focus"],
    [focusSample("aws-1.0", 0).headers.filter((header) => header !== "BillingCurrency"), "column-missing"],
    [[...focusSample("aws-1.0", 0).headers, "billed_cost"], "column-twice"],
  ])("%j is refused as %s", (headers, code) => {
    expect(planFocusColumns(headers)).toMatchObject({ code });
  });
});
