import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readUsageDetail } from "../../../app/domain/azure-ea/read-usage-detail";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import type { ChargeScope } from "../../../app/domain/charge/charge-scope";
import { createEnrichmentContext } from "../../../app/domain/charge/create-enrichment-context";
import { createOccurrenceCounter } from "../../../app/domain/charge/create-occurrence-counter";
import { enrichUsageDetail } from "../../../app/domain/charge/enrich-usage-detail";
import { noDetails } from "../../../app/domain/charge/to-charge-details";
import { usageSubjectText } from "../../../app/domain/charge/usage-subject-text";
import { describeProblem } from "../../../app/domain/describe-problem";
import type { ApplicationTag } from "../../../app/domain/resource-tracking/application-tag";
import { compileApplicationTags } from "../../../app/domain/resource-tracking/compile-application-tags";

const rule: ApplicationTag = {
  id: 7,
  pattern: "shop",
  match_kind: "contains",
  scope: "any",
  application: "Web Shop",
  cmdb_service: "CMDB Shop",
  priority: 1,
  enabled: true,
  valid_from: null,
  valid_to: null,
};
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const newContext = (tags: readonly ApplicationTag[] = [rule]) =>
  createEnrichmentContext({ taxRate: "0.06", matcher: compileApplicationTags(tags).matcher, sha256 });
const newScope = (billingMonth: BillingMonth | null = null): ChargeScope => ({
  billingAccountId: "100",
  currency: "CNY",
  snapshotId: "live",
  billingMonth,
  occurrences: createOccurrenceCounter(),
});
const enrich = (record: Record<string, unknown>, context = newContext(), scope = newScope()) =>
  enrichUsageDetail(readUsageDetail(record), scope, context);

const guid = "11111111-12ab-34dc-56ef-123456abcdef";
const row = {
  accountOwnerId: "owner@contoso.cn",
  accountName: "Contoso China",
  serviceAdministratorId: "admin@contoso.cn",
  subscriptionId: "700001",
  subscriptionGuid: guid,
  subscriptionName: "Contoso Production",
  date: "2024-01-05T00:00:00",
  day: "5",
  month: "1",
  year: "2024",
  product: "Virtual Machines Dv3/DSv3 Series - D4 v3/D4s v3 - CN North 3",
  meterId: "5fb02b75-1418-4fd0-8c07-dd5949d007dd",
  meterCategory: "Virtual Machines",
  meterSubCategory: "Dv3/DSv3 Series",
  meterRegion: "CN North 3",
  meterName: "D4 v3/D4s v3",
  consumedQuantity: "23.999976",
  resourceRate: "1.2345",
  extendedCost: "9.6E-06",
  resourceLocation: "cnnorth3",
  consumedService: "Microsoft.Compute",
  instanceId: `/subscriptions/${guid}/resourceGroups/RG-Shop/providers/Microsoft.Compute/virtualMachines/Vm-Shop-01`,
  serviceInfo1: "i1",
  serviceInfo2: "i2",
  additionalInfo: '{"ServiceType":"Standard_D4s_v3","VMName":"Vm-Shop-01"}',
  tags: '{"PPM_Billing_Item":"B1","ppm_billing_owner":"P1","ppm_io_cc":"IO1"}',
  storeServiceIdentifier: "s",
  departmentName: "IT",
  costCenter: "CC1",
  unitOfMeasure: "1 Hour",
  resourceGroup: "RG-Shop",
};
const renamed = (rename: (name: string) => string) => Object.fromEntries(Object.entries(row).map(([name, value]) => [rename(name), value]));
const words = (name: string): string => name.replace(/([A-Z]|(?<!\d)\d)/g, " $1");

