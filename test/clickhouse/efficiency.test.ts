import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerEfficiency, type EfficiencyParams } from "../../app/apis/cost-questions/answer-efficiency";
import type { EfficiencyRow } from "../../app/apis/cost-questions/efficiency-sql";
import type { ApiRequest } from "../../app/apis/serving/api-request";
import { createEnrichmentContext } from "../../app/domain/charge/enrichment-context";
import { compileApplicationTags } from "../../app/domain/resource-tracking/compile-application-tags";
import { writeAzureBillingDetail } from "../../app/ingest/write-azure-billing-detail";
import { sha256Hex } from "../../app/runtime/sha256-hex";
import { openApiRequest } from "../support/open-api-request";
import { type FocusCharge, publishFocusCharges } from "../support/publish-focus-charges";
import { type Billing, startBilling } from "../support/start-billing";

let billing: Billing;
let request: ApiRequest;

/** What a resource used of a unit on a day, and what that cost. */
const used = (
  day: string,
  resource: string,
  unit: string,
  quantity: string,
  cost: string,
  { problems, ...columns }: Readonly<Record<string, unknown>> & { readonly problems?: readonly string[] } = {},
): FocusCharge => ({
  day,
  cost,
  ...(problems === undefined ? {} : { problems }),
  columns: {
    ResourceId: `/${resource}`,
    ResourceName: resource.toUpperCase(),
    ConsumedUnit: unit,
    ConsumedQuantity: quantity,
    x_ListCostSource: "contracted",
    ...columns,
  },
});
const machine = { ServiceName: "Virtual Machines", SkuMeter: "D2s v5" };
const stored = { SkuMeter: "Hot LRS Data Stored" };
const written = { SkuMeter: "Hot LRS Write Operations" };

beforeAll(async () => {
  billing = await startBilling();
  request = openApiRequest(billing.client, "2026-11-16T14:00:00Z");
  await publishFocusCharges(billing.server, "billing", { account: "A1", period: "2026-09-01" }, [
    used("2026-09-01", "vm", "Hours", "720", "72", machine),
    used("2026-09-01", "flat", "GB", "100", "50", machine),
    used("2026-09-01", "less", "GB", "100", "50", machine),
    used("2026-09-01", "steady", "GB", "100", "50", machine),
    used("2026-09-01", "credit", "GB", "100", "-50", machine),
    used("2026-09-01", "unread", "GB", "100", "50", machine),
  ]);
  await publishFocusCharges(billing.server, "billing", { account: "A1", period: "2026-10-01" }, [
    // One machine all the time, of two rows; one half of the time, in the other spelling of the unit; blocks of hours and purchases are no use.
    used("2026-10-01", "vm", "Hours", "700", "70.000000000000000001", machine),
    used("2026-10-02", "vm", "Hours", "44", "4.4", machine),
    used("2026-10-02", "half", "1 Hour", "372", "1", machine),
    used("2026-10-02", "blocks", "100 Hours", "7.44", "1", machine),
    used("2026-10-02", "bought", "Hours", "744", "9", { ...machine, ChargeCategory: "Purchase" }),
    // A fifth less at a cost that is two hundredths off; one digit more of either is no signal.
    used("2026-10-01", "flat", "GB", "80", "51", machine),
    used("2026-10-01", "less", "GB", "80", "48.999999999999999999", machine),
    used("2026-10-01", "steady", "GB", "80.000000000000000001", "50", machine),
    used("2026-10-01", "credit", "GB", "10", "-50", machine),
    used("2026-10-01", "unread", "GB", "10", "50", { ...machine, problems: ["cost-missing"] }),
    // Both costs are known on one day; on another the list price is the contracted one, on a third the effective cost is not known.
    used("2026-10-03", "sheet", "GB", "1", "3", {
      ...machine,
      EffectiveCost: "1",
      ListCost: "4.000000000000000003",
      x_ListCostSource: "price-sheet",
    }),
    used("2026-10-04", "sheet", "GB", "1", "100", { ...machine, ListCost: "100" }),
    used("2026-10-05", "sheet", "GB", "1", "0", {
      ...machine,
      EffectiveCost: "0",
      ListCost: "50",
      x_ListCostSource: "price-sheet",
      problems: ["effective-cost-not-amortized"],
    }),
    // Two storage accounts, of which one is read; a service whose bills have no operations; operations of nothing.
    used("2026-10-01", "cold", "GB-Months", "12.5", "0.25", stored),
    used("2026-10-02", "cold", "GB-Months", "12.5", "0.25", stored),
    used("2026-10-02", "cold", "10K", "0", "0", written),
    used("2026-10-01", "warm", "GB-Months", "1", "0.02", stored),
    used("2026-10-01", "warm", "10K", "3", "0.1", written),
    used("2026-10-01", "vault", "GB-Months", "7", "0.7", { ServiceName: "Backup", SkuMeter: "LRS Data Stored" }),
    used("2026-10-01", "disk", "1/Month", "1", "5", { SkuMeter: "P10 LRS Disk" }),
  ]);
  await publishFocusCharges(billing.server, "billing", { account: "B1", period: "2026-10-01" }, [
    // Its own bills have no operations, whatever those of A1 have.
    { ...used("2026-10-01", "lonely", "GB-Months", "1", "1", stored), currency: "USD" },
    { ...used("2026-10-01", "eight", "Hours", "5952", "8", machine), currency: "USD" },
  ]);
});

