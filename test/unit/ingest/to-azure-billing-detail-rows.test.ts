import { describe, expect, it } from "vitest";
import { createEnrichmentContext } from "../../../app/domain/charge/enrichment-context";
import { compileApplicationTags } from "../../../app/domain/resource-tracking/compile-application-tags";
import type { AzureBillingDetailRecord } from "../../../app/ingest/azure-billing-detail-record";
import { toAzureBillingDetailRows } from "../../../app/ingest/to-azure-billing-detail-rows";
import { sha256Hex } from "../../../app/runtime/sha256-hex";

const rule = { match_kind: "contains", scope: "any", cmdb_service: "", enabled: true, valid_from: null, valid_to: null } as const;
const { matcher } = compileApplicationTags([
  { ...rule, id: 1, pattern: "vm1", application: "pay", priority: 100 },
  { ...rule, id: 2, pattern: "rg-a", application: "shop", priority: 5 },
]);
const context = createEnrichmentContext({ taxRate: "0.06", matcher, sha256: sha256Hex });
const rowsOf = (record: AzureBillingDetailRecord) => toAzureBillingDetailRows(record, context, "2026-11-21T00:00:00.000Z");

const delivery = { enrollment: "100", currency: "CNY" } as const;
const camel = {
  date: "2024-01-05T00:00:00",
  extendedCost: "9.6E-06",
  meterCategory: "Virtual Machines",
  instanceId: "/subscriptions/s/resourceGroups/RG-A/providers/Microsoft.Compute/virtualMachines/vm12",
};

describe("toAzureBillingDetailRows", () => {
  it("takes digits with an exponent and a date without a zone exactly", () => {
    expect(rowsOf({ ...delivery, ...camel })).toMatchObject({
      kind: "charge",
      charge: { date: "2024-01-05", extended_cost: "0.0000096", extended_cost_tax: "0.000010176", problems: [], snapshot_id: "live" },
    });
  });

  it("gives the same row for camelCase, PascalCase, snake_case and CSV headers", () => {
    const spelled = (rename: (name: string) => string) =>
      rowsOf({ ...delivery, ...Object.fromEntries(Object.entries(camel).map(([name, value]) => [rename(name), value])) });
    const words = (name: string) => name.replace(/[A-Z]/g, (letter) => ` ${letter}`);
    const rows = spelled((name) => name);
    expect(spelled((name) => name.charAt(0).toUpperCase() + name.slice(1))).toEqual(rows);
    expect(spelled((name) => words(name).toLowerCase().replace(" ", "_"))).toEqual(rows);
    expect(spelled((name) => words(name).charAt(0).toUpperCase() + words(name).slice(1))).toEqual(rows);
  });

  it("gives a second delivery of one record the same charge id, and numbered copies their own", () => {
    const idOf = (record: AzureBillingDetailRecord) => {
      const rows = rowsOf(record);
      return rows.kind === "charge" ? rows.charge.charge_id : rows.reason;
    };
    const record = { ...delivery, ...camel };
    expect(idOf({ ...record, extendedCost: "0.0000096" })).toBe(idOf(record));
    expect(idOf({ ...record, occurrence: "2" })).toBe(idOf(record).replace(/-1$/, "-2"));
  });

  it("leaves an audit row where rules disagree, with what each level said and what won", () => {
    expect(rowsOf({ ...delivery, ...camel })).toMatchObject({
      charge: { resource_tracking: "PAY" },
      audit: {
        winner_id: 1,
        winner_level: "instance_id",
        reason: "level",
        levels: [{ matches: ["1 vm1 pay"] }, { matches: ["2 rg-a shop"] }, { matches: [] }],
      },
    });
  });

  it("counts the columns that are none of Azure's", () => {
    expect(rowsOf({ ...delivery, ...camel, zzz: 1, other: "x" })).toMatchObject({ unknownFields: 2 });
  });

  it("knows an account and a currency however they are spelled", () => {
    const rows = rowsOf({ ...camel, enrollment: "\ufeff Contoso-EA\u200b", currency: " usd" });
    expect(rows).toMatchObject({ kind: "charge", charge: { billing_account_id: "contoso-ea", currency: "USD", problems: [] } });
  });

  it("takes the record's own currency for a column of the row only where it has another name", () => {
    const rows = rowsOf({ ...delivery, ...camel, Currency: "EUR" });
    expect(rows.kind === "charge" ? rows.charge.problems.map(({ code }) => code) : rows).toEqual(["currency-differs"]);
  });

  it.each([
    [{ hello: "world" }, /not a usage row/],
    [{ ...camel, occurrence: "0" }, /occurrence/],
    [{ ...camel, currency: "yuan" }, /ISO 4217/],
    [{ ...camel, enrollment: "a b" }, /enrollment/],
    [{ ...camel, enrollment: " None" }, /enrollment is " None", which means no value/],
    // Moose refuses those of the spellings that the record declares.
    [{ ...camel, COST: 0.12345678901234568 }, /COST is the JSON number 0.12345678901234568/],
    [{ ...camel, "extended-cost": 5 }, /extended-cost is the JSON number/],
    [{ ...camel, payGPrice: 0.1 }, /payGPrice is the JSON number/],
    [{ ...camel, costInUsd: 0.1 }, /costInUsd is the JSON number/],
    [{ ...camel, zzz: 12345678901234567000 }, /zzz is the JSON number/],
  ])("refuses %j and says why", (record, reason) => {
    const rows = rowsOf({ ...delivery, ...record });
    expect(rows.kind === "refused" ? rows.reason : rows).toMatch(reason);
  });

  it("makes an error of the program a reason, so that it does not hold up the stream", () => {
    const broken = createEnrichmentContext({
      taxRate: "0.06",
      matcher,
      sha256: () => {
        throw new Error("out of order");
      },
    });
    expect(toAzureBillingDetailRows({ ...delivery, ...camel }, broken, "2026-11-21T00:00:00.000Z")).toEqual({
      kind: "refused",
      reason: "could not be read: Error: out of order",
    });
  });
});
