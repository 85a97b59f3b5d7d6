import { createHash } from "node:crypto";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileUsageDetailReader } from "../../../app/domain/azure-ea/compile-usage-detail-reader";
import { readUsageDetail } from "../../../app/domain/azure-ea/read-usage-detail";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import type { ChargeScope } from "../../../app/domain/charge/charge-id";
import { createEnrichmentContext } from "../../../app/domain/charge/enrichment-context";
import { enrichUsageDetail } from "../../../app/domain/charge/enrich-usage-detail";
import { noDetails } from "../../../app/domain/charge/to-charge-details";
import { usageSubjectText } from "../../../app/domain/charge/usage-subject-text";
import type { Problem } from "../../../app/domain/problem-code";
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
  occurrence: 1,
});
const describeProblem = ({ code, field, detail }: Problem): string => (detail === "" ? `${code} ${field}` : `${code} ${field}: ${detail}`);
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
    ["unreadable date and day", { date: "soon", day: "fifth" }, ['date-unreadable date: soon, year "2024", month "1", day "fifth"']],
    [
      "unreadable date and a day of no calendar",
      { date: "soon", day: "300" },
      ['date-unreadable date: soon, year "2024", month "1", day "300"'],
    ],
    ["blank parts", { day: " ", month: "", year: null }, []],
    ["no date, but its parts", { date: null }, []],
    ["no date, and a day in hexadecimal", { date: null, day: "0x1F" }, ['date-missing date: year "2024", month "1", day "0x1F"']],
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

