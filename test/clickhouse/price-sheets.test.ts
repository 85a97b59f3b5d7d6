import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { deliver } from "../../app/pipeline/deliver";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import type { OpenSource } from "../../app/pipeline/open-source";
import { startCostDetails } from "../../simulator/cost-details";
import { zipOf } from "../../simulator/zip";
import { exportCsv } from "../../simulator/azure-export";
import { deliverAll, offersOf, type SourceLab, startSourceLab } from "../support/source-lab";

const never = new AbortController().signal;
const account = "100100";
const meter = (n: number): string => `f31064a2-ed95-4e11-8b69-270f2fc4fb0${n}`;
let sources: SourceLab;
let folder: ReturnType<SourceLab["folder"]>;

beforeAll(async () => {
  sources = await startSourceLab();
});
afterAll(() => sources.close());
beforeEach(async () => {
  await sources.empty();
  folder = sources.folder();
});

type Cells = Readonly<Record<string, string>>;

function csv(rows: readonly Cells[]): string {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return exportCsv({ headers, rows: rows.map((row) => headers.map((header) => row[header] ?? "")) });
}

/** A row of an enrollment's price sheet of October. */
const price = (n: number, list: string, contracted: string, more: Cells = {}): Cells => ({
  MeterId: meter(n),
  UnitOfMeasure: "10K",
  MarketPrice: list,
  UnitPrice: contracted,
  CurrencyCode: "USD",
  EffectiveStartDate: "2026-10-01",
  EffectiveEndDate: "2026-10-31",
  OfferID: "MS-AZR-0017P",
  PriceType: "Consumption",
  Term: "",
  ...more,
});

/** A charge of two pricing blocks at 0.3. */
const charge = (n: number, date: string, more: Cells = {}): Cells => ({
  Date: date,
  BillingAccountId: account,
  MeterId: meter(n),
  UnitOfMeasure: "10K",
  Quantity: "2",
  EffectivePrice: "0.3",
  UnitPrice: "0.3",
  CostInBillingCurrency: "0.6",
  ChargeType: "Usage",
  PricingModel: "OnDemand",
  OfferId: "MS-AZR-0017P",
  ProductName: "Key Vault - Operations",
  ...more,
});

async function load(rows: readonly Cells[], month = "2026-10", config: object = {}): Promise<DeliveryOutcome> {
  folder.write(`prices/${month.replace("-", "")}/sheet.csv`, csv(rows));
  const source = await sheets(config);
  const delivery = (await offersOf(source)).find(({ period }) => period?.toString() === month);
  if (delivery === undefined) throw new Error(`no sheet of ${month}`);
  return deliver(source.connection, delivery, {}, source.deps, never, () => undefined);
}

function sheets(config: object = {}): Promise<OpenSource> {
  const storage = { kind: "folder", path: folder.root };
  return sources.open("azure-exports", { storage, prefix: "prices/", dataset: "PriceSheet", monthInPath: "YYYYMM", account, ...config });
}

/** Publishes charges of a month, and says how they were mapped, in their order. */
async function mapped(rows: readonly Cells[], month = "2026-10"): Promise<string> {
  folder.write(`bills/${month.replace("-", "")}/bill.csv`, csv(rows));
  const storage = { kind: "folder", path: folder.root };
  const config = { storage, prefix: "bills/", dataset: "ActualCost", monthInPath: "YYYYMM", account, currency: "USD" };
  expect(await deliverAll(await sources.open("azure-exports", config), {}, { allowClosed: true, reason: "test" })).toMatchObject({
    kind: "published",
  });
  return sources.ask(
    `SELECT ListUnitPrice, ListCost, x_ListCostSource, ContractedUnitPrice, ContractedCost, x_ContractedCostSource,
       arrayFilter(p -> p LIKE '%price%' OR p LIKE '%contracted%', x_Problems)
     FROM CurrentFocusCostAndUsage WHERE BillingPeriodStart = '${month}-01 00:00:00' ORDER BY x_Page, x_Ordinal`,
  );
}

it("a charge has the list price of its day, to the last digit, also where it changes within the month, and of its own month only", async () => {
  await load([price(1, "9", "9", { EffectiveStartDate: "", EffectiveEndDate: "" })], "2026-09");
  expect(
    await load([
      price(1, "0.123456789012345678", "0.3", { EffectiveEndDate: "2026-10-14" }),
      price(1, "0.4", "0.3", { EffectiveStartDate: "2026-10-15" }),
      // Azure's way to say that a price has no end.
      price(2, "0.05", "0.03", { UnitOfMeasure: "1K", EffectiveStartDate: "2026-09-01", EffectiveEndDate: "2099-12-31" }),
      price(3, "7", "6", { Term: "P1Y", PriceType: "Reservation" }),
    ]),
  ).toMatchObject({
    kind: "loaded",
    sets: [{ account, month: "2026-10", rows: 3, notes: ["left out, such as prices of reservations: 1 row"] }],
  });
  expect(await mapped([charge(1, "2026-10-14"), charge(1, "2026-10-15"), charge(2, "2026-10-02"), charge(3, "2026-10-02")])).toBe(
    [
      "0.123456789012345678\t0.246913578024691356\tprice-sheet\t0.3\t0.6\tcharge\t[]",
      "0.4\t0.8\tprice-sheet\t0.3\t0.6\tcharge\t[]",
      "0.5\t1\tprice-sheet\t0.3\t0.6\tcharge\t[]",
      "0.3\t0.6\tcontracted\t0.3\t0.6\tcharge\t[]",
    ].join("\n"),
  );
  expect(await mapped([charge(1, "2026-09-14")], "2026-09")).toBe("9\t18\tprice-sheet\t0.3\t0.6\tcharge\t['contracted-price-differs']");
});