afterAll(() => billing.stop());

const ask = (params: Partial<EfficiencyParams> = {}) => answerEfficiency({ month: "2026-10", ...params }, request);
const nulls = {
  effective_cost: null,
  list_cost: null,
  paid_share: null,
  unit: null,
  quantity: null,
  previous_quantity: null,
  previous_billed_cost: null,
  quantity_fall: null,
  hours_of_month: null,
  hours_share: null,
  previous_hours_share: null,
  access_charges: null,
  service_access_charges: null,
};
const row = (code: EfficiencyRow["code"], name: string, own: Partial<EfficiencyRow>): EfficiencyRow => ({
  code,
  billing_account_id: "A1",
  subscription: "",
  resource_group: "",
  resource: `/${name}`,
  resource_name: name.toUpperCase(),
  resource_type: "",
  region: "",
  owner: "",
  service_name: "Virtual Machines",
  currency: "CNY",
  billed_cost: null,
  charges: "1",
  ...nulls,
  ...own,
});
const flat = row("flat-cost", "flat", {
  ...{ billed_cost: "51", previous_billed_cost: "50", unit: "GB", quantity: "80", previous_quantity: "100", quantity_fall: "0.2" },
});
const cold = row("storage-without-access", "cold", {
  ...{ service_name: "Storage", billed_cost: "0.5", charges: "2", unit: "GB-Months", quantity: "25" },
  ...{ access_charges: "0", service_access_charges: "1" },
});