describe("enrichUsageDetail", () => {
  it("makes a whole charge of a whole row", () => {
    const { charge, audit } = enrich(row);
    expect(charge).toEqual({
      billing_account_id: "100",
      currency: "CNY",
      snapshot_id: "live",
      charge_id: expect.stringMatching(/^[0-9a-f]{64}-1$/) as string,
      occurrence: 1,
      account_owner_id: "owner@contoso.cn",
      account_name: "Contoso China",
      service_administrator_id: "admin@contoso.cn",
      subscription_id: "700001",
      subscription_guid: guid,
      subscription_name: "Contoso Production",
      date: "2024-01-05",
      day: 5,
      month: 1,
      year: 2024,
      month_date: "2024-01-01",
      newmonth: "Jan 2024",
      product: row.product,
      meter_id: row.meterId,
      meter_category: "Virtual Machines",
      meter_sub_category: "Dv3/DSv3 Series",
      meter_region: "CN North 3",
      meter_name: "D4 v3/D4s v3",
      consumed_quantity: "23.999976",
      resource_rate: "1.2345",
      extended_cost: "0.0000096",
      extended_cost_tax: "0.000010176",
      resource_location: "cnnorth3",
      consumed_service: "Microsoft.Compute",
      instance_id: row.instanceId,
      service_info1: "i1",
      service_info2: "i2",
      additional_info: row.additionalInfo,
      tags: row.tags,
      store_service_identifier: "s",
      department_name: "IT",
      cost_center: "CC1",
      unit_of_measure: "1 Hour",
      resource_group: "rg-shop",
      resource_name: "Vm-Shop-01",
      vm_name: "Vm-Shop-01",
      sku: "Linux",
      latest_resource_type: "Linux-D4 v3/D4s v3",
      resource_tracking: "WEB SHOP",
      resource_tracking_rule_id: 7,
      cmdb_mapped_application_service: "CMDB Shop",
      ppm_billing_item: "B1",
      ppm_id_owner: "P1",
      ppm_io_cc: "IO1",
      details: noDetails,
      problems: [],
    });
    expect(audit).toBeNull();
  });

  const pascal = renamed((name) => name.charAt(0).toUpperCase() + name.slice(1));
  const snake = renamed((name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  const spaced = renamed((name) =>
    words(name)
      .replace(/^./, (letter) => letter.toUpperCase())
      .replace("Sub Category", "Sub-Category"),
  );
  const csv = `\ufeff${Object.keys(spaced).join()}\n${Object.values(spaced)
    .map((value) => `"${value.replaceAll('"', '""')}"`)
    .join()}\n`;
  it.each<[string, Record<string, unknown>]>([
    ["PascalCase JSON", pascal],
    ["snake_case JSON", snake],
    ["CSV with spaces and a byte order mark", (parse(csv, { columns: true, bom: false }) as Record<string, unknown>[])[0] ?? {}],
    ["columns in another order", Object.fromEntries(Object.entries(row).reverse())],
    ["numbers and dates spelt otherwise", { ...row, extendedCost: "0.00000960", date: "01/05/2024", day: 5, month: "01" }],
    ["global names", Object.fromEntries(Object.entries(row).map(([name, value]) => [name === "extendedCost" ? "cost" : name, value]))],
  ])("makes the identical charge of %s", (_name, record) => {
    expect(enrich(record)).toEqual(enrich(row));
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ["unreadable cost", { extendedCost: "n/a" }, ["number-unreadable extended_cost: n/a"]],
    ["no cost", { extendedCost: null }, ["number-missing extended_cost"]],
    ["empty cost", { extendedCost: " " }, ["number-missing extended_cost"]],
    ["huge cost", { extendedCost: "1e30" }, ["number-too-large extended_cost: 1e30"]],
    ["long cost", { extendedCost: "0.1234567890123456789" }, ["number-rounded extended_cost: 0.1234567890123456789"]],
    ["cost whose tax does not fit", { extendedCost: "99999999999999999999" }, ["tax-out-of-range extended_cost_tax: 99999999999999999999"]],
    ["negative quantity", { consumedQuantity: "-2" }, ["number-negative consumed_quantity: -2"]],
    ["credit", { extendedCost: "-5.5" }, []],
    ["no rate", { resourceRate: "" }, []],
    ["number through a double", { resourceRate: 0.1 + 0.2 }, ["number-inexact resource_rate: 0.30000000000000004"]],
    ["unreadable date", { date: "soon" }, ["date-unreadable date: soon"]],
    ["no date, but its parts", { date: null }, []],
    ["no date at all", { date: "", day: null, month: null, year: null }, ['date-missing date: year "", month "", day ""']],
    ["parts that disagree", { day: "6" }, ['date-parts-disagree date: 2024-01-05T00:00:00 against year "2024", month "1", day "6"']],
    ["broken tags", { tags: '{"app":"x' }, ["json-unreadable tags: at 7"]],
    ["broken info", { additionalInfo: "[]]" }, ["json-not-an-object additional_info: []]"]],
    ["no instance id", { instanceId: "" }, []],
  ])("keeps a row with %s and names the problem", (_name, change, problems) => {
    const { charge } = enrich({ ...row, ...change });
    expect(charge.problems.map(describeProblem)).toEqual(problems);
    expect(charge.charge_id).toMatch(/^[0-9a-f]{64}-1$/);
  });

  it("never turns money that cannot be read into a zero", () => {
    for (const extendedCost of ["n/a", "", null, "1e30", "1,5"]) {
      expect(enrich({ ...row, extendedCost }).charge).toMatchObject({ extended_cost: null, extended_cost_tax: null });
    }
  });

  it("names a day outside of the delivery's period", () => {
    const { charge } = enrich(row, newContext(), newScope(BillingMonth.parse("2024-02")));
    expect(charge.problems.map(describeProblem)).toEqual(["date-outside-period date: 2024-01-05 in 2024-02"]);
  });

  it.each([
    [{}, "WEB SHOP"],
    [{ instanceId: "classic-vm", resourceGroup: "x" }, "CLASSIC-VM"],
    [{ instanceId: "classic-vm", resourceGroup: "RG-SHOP" }, "WEB SHOP"],
    [{ instanceId: row.instanceId.replace("Vm-Shop-01", "db"), resourceGroup: null }, "WEB SHOP"],
    [{ instanceId: "", resourceGroup: "" }, ""],
  ])("tracks %j as %s", (change, tracking) => {
    expect(enrich({ ...row, ...change }).charge.resource_tracking).toBe(tracking);
  });

  it("prefers the tag app to the rule's CMDB service", () => {
    expect(enrich({ ...row, tags: '{"APP":"Tagged"}' }).charge.cmdb_mapped_application_service).toBe("Tagged");
  });

  it("writes an audit entry when rules disagree", () => {
    const other = { ...rule, id: 3, pattern: "rg-", application: "Group App" };
    const { charge, audit } = enrich(row, newContext([rule, other]));
    expect(audit).toMatchObject({
      charge_id: charge.charge_id,
      winner_id: 7,
      winner_level: "instance_id",
      match_order: "level-first",
      reason: "level",
    });
    expect(audit?.levels[1]).toEqual({
      level: "resource_group",
      text: "rg-shop",
      match_count: 2,
      matches: [
        { id: 3, pattern: "rg-", application: "Group App", priority: 1 },
        { id: 7, pattern: "shop", application: "Web Shop", priority: 1 },
      ],
    });
  });

  it("lowers and raises letters without regard to the locale", () => {
    expect(enrich({ ...row, resourceGroup: "RG-TITLE-İ", instanceId: "x" }).charge.resource_group).toBe("rg-title-i̇");
  });

  it("gives the same charge with warm memories as with cold ones", () => {
    const context = newContext();
    const value = fc.constantFrom(null, "", "a", "b", "shop", '{"app":"x"}', "2024-01-05", "5", "/subscriptions/s/resourceGroups/shop");
    const records = fc.array(fc.record(Object.fromEntries(Object.keys(row).map((name) => [name, value]))), { maxLength: 4 });
    fc.assert(
      fc.property(records, (list) => {
        for (const record of list) expect(enrich(record, context)).toEqual(enrich(record));
      }),
    );
  });

  it("never throws, whatever the row holds", () => {
    const context = newContext();
    const wild = fc.oneof(
      fc.anything(),
      fc.string({ unit: "binary" }),
      fc.constantFrom("{", '"', "1e9999", "\ud800", "\0", "[".repeat(10_000), "x".repeat(9000)),
    );
    const record = fc.record(Object.fromEntries(Object.keys(row).map((name) => [name, wild])), { requiredKeys: [] });
    fc.assert(
      fc.property(record, (value) => void enrich(value, context)),
      { numRuns: 2000 },
    );
  });
});

describe("charge id", () => {
  it("gives N equal rows N ids, the same in any order of the batch", () => {
    const batch = fc.array(fc.tuple(fc.constantFrom("1", "2"), fc.constantFrom("a", "b")), { minLength: 1, maxLength: 12 });
    const ids = (rows: readonly (readonly [string, string])[]): string[] => {
      const scope = newScope();
      const context = newContext();
      return rows.map(([extendedCost, product]) => enrich({ ...row, extendedCost, product }, context, scope).charge.charge_id);
    };
    fc.assert(
      fc.property(
        batch.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        ([rows, shuffled]) => {
          expect(new Set(ids(rows)).size).toBe(rows.length);
          expect(ids(shuffled).sort()).toEqual(ids(rows).sort());
        },
      ),
    );
  });

  it.each(Object.keys(row))("changes with %s, and tells absent from empty", (name) => {
    const id = (value: unknown): string => enrich({ ...row, [name]: value }).charge.charge_id;
    // The date and its parts say the same, so each of them may be absent without a change.
    const spelt = ["date", "day", "month", "year"].includes(name) ? 2 : 4;
    expect(new Set([enrich(row).charge.charge_id, id("77"), id(null), id("")]).size).toBe(spelt);
  });

  it("differs between enrollments", () => {
    const other = enrich(row, newContext(), { ...newScope(), billingAccountId: "101" });
    expect(other.charge.charge_id).not.toBe(enrich(row).charge.charge_id);
  });

  it("does not change with the rules, which are no source", () => {
    expect(enrich(row, newContext([])).charge.charge_id).toBe(enrich(row).charge.charge_id);
  });

  it("is made of a text in which no value can run into the next", () => {
    const piece = fc.option(fc.stringMatching(/^[0-9:-]{0,4}$/));
    const pair = fc.record({ product: piece, meterId: piece });
    fc.assert(
      fc.property(pair, pair, (left, right) => {
        const same = left.product === right.product && left.meterId === right.meterId;
        const text = (record: Readonly<Record<string, unknown>>): string => {
          const { reader, cells } = readUsageDetail(record);
          const { detail, others } = reader.readSubject(cells, (cell) => cell);
          return usageSubjectText(detail, others);
        };
        expect(text(left) === text(right)).toBe(same);
      }),
      { numRuns: 5000 },
    );
  });
});