it("tiers and offers are told apart by what the charge says of itself, and a charge that tells nothing gets no price", async () => {
  const dev = { OfferID: "MS-AZR-0148P" };
  await load([
    price(1, "0.4", "0.3", { TierMinimumUnits: "0" }),
    price(1, "0.35", "0.25", { TierMinimumUnits: "100" }),
    price(2, "0.4", "0.3"),
    price(2, "0.2", "0.1", dev),
    price(3, "0.4", "0.3", { EffectiveEndDate: "2026-10-20" }),
    price(3, "0.5", "0.3", { EffectiveStartDate: "2026-10-20" }),
    price(4, "free", "0.3"),
    price(5, "0.4", "0.3", { UnitOfMeasure: "1 Hour" }),
    price(6, "", "0.3"),
  ]);
  expect(await sources.ask("SELECT notes FROM ActiveRecordSet")).toBe(
    `1 of 9 rows cannot be used, the first: prices/202610/sheet.csv line 8, MarketPrice: no price: "free"; 1 meter has several prices for the same days, the first: ${meter(3)} from 2026-10-20`,
  );
  const cheap = { EffectivePrice: "0.25", UnitPrice: "0.25", CostInBillingCurrency: "0.5" };
  expect(
    await mapped([
      charge(1, "2026-10-01"),
      charge(1, "2026-10-01", cheap),
      charge(1, "2026-10-01", { EffectivePrice: "0.27", UnitPrice: "0.27", CostInBillingCurrency: "0.54" }),
      charge(2, "2026-10-01"),
      charge(2, "2026-10-01", { OfferId: "ms-azr-0148p", EffectivePrice: "0.1", UnitPrice: "0.1", CostInBillingCurrency: "0.2" }),
      charge(2, "2026-10-01", { OfferId: "", EffectivePrice: "0.2", UnitPrice: "0.2", CostInBillingCurrency: "0.4" }),
      charge(3, "2026-10-19"),
      charge(3, "2026-10-20"),
      charge(4, "2026-10-01"),
      charge(5, "2026-10-01"),
      charge(6, "2026-10-01"),
    ]),
  ).toBe(
    [
      "0.4\t0.8\tprice-sheet\t0.3\t0.6\tcharge\t[]",
      "0.35\t0.7\tprice-sheet\t0.25\t0.5\tcharge\t[]",
      "0.27\t0.54\tcontracted\t0.27\t0.54\tcharge\t['price-sheet-unusable']",
      "0.4\t0.8\tprice-sheet\t0.3\t0.6\tcharge\t[]",
      "0.2\t0.4\tprice-sheet\t0.1\t0.2\tcharge\t[]",
      "0.2\t0.4\tcontracted\t0.2\t0.4\tcharge\t['price-sheet-unusable']",
      "0.4\t0.8\tprice-sheet\t0.3\t0.6\tcharge\t[]",
      "0.3\t0.6\tcontracted\t0.3\t0.6\tcharge\t['price-sheet-unusable']",
      "0.3\t0.6\tcontracted\t0.3\t0.6\tcharge\t['price-sheet-unusable']",
      "0.3\t0.6\tcontracted\t0.3\t0.6\tcharge\t['list-price-unit-differs']",
      "0.3\t0.6\tcontracted\t0.3\t0.6\tcharge\t[]",
    ].join("\n"),
  );
});

it("what a commitment covers has the contracted price of the sheet where the charge has none, and a price in another currency is converted", async () => {
  await load([price(1, "0.4", "0.3"), price(2, "0.4", "0.3", { CurrencyCode: "EUR" })]);
  const covered = { PricingModel: "Reservation", ReservationId: "r-1", EffectivePrice: "0", UnitPrice: "0", CostInBillingCurrency: "0" };
  const foreign = { PricingCurrency: "EUR", ExchangeRatePricingToBilling: "1.25", CostInBillingCurrency: "0.75" };
  expect(await mapped([charge(1, "2026-10-01", covered), charge(2, "2026-10-01", foreign), charge(3, "2026-10-01", covered)])).toBe(
    [
      "0.4\t0.8\tprice-sheet\t0.3\t0.6\tprice-sheet\t[]",
      "0.5\t1\tprice-sheet\t0.375\t0.75\tcharge\t[]",
      "\\N\t0\tcontracted\t\\N\t0\tbilled\t['contracted-cost-unknown']",
    ].join("\n"),
  );
});