describe("rows of the Cost Management schemas", () => {
  it("keep every column: those that answers need as their own, all others by name", () => {
    const { charge } = enrich({
      Date: "09/05/2026",
      CostInBillingCurrency: "10",
      EffectivePrice: "5",
      Quantity: "2",
      ChargeType: "UnusedReservation",
      Frequency: "UsageBased",
      PricingModel: "Reservation",
      ReservationId: "\ufefff39d1c73-af74-4308-9083-fbf5efab37d1 ",
      ReservationName: "r1",
      benefitId: "/providers/Microsoft.Capacity/reservationOrders/o/reservations/r",
      benefitName: "b",
      PublisherType: "Azure",
      PublisherName: "Microsoft",
      PlanName: "p",
      BillingCurrencyCode: "cny",
      pricingCurrency: "USD",
      exchangeRatePricingToBilling: "7.1",
      invoiceId: "I1",
      InvoiceSectionId: "s1",
      InvoiceSectionName: "IT",
      BillingAccountId: "100",
      BillingAccountName: "Contoso",
      BillingProfileId: "bp",
      BillingProfileName: "bpn",
      BillingPeriodStartDate: "09/01/2026",
      BillingPeriodEndDate: "09/30/2026",
      CostAllocationRuleName: "rule",
      PayGPrice: "6.50",
      UnitPrice: "5.5E0",
      Term: "12",
      ProductOrderId: "po",
      ProductOrderName: "pon",
      PartNumber: "pn",
      OfferId: "MS-AZR-0017P",
      ServiceFamily: "Compute",
      AvailabilityZone: "1",
      servicePeriodStartDate: "09/01/2026",
      servicePeriodEndDate: "09/30/2026",
      "\ufeffIsAzureCreditEligible": "True",
      costInUsd: "1.4",
      accountId: 12,
      empty: "",
      nothing: null,
    });
    expect(charge.problems).toEqual([]);
    expect(charge).toMatchObject({
      date: "2026-09-05",
      extended_cost: "10",
      resource_rate: "5",
      consumed_quantity: "2",
      department_name: "IT",
    });
    expect(charge.details).toEqual({
      charge_type: "UnusedReservation",
      frequency: "UsageBased",
      pricing_model: "Reservation",
      reservation_id: "f39d1c73-af74-4308-9083-fbf5efab37d1",
      reservation_name: "r1",
      benefit_id: "/providers/Microsoft.Capacity/reservationOrders/o/reservations/r",
      benefit_name: "b",
      publisher_type: "Azure",
      publisher_name: "Microsoft",
      plan_name: "p",
      billing_currency: "cny",
      pricing_currency: "USD",
      exchange_rate: "7.1",
      invoice_id: "I1",
      invoice_section_id: "s1",
      row_billing_account_id: "100",
      billing_account_name: "Contoso",
      billing_profile_id: "bp",
      billing_profile_name: "bpn",
      billing_period_start: "09/01/2026",
      billing_period_end: "09/30/2026",
      cost_allocation_rule_name: "rule",
      payg_price: "6.5",
      unit_price: "5.5",
      term: "12",
      product_order_id: "po",
      product_order_name: "pon",
      part_number: "pn",
      offer_id: "MS-AZR-0017P",
      service_family: "Compute",
      availability_zone: "1",
      service_period_start: "09/01/2026",
      service_period_end: "09/30/2026",
      other_columns: '{"IsAzureCreditEligible":"True","accountId":"12","empty":"","nothing":null,"costInUsd":"1.4"}',
    });
  });

  it("loses no column of any record, whatever its name", () => {
    const header = fc.oneof(
      fc.constantFrom("cost", "Cost", "extendedCost", "ResourceId", "chargeType", "costInUsd", "date", "usageDate"),
      fc.string(),
    );
    const record = fc.dictionary(header, fc.stringMatching(/^[a-z][a-z0-9]{1,4}$/), { noNullPrototype: true });
    fc.assert(
      fc.property(record, (columns) => {
        const { charge } = enrich(columns);
        const { details, problems, ...own } = charge;
        const kept = JSON.stringify([
          own,
          details,
          details.other_columns === "" ? {} : Object.values(JSON.parse(details.other_columns) as object),
          problems,
        ]);
        for (const value of Object.values(columns)) expect(kept.toLowerCase()).toContain(value.trim().toLowerCase());
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [
      "costs in other currencies are no billed cost",
      { costInBillingCurrency: "10", costInPricingCurrency: "11", costInUsd: "12" },
      "10",
      [],
    ],
    ["a zero beside a cost is named", { Cost: "0", CostInBillingCurrency: "10" }, "10", ["column-passed-over extended_cost: Cost: 0"]],
    ["a cost in dollars only is no cost", { costInUsd: "10" }, null, ["number-missing extended_cost"]],
    [
      "another currency has no cost here",
      { cost: "10", billingCurrency: "EUR" },
      null,
      ["currency-differs extended_cost: 10 EUR in a delivery in CNY"],
    ],
    ["nor has a column that names one", { "Cost (EUR)": "10" }, null, ["currency-differs extended_cost: 10 EUR in a delivery in CNY"]],
    ["the same currency however spelled", { cost: "10", billingCurrency: " rmb\ufeff" }, "10", []],
    ["the currency of the prices is another thing", { cost: "10", pricingCurrency: "USD" }, "10", []],
  ])("%s", (_name, columns, cost, problems) => {
    const { charge } = enrich({ date: "2026-10-05", ...columns });
    expect(charge).toMatchObject({ extended_cost: cost, extended_cost_tax: cost === null ? null : "10.6" });
    expect(charge.problems.map(describeProblem)).toEqual(problems);
  });

  it("names ids that stand for no value, and keeps them", () => {
    const ids = { subscriptionGuid: "undefined", instanceId: "None", resourceGroup: " NULL" };
    const { charge } = enrich({ date: "2026-10-05", cost: "1", ...ids });
    expect(charge).toMatchObject({ subscription_guid: "undefined", instance_id: "None" });
    expect(charge.problems.map(describeProblem)).toEqual([
      "null-text subscription_guid: undefined",
      "null-text instance_id: None",
      "null-text resource_group: NULL",
    ]);
    expect(enrich({ date: "2026-10-05", cost: "1", instanceId: "none-1", resourceGroup: "rg-null" }).charge.problems).toEqual([]);
  });

  it.each([
    [{ subscriptionGuid: "/subscriptions/" }, { subscription_guid: "" }, ["null-text subscription_guid: /subscriptions/"]],
    [
      { instanceId: "/subscriptions/undefined/resourceGroups/rg/providers/Microsoft.Compute/disks/d" },
      { resource_name: "d", resource_group: "rg" },
      ["null-text instance_id: /subscriptions/undefined/resourceGroups/rg/providers/Microsoft.Compute/disks/d"],
    ],
    [
      { instanceId: "/subscriptions/1/resourceGroups/null/providers/Microsoft.Compute/disks/d" },
      { resource_group: "null" },
      ["null-text instance_id: /subscriptions/1/resourceGroups/null/providers/Microsoft.Compute/disks/d"],
    ],
    [
      { instanceId: "/subscriptions//resourceGroups/rg/providers/Microsoft.Compute/disks/d" },
      { resource_name: "d", resource_group: "rg" },
      ["null-text instance_id: /subscriptions//resourceGroups/rg/providers/Microsoft.Compute/disks/d"],
    ],
    [
      { subscriptionGuid: "/subscriptions/00000000-0000-0000-0000-000000000000" },
      { subscription_guid: "00000000-0000-0000-0000-000000000000" },
      ["null-text subscription_guid: 00000000-0000-0000-0000-000000000000"],
    ],
  ])("names a path without its id: %j", (ids, columns, problems) => {
    const { charge } = enrich({ date: "2026-10-05", cost: "1", ...ids });
    expect(charge).toMatchObject(columns);
    expect(charge.problems.map(describeProblem)).toEqual(problems);
  });

  it("names another enrollment than the delivery's, but not the id of another agreement", () => {
    const problems = (BillingAccountId: string) =>
      enrich({ date: "2026-10-05", cost: "1", BillingAccountId }).charge.problems.map(describeProblem);
    expect(problems("100")).toEqual([]);
    expect(problems("/providers/Microsoft.Billing/billingAccounts/100")).toEqual([]);
    expect(problems("7a1b:2c3d_2019-05-31")).toEqual([]);
    expect(problems("200")).toEqual(["billing-account-differs row_billing_account_id: 200 in a delivery of 100"]);
  });

  it.each([
    [{ extendedCost: null, costInBillingCurrency: "5" }, { extended_cost: "5" }],
    [{ extendedCost: " ", costInBillingCurrency: "5" }, { extended_cost: "5" }],
    [
      { date: "", usageDateTime: "2026-10-05", cost: "5" },
      { date: "2026-10-05", extended_cost: "5" },
    ],
    [{ date: null, usageDate: "2026-10-05", cost: "5" }, { date: "2026-10-05" }],
    [
      { cost: "5", instanceId: "", ResourceId: "/subscriptions/1/resourceGroups/rg/providers/Microsoft.Compute/disks/d1" },
      { resource_name: "d1" },
    ],
    [
      { cost: "5", consumedQuantity: "", quantity: "2", resourceRate: "", effectivePrice: "2.5" },
      { consumed_quantity: "2", resource_rate: "2.5" },
    ],
    [{ cost: "5", product: "", productName: "VM Windows", meterCategory: "Virtual Machines", meterName: "D4 v3" }, { sku: "Windows" }],
    [{ cost: "5", resourceLocation: "", location: "CN North 3" }, { resource_location: "CN North 3" }],
  ])("reads the filled one of several columns: %j", (columns, expected) => {
    const { charge } = enrich({ date: "2026-10-05", ...columns });
    expect(charge).toMatchObject(expected);
    expect(charge.problems).toEqual([]);
  });

  it.each([
    [{ cost: "5", extendedCost: "6" }, ["column-passed-over extended_cost: cost: 5"]],
    [{ cost: "5.0", extendedCost: "5" }, []],
    [{ cost: "5", usageDate: "2026-10-06" }, ["column-passed-over date: usageDate: 2026-10-06"]],
    [{ cost: "5", usageDate: "10/05/2026" }, []],
    [{ cost: "5", instanceId: "A", resourceId: "a" }, []],
    [{ cost: "5", instanceId: "a", resourceId: "b" }, ["column-passed-over instance_id: resourceId: b"]],
    [{ cost: "5", resourceLocation: "cnnorth3", location: "CN North 3" }, []],
  ])("names the column that is passed over and says something else: %j", (columns, problems) => {
    expect(enrich({ date: "2026-10-05", ...columns }).charge.problems.map(describeProblem)).toEqual(problems);
  });
});

describe("a date that may be another day", () => {
  const days = (rows: readonly Record<string, unknown>[], period: BillingMonth | null = null) => {
    const reader = compileUsageDetailReader(Object.keys(rows[0] ?? {}));
    const proof = reader.proofOf(rows.map((columns) => Object.values(columns)));
    return rows.map((columns) => {
      const { charge } = enrichUsageDetail(reader.readValues(Object.values(columns), proof), newScope(period), newContext());
      return charge.date ?? charge.problems.map(describeProblem).join();
    });
  };
  it.each([
    [
      ["10/05/2026", "10/13/2026"],
      ["2026-10-05", "2026-10-13"],
    ],
    [
      ["05/10/2026", "13/10/2026"],
      ["date-ambiguous date: 05/10/2026", "date-unreadable date: 13/10/2026"],
    ],
    [
      ["05/05/2026", "13/10/2026"],
      ["2026-05-05", "date-unreadable date: 13/10/2026"],
    ],
    [
      ["05/10/2026", "13/10/2026", "10/14/2026"],
      ["date-ambiguous date: 05/10/2026", "date-unreadable date: 13/10/2026", "2026-10-14"],
    ],
    [
      ["2026-10-05", "20261005", "2026-10-31T16:00:00Z"],
      ["2026-10-05", "date-unreadable date: 20261005", "2026-10-31"],
    ],
  ])("%j is %j", (dates, expected) => {
    expect(days(dates.map((date) => ({ date, cost: "1" })))).toEqual(expected);
  });

  it("is null when only its other reading is in the delivery's month, unless the page proves the order", () => {
    const december = (...dates: readonly string[]) =>
      days(
        dates.map((date) => ({ date, cost: "1" })),
        BillingMonth.parse("2026-12"),
      );
    expect(december("01/12/2026", "12/12/2026", "11/30/2025", "12/01/2026")).toEqual([
      "2026-01-12",
      "2026-12-12",
      "2025-11-30",
      "2026-12-01",
    ]);
    expect(december("01/12/2026", "12/12/2026", "12/01/2026", "11/12/2025", "11/10/2026", "2026-01-12")).toEqual([
      "date-ambiguous date: 01/12/2026",
      "2026-12-12",
      "2026-12-01",
      "2025-11-12",
      "2026-11-10",
      "2026-01-12",
    ]);
  });

  it("is null under localised headers, unless the page proves the order", () => {
    expect(days([{ date: "05/06/2024", "Kosten (Cost)": "1" }])).toEqual(["date-ambiguous date: 05/06/2024"]);
    expect(days(["05/06/2024", "05/13/2024"].map((date) => ({ date, "Kosten (Cost)": "1" })))).toEqual(["2024-05-06", "2024-05-13"]);
  });

  it.each([
    [
      { date: "soon", year: "2026", month: "10" },
      { date: null, year: 2026, month: 10, month_date: "2026-10-01", newmonth: "Oct 2026" },
    ],
    [
      { billingPeriodStartDate: "10/01/2026", servicePeriodStartDate: "10/05/2026" },
      { date: null, year: 2026, month: 10, month_date: "2026-10-01" },
    ],
    [
      { date: "soon", month: "10" },
      { date: null, year: null, month: 10, month_date: null },
    ],
    [
      { date: "soon", year: "2026", month: "13" },
      { date: null, year: 2026, month: 13, month_date: null },
    ],
  ])("a charge without a day keeps its month: %j", (columns, expected) => {
    expect(enrich({ cost: "1", ...columns }).charge).toMatchObject(expected);
  });
});

describe("numbers of a page", () => {
  const costs = (...sent: readonly string[]) => {
    const reader = compileUsageDetailReader(["date", "cost"]);
    const rows = sent.map((cost) => ["2026-10-05", cost]);
    const proof = reader.proofOf(rows);
    return rows.map((values) => enrichUsageDetail(reader.readValues(values, proof), newScope(), newContext()).charge.extended_cost);
  };
  it.each([
    [["1,234"], [null]],
    [
      ["1,234", "5,678.90"],
      ["1234", "5678.9"],
    ],
    [
      ["1,234", "0,025"],
      [null, null],
    ],
    [
      ["1.234", "0.5"],
      ["1.234", "0.5"],
    ],
    [
      ["1.234", "1.234,5"],
      [null, null],
    ],
  ])("%j is %j", (sent, expected) => {
    expect(costs(...sent)).toEqual(expected);
  });

  it("prove nothing for another record, and are named with what was sent", () => {
    expect(enrich({ date: "2026-10-05", cost: "1,234", quantity: "2,345.5" }).charge.extended_cost).toBe("1234");
    const { charge } = enrich({ date: "2026-10-05", cost: "1,234", quantity: "2" });
    expect(charge.extended_cost).toBeNull();
    expect(charge.problems.map(describeProblem)).toEqual(["number-ambiguous extended_cost: 1,234"]);
  });
});

describe("charge id", () => {
  it("covers every column, known or not, and neither their order nor their spelling", () => {
    const id = (columns: Record<string, unknown>, scope = newScope()): string => enrich(columns, newContext(), scope).charge.charge_id;
    const base = { date: "2026-10-05", cost: "5", ReservationId: "1", mystery: "x", costInUsd: "1" };
    const changes = [
      { ReservationId: "2" },
      { ReservationId: "" },
      { mystery: "y" },
      { mystery: "" },
      { costInUsd: "2" },
      { other: "x" },
      { ChargeType: "Usage" },
      { extendedCost: "" },
      { unitPrice: "1" },
      { Cost: "5" },
    ];
    const ids = [id(base), ...changes.map((change) => id({ ...base, ...change })), id(base, { ...newScope(), currency: "EUR" })];
    expect(new Set(ids).size).toBe(ids.length);
    expect(id({ ...base, nothing: null })).toBe(id(base));
    const respelled = { costInUSD: "1", " Mystery": "x", COST: "5.00", "\ufeffDate": "10/05/2026", "Reservation Id": "1" };
    expect(id(respelled)).toBe(id(base));
  });

  it("gives equal rows one id for each of them, and those of another content others", () => {
    const id = (product: string, occurrence: number): string =>
      enrich({ ...row, product }, newContext(), { ...newScope(), occurrence }).charge.charge_id;
    expect(new Set([id("a", 1), id("a", 2), id("a", 3), id("b", 1), id("b", 2)]).size).toBe(5);
    expect(id("a", 2)).toBe(id("a", 2));
  });

  it.each(Object.keys(row))("changes with %s, and tells absent from empty", (name) => {
    const id = (value: unknown): string => enrich({ ...row, [name]: value }).charge.charge_id;
    // The date and its parts say the same, so each of them may be absent without a change.
    const spelt = ["date", "day", "month", "year"].includes(name) ? 2 : 4;
    expect(new Set([enrich(row).charge.charge_id, id("77"), id(null), id("")]).size).toBe(spelt);
  });

  it.each(["extendedCost", "consumedQuantity", "resourceRate", "unitPrice", "exchangeRate"])(
    "differs in digits of %s that no column holds, and not in how they are written",
    (name) => {
      const id = (value: string): string => enrich({ ...row, [name]: value }).charge.charge_id;
      const ids = ["0.12345678901234567890123", "0.12345678901234567890124", "1.2345678901234567890123E-01"].map(id);
      expect([new Set(ids).size, ids[0]]).toEqual([2, ids[2]]);
    },
  );

  it("differs between enrollments", () => {
    const other = enrich(row, newContext(), { ...newScope(), billingAccountId: "101" });
    expect(other.charge.charge_id).not.toBe(enrich(row).charge.charge_id);
  });

  it("does not change with the rules, which are no source", () => {
    expect(enrich(row, newContext([])).charge.charge_id).toBe(enrich(row).charge.charge_id);
  });

  it("is hashed from a text in which values cannot run into each other", () => {
    const piece = fc.option(fc.stringMatching(/^[0-9:-]{0,4}$/));
    const pair = fc.record({ product: piece, meterId: piece });
    fc.assert(
      fc.property(pair, pair, (left, right) => {
        const same = left.product === right.product && left.meterId === right.meterId;
        const text = (record: Readonly<Record<string, unknown>>): string => {
          const { reader, cells } = readUsageDetail(record);
          const { detail, others } = reader.readSubject(cells);
          return usageSubjectText(detail, others);
        };
        expect(text(left) === text(right)).toBe(same);
      }),
      { numRuns: 5000 },
    );
  });
});
