import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchHeader } from "../../../app/domain/azure-ea/match-header";
import { readUsageDetail } from "../../../app/domain/azure-ea/read-usage-detail";
import { toWireText } from "../../../app/domain/azure-ea/to-wire-text";
import { decimalLimits } from "../../../app/domain/decimal/decimal-limits";
import { toPlainDecimal } from "../../../app/domain/decimal/to-plain-decimal";

/** The whole row as text, with its columns that feed no field by their original names, and what was odd about it. */
function readWhole(record: Readonly<Record<string, unknown>>) {
  const { reader, cells, row, others, problems } = readUsageDetail(record);
  const subject = reader.readSubject(cells);
  return {
    detail: { ...row, ...subject.detail },
    others: Object.fromEntries([...subject.others, ...others].map(({ header, value }) => [header, value])),
    problems: [...problems, ...subject.problems],
    unknownHeaders: reader.unknownHeaders,
    numberStyle: reader.numberStyle,
  };
}

describe("matchHeader", () => {
  it.each([
    ["instanceId", "instance_id"],
    ["InstanceId", "instance_id"],
    ["instance_id", "instance_id"],
    ["Instance ID", "instance_id"],
    ["Meter Sub-Category", "meter_sub_category"],
    ["MeterSubcategory", "meter_sub_category"],
    ["Consumed Quantity", "consumed_quantity"],
    ["\ufeffSubscriptionGuid", "subscription_guid"],
    ["ServiceInfo1", "service_info1"],
    ["Service Info 2", "service_info2"],
    ["cost", "extended_cost"],
    ["PreTaxCost", "extended_cost"],
    ["accountOwnerEmail", "account_owner_id"],
    ["EffectivePrice", "resource_rate"],
    ["InvoiceSection", "department_name"],
    ["Ressourcengruppe (ResourceGroup)", "resource_group"],
    ["资源组 (ResourceGroup)", "resource_group"],
    ["ResourceGroup（资源组）", "resource_group"],
    ["UnitPrice", "unit_price"],
    ["ResourceName", null],
    ["costInUsd", null],
    ["CostInPricingCurrency", null],
    ["Cost (USD)", "extended_cost"],
    ["accountId", null],
    ["", null],
    ["__proto__", null],
    ["constructor", null],
  ])("takes %j as %s", (header, field) => {
    expect(matchHeader(header)?.field ?? null).toBe(field);
  });

  it.each([
    ["Ressourcengruppe (ResourceGroup)", "comma"],
    ["Tags (Tags)", "point"],
    ["Quantity (Hours)", "point"],
    ["Cost (USD)", "point"],
    ["资源组 (ResourceGroup)", "point"],
    ["ResourceGroup", "point"],
  ])("%j says that numbers are written with a %s", (header, style) => {
    expect(matchHeader(header)?.numberStyle).toBe(style);
  });
});

describe("readUsageDetail", () => {
  it("names the columns it does not know, and keeps their values", () => {
    const record = JSON.parse('{"Date":"2024-01-05","Mystery":"?","__proto__":"x","Cost":"1"}') as Record<string, unknown>;
    const { detail, unknownHeaders } = readWhole(record);
    expect(detail).toMatchObject({ date: "2024-01-05", extended_cost: "1" });
    expect(unknownHeaders).toEqual(["Mystery", "__proto__"]);
    const { reader, cells } = readUsageDetail(record);
    expect(reader.readSubject(cells).others).toEqual([
      { header: "Mystery", name: "mystery", value: "?" },
      { header: "__proto__", name: "proto", value: "x" },
    ]);
  });

  it("reads the better of two spellings, counts the other as unknown, keeps it and names it where it says something else", () => {
    const { detail, unknownHeaders, others, problems } = readWhole({ cost: "2", costInBillingCurrency: "1", Cost: "1.00" });
    expect(detail.extended_cost).toBe("1");
    expect(unknownHeaders).toEqual(["cost", "Cost"]);
    expect(others).toEqual({ cost: "2", Cost: "1.00" });
    expect(problems).toEqual([{ code: "column-passed-over", field: "extended_cost", detail: "cost: 2" }]);
  });

  it.each([
    [{ SubscriptionId: "1caaa5a3-2b66-438e-8ab4-bce37d518c5d" }, null, "1caaa5a3-2b66-438e-8ab4-bce37d518c5d"],
    [
      { subscriptionId: "700001", subscriptionGuid: "1caaa5a3-2b66-438e-8ab4-bce37d518c5d" },
      "700001",
      "1caaa5a3-2b66-438e-8ab4-bce37d518c5d",
    ],
    [{ subscriptionId: "700001", subscriptionGuid: "" }, "700001", ""],
    [{ SubscriptionId: "/subscriptions/1CAAA5A3-2b66-438e-8ab4-bce37d518c5d" }, null, "1CAAA5A3-2b66-438e-8ab4-bce37d518c5d"],
    [{ SubscriptionId: "/Subscriptions/abc/" }, null, "abc"],
    [{ subscriptionGuid: "/subscriptions/abc", subscriptionId: "700001" }, "700001", "abc"],
    [{ subscriptionGuid: "/subscriptions/abc/resourceGroups/rg" }, null, "abc"],
    [{ subscriptionGuid: "/subscriptions/", subscriptionId: "/subscriptions/abc" }, null, "abc"],
    [{ subscriptionGuid: "/subscriptions/", subscriptionId: "700001" }, "700001", "/subscriptions/"],
    [{ SubscriptionId: "/subscriptions//" }, null, "/subscriptions//"],
    [{ subscriptionId: "1caaa5a3-2b66-438e-8ab4-bce37d518c5d", subscriptionGuid: "" }, null, "1caaa5a3-2b66-438e-8ab4-bce37d518c5d"],
    [{}, null, null],
  ])("places the subscription of %j", (record, id, guid) => {
    expect(readWhole(record).detail).toMatchObject({ subscription_id: id, subscription_guid: guid });
  });

  it("tells absent from empty, whatever came before", () => {
    expect(readWhole({ tags: null, product: "" }).detail).toMatchObject({ tags: null, product: "", meter_name: null });
    expect(readWhole({ tags: "", product: null }).detail).toMatchObject({ tags: "", product: null });
    expect(readWhole({ product: "p", tags: "t" }).detail).toMatchObject({ tags: "t", product: "p" });
  });

  it("names numbers whose digits a double has lost, and values that are not text", () => {
    const { detail, problems } = readWhole({ extendedCost: 0.1234567890123456, product: { a: 1 }, tags: { env: "prod" }, day: 5 });
    expect(detail).toMatchObject({ extended_cost: "0.1234567890123456", product: '{"a":1}', tags: '{"env":"prod"}', day: "5" });
    expect(problems).toEqual([
      { code: "number-inexact", field: "extended_cost", detail: "0.1234567890123456" },
      { code: "value-not-text", field: "product", detail: '{"a":1}' },
    ]);
  });

  it("never throws, and gives text or null", () => {
    const headers = fc.constantFrom("date", "Cost", "Tags (x)", "instance_id", "SubscriptionId", "other", "toString");
    fc.assert(
      fc.property(fc.dictionary(headers, fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true })), (record) => {
        for (const value of Object.values(readWhole(record).detail)) expect(value === null || typeof value === "string").toBe(true);
      }),
    );
  });
});