it("a sheet of a month takes the place of that month's only, whole or not at all", async () => {
  await load([price(1, "0.4", "0.3"), price(2, "0.4", "0.3")]);
  const before = await sources.ask("SELECT set_id FROM ActiveRecordSet");
  const counted = "SELECT month, count(), groupUniqArray(list_unit_price) FROM SheetPrice GROUP BY month ORDER BY month";
  const refusals: readonly (readonly [readonly Cells[], object, string])[] = [
    [[{ MeterId: meter(1), UnitOfMeasure: "10K", UnitPrice: "1" }], {}, "has no column CurrencyCode or Currency"],
    [[{ MeterId: meter(1), UnitPrice: "1", CurrencyCode: "USD" }], {}, "has no column UnitOfMeasure"],
    [
      [price(1, "free", "free")],
      {},
      'has not one price that can be used; 1 of 1 rows cannot be used, the first: prices/202610/sheet.csv line 2, MarketPrice: no price: "free"',
    ],
  ];
  for (const [rows, config, reason] of refusals) {
    const outcome = await load(rows, "2026-10", config);
    expect(outcome).toMatchObject({ kind: "abandoned", by: "source", reason: "malformed", retryable: false });
    expect(JSON.stringify(outcome)).toContain(JSON.stringify(reason).slice(1, -1));
    expect(await sources.ask(counted)).toBe("2026-10-01\t2\t[0.4]");
  }
  await load([price(1, "0.5", "0.3", { EffectiveStartDate: "", EffectiveEndDate: "" })], "2026-11");
  expect(await load([price(1, "0.6", "0.3")])).toMatchObject({ kind: "loaded" });
  expect(await sources.ask(counted)).toBe("2026-10-01\t1\t[0.6]\n2026-11-01\t1\t[0.5]");
  expect(await sources.ask(`SELECT count() FROM SheetPrice WHERE set_id = '${before}'`)).toBe("0");
  const source = await sheets();
  const [october] = await offersOf(source);
  expect(await source.isPublished(october ?? { version: null, period: null }, source.deps.now())).toBe(true);
});

it("an enrollment's sheet comes from the API, as an archive of several files under either name of its link", async () => {
  for (const priceSheetLink of ["downloadUrl", "reportUrl"] as const) {
    await sources.empty();
    const month = BillingMonth.parse("2026-10");
    const sheet = zipOf([
      { name: "sheet_1.csv", body: csv([price(1, "0.4", "0.3")]) },
      { name: "sheet_2.csv", body: csv([price(2, "0.5", "0.4")]) },
    ]);
    const service = await startCostDetails({
      tenant: "contoso",
      clientId: "app-1",
      clientSecret: "client-secret-canary",
      scope: `providers/Microsoft.Billing/billingAccounts/${account}`,
      blobs: () => [],
      priceSheet: (asked) => (asked === "202610" || asked === "PROFILE-1" ? sheet : null),
      priceSheetLink,
    });
    sources.onClose(() => service.close());
    const credentials = {
      tenant: "contoso",
      clientId: "app-1",
      clientSecret: { env: "ABI_SECRET_X" },
      cloud: "global",
      login: service.url,
    };
    const config = { billingAccount: account, credentials, endpoint: service.url, requestsPerMinute: 100_000 };
    const source = patient(
      await sources.open("azure-price-sheet", config, { hosts: ["127.0.0.1"], secrets: { ABI_SECRET_X: "client-secret-canary" } }),
    );
    const [delivery, ...more] = await offersOf(source, { months: month === null ? [] : [month] });
    if (delivery === undefined) throw new Error("no sheet");
    expect(more).toEqual([]);
    service.setFault("blob-cut");
    expect(await deliver(source.connection, delivery, {}, source.deps, never, () => undefined)).toMatchObject({
      kind: "loaded",
      sets: [{ records: "prices", account, month: "2026-10", rows: 2, notes: [] }],
    });
    expect(await sources.ask("SELECT meter_id, list_unit_price, contracted_unit_price FROM SheetPrice ORDER BY meter_id")).toBe(
      `${meter(1)}\t0.4\t0.3\n${meter(2)}\t0.5\t0.4`,
    );
    expect(await source.isPublished(delivery, source.deps.now())).toBe(true);
    expect(await sources.ask("SELECT countIf(match(toString(tuple(*)), 'canary|sig=')) FROM ActiveRecordSet")).toBe("0");
    expect(service.foreignRequests).toEqual([]);
  }
});

/** The source with a clock on which waiting takes no time. */
function patient(opened: OpenSource): OpenSource {
  const clock = { now: () => Date.parse("2026-11-15T02:00:00Z"), sleep: () => Promise.resolve() };
  const gate = { admit: () => Promise.resolve({ rateMs: 0, breakerMs: 0 }), report: () => undefined };
  const { http } = opened.deps.surroundings;
  const surroundings = { ...opened.deps.surroundings, clock, http: { ...http, gate: () => gate } };
  return { ...opened, deps: { ...opened.deps, surroundings }, context: (signal) => ({ ...surroundings, signal, heard: () => undefined }) };
}