describe("what bills prove of how resources are used", () => {
  it("is told with the numbers it is made of, by hand", async () => {
    const { data, totals, currency } = await ask();
    expect(data).toEqual([
      row("paid-of-list", "sheet", { billed_cost: "3", effective_cost: "1", list_cost: "4.000000000000000003", paid_share: "0.25" }),
      row("hours-billed", "vm", {
        ...{ billed_cost: "74.400000000000000001", charges: "2", unit: "Hours", quantity: "744", hours_of_month: "744", hours_share: "1" },
        ...{ previous_quantity: "720", previous_billed_cost: "72", previous_hours_share: "1" },
      }),
      row("hours-billed", "half", { billed_cost: "1", unit: "1 Hour", quantity: "372", hours_of_month: "744", hours_share: "0.5" }),
      row("hours-billed", "eight", {
        ...{ billing_account_id: "B1", currency: "USD", billed_cost: "8", unit: "Hours", quantity: "5952" },
        ...{ hours_of_month: "744", hours_share: "8" },
      }),
      flat,
      cold,
    ]);
    expect(totals).toEqual([
      { currency: "CNY", code: "paid-of-list", signals: "1", billed_cost: "3" },
      { currency: "CNY", code: "hours-billed", signals: "2", billed_cost: "75.400000000000000001" },
      { currency: "USD", code: "hours-billed", signals: "1", billed_cost: "8" },
      { currency: "CNY", code: "flat-cost", signals: "1", billed_cost: "51" },
      { currency: "CNY", code: "storage-without-access", signals: "1", billed_cost: "0.5" },
    ]);
    expect(currency).toBeNull();
  });

  it("can be asked by signal, account and filters, which do not change whether the account's bills have operations", async () => {
    expect((await ask({ code: "flat-cost" })).data).toEqual([flat]);
    expect((await ask({ resource: "/cold" })).data).toEqual([cold]);
    expect((await ask({ billing_account: "B1" })).data.map(({ resource }) => resource)).toEqual(["/eight"]);
    const { data, problems } = await ask({ resource: "/nothing" });
    expect(data).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain("filter-matches-nothing");
  });

  it("has as many rows of each signal and currency as asked for, and totals of all", async () => {
    const { data, totals, problems } = await ask({ limit: 1 });
    expect(data.map(({ code, resource }) => [code, resource])).toEqual([
      ["paid-of-list", "/sheet"],
      ["hours-billed", "/vm"],
      ["hours-billed", "/eight"],
      ["flat-cost", "/flat"],
      ["storage-without-access", "/cold"],
    ]);
    expect(totals[1]).toEqual({ currency: "CNY", code: "hours-billed", signals: "2", billed_cost: "75.400000000000000001" });
    expect(problems.filter(({ code }) => code === "limited")).toHaveLength(1);
    expect((await ask()).problems.filter(({ code }) => code === "limited")).toEqual([]);
  });

  it("says which costs are not known, and which months have no bill", async () => {
    const { problems } = await ask();
    expect(problems.map(({ code }) => code)).toEqual(["cost-missing", "effective-cost-not-amortized"]);
    const september = await ask({ month: "2026-09" });
    expect(september.problems.map(({ code, message }) => [code, message])).toEqual([["missing-months", "No bill for 2026-08"]]);
    expect(september.data.map(({ code, resource }) => [code, resource])).toEqual([["hours-billed", "/vm"]]);
  });

  it("compares no month that goes on with the one before, and says that it goes on", async () => {
    const during = openApiRequest(billing.client, "2026-10-31T23:59:59Z");
    const { data, problems } = await answerEfficiency({ month: "2026-10" }, during);
    expect(new Set(data.map(({ code }) => code))).toEqual(new Set(["paid-of-list", "hours-billed", "storage-without-access"]));
    expect(problems[0]).toEqual({
      code: "month-goes-on",
      message: "2026-10 is not over: hours and quantities are of its days so far, and it is not compared with the month before",
    });
  });
});