describe("toWireText", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;
  it.each([
    ["text", "text", null],
    ["", "", null],
    [null, null, null],
    [undefined, null, null],
    [5, "5", null],
    [-0.5, "-0.5", null],
    [9.6e-6, "0.0000096", null],
    [8e-8, "0.00000008", null],
    [0.1 + 0.2, "0.30000000000000004", "number-inexact"],
    [123456789012345, "123456789012345", null],
    [2 ** 53, "9007199254740992", "number-inexact"],
    [1e21, "1000000000000000000000", "number-inexact"],
    [123456.789012345, "123456.789012345", null],
    [NaN, "NaN", null],
    [true, "true", null],
    [12345678901234567890n, "12345678901234567890", null],
    [{ isLosslessNumber: true, value: "9.6E-06" }, "0.0000096", null],
    [{ isLosslessNumber: true, value: 5 }, '{"isLosslessNumber":true,"value":5}', "value-not-text"],
    [[1], "[1]", "value-not-text"],
    [cyclic, null, "value-not-text"],
    [() => 1, null, "value-not-text"],
  ])("makes text of value %#", (value, text, problem) => {
    expect(toWireText(value)).toEqual({ text, problem });
  });
});

const data = resolve("../shared/data");
const openCost = ["BOM", "Enterprise", "EnterpriseCamel", "German", "MissingBrackets", "PayAsYouGo", "Template", "VirtualMachine", "YA"];

// Skipped without ../shared/data: real rows of other projects, which are not ours to copy.
describe.skipIf(!existsSync(data))("real files", () => {
  const rowsOf = (file: string): Record<string, string>[] =>
    parse(readFileSync(resolve(data, file)), {
      columns: true,
      bom: false,
      relax_column_count: true,
      skip_empty_lines: true,
      relax_quotes: true,
    }) as Record<string, string>[];

  it("reads EA_ActualCost_Small.csv: the total of the costs to the last digit, and no column lost", () => {
    const rows = rowsOf("finops-toolkit/EA_ActualCost_Small.csv");
    const total = (texts: readonly string[]): bigint => texts.reduce((sum, text) => sum + unscaled(text), 0n);
    const readings = rows.map(readWhole);
    const costs = readings.map(({ detail }) => toPlainDecimal(detail.extended_cost ?? "", decimalLimits.cost));
    expect(costs.every((value) => typeof value === "string")).toBe(true);
    expect(total(costs.map(String))).toBe(total(rows.map((row) => row["Cost"] ?? "")));
    expect(total(costs.map(String))).toBe(unscaled("8.5450077867419368"));
    for (const [index, { detail, problems, others, unknownHeaders }] of readings.entries()) {
      expect(problems).toEqual([]);
      const values = Object.values<string | null>({ ...detail, ...others }).filter((value) => value !== null);
      expect(values.sort()).toEqual(Object.values(rows[index] ?? {}).sort());
      expect(unknownHeaders).toEqual(["ResourceName", "IsAzureCreditEligible"]);
    }
  });

  it.each(openCost)("reads OpenCost's %s.csv without loss", (name) => {
    const rows = rowsOf(`azure/opencost-headers/${name}.csv`);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const { detail, problems, others } = readWhole(row);
      expect(problems).toEqual([]);
      const values = Object.values<string | null>({ ...detail, ...others }).filter((value) => value !== null);
      expect(values.sort()).toEqual(Object.values(row).sort());
      expect(detail.date).toMatch(/\d{4}/);
    }
  });

  it.each([
    ["German", "comma"],
    ["YA", "comma"],
    ["PayAsYouGo", "point"],
    ["Enterprise", "point"],
  ])("knows how %s.csv writes numbers: %s", (name, style) => {
    expect(readWhole(rowsOf(`azure/opencost-headers/${name}.csv`)[0] ?? {}).numberStyle).toBe(style);
  });
});

/** Independent of the code under test: digits scaled to 18 decimals. */
function unscaled(text: string): bigint {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(18, "0"));
}
