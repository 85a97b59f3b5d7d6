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
  return read(
    headers,
    headers.map((header, index) => change[header] ?? rows[2]?.[index] ?? null),
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

  it("of Microsoft is repaired by its unit where the file does not say the block size, and by nothing where it says neither", () => {
    const unsized = row(readSample("microsoft-1.0", { x_PricingBlockSize: "" }));
    expect(unsized).toMatchObject({
      problems: ["block-size-repaired"],
      columns: { PricingQuantity: "3", PricingUnit: "10000 Units", ContractedCost: "0.15", ListCost: "0.18" },
    });
    const unknown = row(readSample("microsoft-1.0", { x_PricingBlockSize: "", x_PricingUnitDescription: "", ConsumedQuantity: "" }));
    expect(unknown).toMatchObject({ problems: [], columns: { PricingQuantity: "0.0003", ContractedCost: "0.000015" } });
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
    ["an exponent", { BilledCost: "1.5E-7" }, { cost: "0.00000015", problems: [] }],
    ["more digits than money has", { BilledCost: "0.1234567890123456785" }, { cost: "0.123456789012345678", problems: ["number-rounded"] }],
    ["tags that are no JSON", { Tags: "env=prod" }, { columns: { Tags: null }, problems: ["json-unreadable"] }],
    ["a value that is not allowed", { ChargeCategory: "Gift" }, { columns: { ChargeCategory: "Gift" }, problems: ["value-not-allowed"] }],
    ["an allowed value in other letters", { ChargeCategory: "USAGE" }, { columns: { ChargeCategory: "Usage" }, problems: [] }],
    [
      "a period that begins in the east",
      { BillingPeriodStart: "2026-10-01T00:00:00+08:00" },
      { columns: { BillingPeriodStart: "2026-09-30 16:00:00" } },
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
    [{ BilledCost: "1e30" }, "BilledCost", '"1e30" has more than 20 digits before the point'],
    [{ ListUnitPrice: "NaN" }, "ListUnitPrice", '"NaN" is not a decimal number'],
    [{ BillingPeriodStart: "" }, "BillingPeriodStart", "is empty"],
    [{ BillingAccountId: "" }, "BillingAccountId", "is empty"],
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

describe("the header of a FOCUS file", () => {
  it("that has a column of 1.4 and its earlier name uses the one of 1.4, and keeps the other", () => {
    const { headers, rows } = focusSample("aws-1.0", 1);
    const result = row(read([...headers, "Region"], [...(rows[0] ?? []), "old-region"]));
    expect(result.columns["RegionId"]).toBe("eu-west-1");
    expect(JSON.parse(result.sourceColumns)).toMatchObject({ Region: "old-region" });
  });

  it.each([
    [["Date", "Cost"], "not-focus"],
    [focusSample("aws-1.0", 0).headers.filter((header) => header !== "BillingCurrency"), "column-missing"],
    [[...focusSample("aws-1.0", 0).headers, "billed_cost"], "column-twice"],
  ])("%j is refused as %s", (headers, code) => {
    expect(planFocusColumns(headers)).toMatchObject({ code });
  });
});