describe("charges that were posted", () => {
  const id = (name: string): string =>
    `/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/${name}`;
  /** A record of POST /ingest/AzureBillingDetail. */
  const posted = (date: string, name: string, meter: string, unit: string, quantity: string, cost: string, more: object = {}) => ({
    enrollment: "P1",
    currency: "CNY",
    date,
    cost,
    instanceId: id(name),
    meterCategory: "Virtual Machines",
    meterName: meter,
    meterId: "11111111-1111-1111-1111-111111111111",
    unitOfMeasure: unit,
    consumedQuantity: quantity,
    resourceRate: "0.1",
    subscriptionGuid: "22222222-2222-2222-2222-222222222222",
    ...more,
  });
  const storage = { meterCategory: "Storage" };

  beforeAll(async () => {
    const context = createEnrichmentContext({ taxRate: "0.06", matcher: compileApplicationTags([]).matcher, sha256: sha256Hex });
    const records = [
      posted("2026-05-01", "vm", "D2s v5", "1 Hour", "372", "37.2"),
      posted("2026-05-01", "flat", "Egress", "1 GB", "100", "50"),
      posted("2026-06-01", "vm", "D2s v5", "1 Hour", "700", "70.000000000000000001"),
      posted("2026-06-30", "vm", "D2s v5", "1 Hour", "20", "2"),
      posted("2026-06-01", "flat", "Egress", "1 GB", "80", "51", { payGPrice: "2.000000000000000001" }),
      posted("2026-06-01", "cold", "Hot LRS Data Stored", "1 GB/Month", "12.5", "0.25", storage),
      posted("2026-06-02", "warm", "Hot LRS Write Operations", "10K", "3", "0.1", storage),
    ];
    await writeAzureBillingDetail(billing.client, records, () => context);
  });

  it("prove the same as those of a bill, by the same numbers, on days that no bill covers", async () => {
    const { data, totals, problems } = await ask({ month: "2026-06" });
    const ofPosted = (code: EfficiencyRow["code"], name: string, own: Partial<EfficiencyRow>): EfficiencyRow =>
      row(code, name, {
        billing_account_id: "p1",
        subscription: "22222222-2222-2222-2222-222222222222",
        resource_group: "rg",
        resource: id(name).toLowerCase(),
        resource_name: name,
        resource_type: "microsoft.compute/virtualmachines",
        ...own,
      });
    expect(data).toEqual([
      ofPosted("paid-of-list", "flat", {
        ...{ billed_cost: "51", effective_cost: "51", list_cost: "160.00000000000000008", paid_share: "0.31875" },
      }),
      ofPosted("hours-billed", "vm", {
        ...{ billed_cost: "72.000000000000000001", charges: "2", unit: "1 Hour", quantity: "720" },
        ...{ previous_quantity: "372", previous_billed_cost: "37.2" },
        ...{ hours_of_month: "720", hours_share: "1", previous_hours_share: "0.5" },
      }),
      ofPosted("flat-cost", "flat", {
        ...{ billed_cost: "51", previous_billed_cost: "50", unit: "1 GB", quantity: "80", previous_quantity: "100", quantity_fall: "0.2" },
      }),
      ofPosted("storage-without-access", "cold", {
        ...{ service_name: "Storage", billed_cost: "0.25", unit: "1 GB/Month", quantity: "12.5" },
        ...{ access_charges: "0", service_access_charges: "1" },
      }),
    ]);
    expect(totals).toEqual([
      { currency: "CNY", code: "paid-of-list", signals: "1", billed_cost: "51" },
      { currency: "CNY", code: "hours-billed", signals: "1", billed_cost: "72.000000000000000001" },
      { currency: "CNY", code: "flat-cost", signals: "1", billed_cost: "51" },
      { currency: "CNY", code: "storage-without-access", signals: "1", billed_cost: "0.25" },
    ]);
    expect(problems).toEqual([
      { code: "live-months", message: "Posted charges are counted on days of 2026-05, 2026-06 that no published bill covers" },
    ]);
    const before = await ask({ month: "2026-05" });
    expect(before.data.map(({ code, resource_name }) => [code, resource_name])).toEqual([["hours-billed", "vm"]]);
  });

  it("count no more once a bill covers their days", async () => {
    await publishFocusCharges(billing.server, "billing", { account: "p1", period: "2026-06-01" }, [
      used("2026-06-01", "vm", "Hours", "72", "7", machine),
    ]);
    const { data } = await ask({ month: "2026-06" });
    expect(data.map(({ code, resource_name, quantity }) => [code, resource_name, quantity])).toEqual([["hours-billed", "VM", "72"]]);
  });
});
