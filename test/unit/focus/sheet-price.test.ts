import { describe, expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { unclearSeparators } from "../../../app/domain/decimal/separators";
import { planSheetColumns } from "../../../app/domain/focus/price-sheet/read-list-price";
import { readSheetPrice } from "../../../app/domain/focus/price-sheet/read-sheet-price";

// learn.microsoft.com/azure/cost-management-billing/dataset-schema/price-sheet-ea and price-sheet-mca
const ea = "MeterId,UnitOfMeasure,MarketPrice,UnitPrice,CurrencyCode,EffectiveStartDate,EffectiveEndDate,OfferID,PriceType,Term".split(",");
const mca =
  "meterId,unitOfMeasure,marketPrice,unitPrice,currency,effectiveStartDate,effectiveEndDate,priceType,term,tierMinimumUnits".split(",");

function read(header: readonly string[], cells: Readonly<Record<string, string>>, currency: string | null = null) {
  const columns = planSheetColumns(header);
  const month = BillingMonth.parse("2026-10");
  if ("missing" in columns || month === null) throw new TypeError("no plan");
  const style = { separators: unclearSeparators, style: "point" } as const;
  return readSheetPrice(
    header.map((name) => cells[name] ?? ""),
    { header, columns, currency, month },
    style,
  );
}

const row = { MeterId: "AAAE", UnitOfMeasure: "10K", MarketPrice: "0.4", UnitPrice: "0.123456789012345678", CurrencyCode: "cny" };
const kept = {
  meter_id: "aaae",
  offer_id: "",
  currency: "CNY",
  effective_from: "2026-10-01",
  effective_through: "2026-10-31",
  tier_minimum: "0",
  unit_of_measure: "10K",
  block_size: "10000",
  pricing_unit: "Units",
  list_unit_price: "0.4",
  contracted_unit_price: "0.123456789012345678",
  problem: "",
};

describe("a row of an account's price sheet", () => {
  it.each([
    ["without days holds for the month", {}, {}],
    ["that began before and has no end holds for the month", { EffectiveStartDate: "2024-01-01", EffectiveEndDate: "9999-12-31" }, {}],
    [
      "holds for its days within the month",
      { EffectiveStartDate: "10/05/2026", EffectiveEndDate: "2026-11-30T00:00:00Z" },
      { effective_from: "2026-10-05" },
    ],
    ["has its offer in one spelling", { OfferID: "MS-AZR-0017P" }, { offer_id: "ms-azr-0017p" }],
    ["may have the contracted price alone", { MarketPrice: "" }, { list_unit_price: null }],
    ["may have the list price alone", { UnitPrice: "" }, { contracted_unit_price: null }],
  ])("%s", (_, change, expected) => {
    expect(read(ea, { ...row, ...change })).toEqual({ kind: "price", price: { ...kept, ...expected } });
  });

  it("of a customer agreement says from which quantity on it holds", () => {
    expect(
      read(mca, {
        meterId: "aaae",
        unitOfMeasure: "10K",
        marketPrice: "0.4",
        unitPrice: "0.3",
        currency: "USD",
        tierMinimumUnits: "100.0",
      }),
    ).toMatchObject({ kind: "price", price: { tier_minimum: "100", currency: "USD" } });
  });

  it.each([
    ["a reservation", { PriceType: "ReservedInstance" }],
    ["a savings plan", { PriceType: "SavingsPlan", Term: "P1Y" }],
    ["another month", { EffectiveStartDate: "2026-11-01" }],
    ["a month before", { EffectiveEndDate: "2026-09-30" }],
  ])("that is of %s is no price of the month", (_, change) => {
    expect(read(ea, { ...row, ...change })).toEqual({ kind: "other" });
  });

  it.each([
    [{ UnitPrice: "free" }, 'UnitPrice: no price: "free"'],
    [{ MarketPrice: "-1" }, 'MarketPrice: no price: "-1"'],
    [{ UnitOfMeasure: "K" }, 'UnitOfMeasure: unit-unreadable: "K"'],
    [{ EffectiveStartDate: "soon" }, 'EffectiveStartDate: no day: "soon"'],
    [
      { EffectiveStartDate: "2026-10-20", EffectiveEndDate: "2026-10-10" },
      "EffectiveEndDate: 2026-10-10 is before the first day, 2026-10-20",
    ],
    [{ MarketPrice: "", UnitPrice: "" }, "neither a list price nor a contracted price"],
    [{ CurrencyCode: "" }, "CurrencyCode: no currency ()"],
  ])("that cannot be used, %j, keeps its meter and says why", (change, detail) => {
    expect(read(ea, { ...row, ...change })).toMatchObject({
      kind: "problem",
      detail,
      price: { meter_id: "aaae", list_unit_price: null, contracted_unit_price: null, problem: detail },
    });
  });

  it("without a meter is a problem and nothing else", () => {
    expect(read(ea, { ...row, MeterId: "" })).toEqual({ kind: "problem", price: null, detail: "MeterId: no meter id" });
  });
});

it("a sheet is known by a contracted or a list price", () => {
  expect(planSheetColumns(["MeterId", "UnitOfMeasure"])).toEqual({ missing: ["UnitPrice and no MarketPrice"] });
  expect(planSheetColumns(["MeterId", "UnitOfMeasure", "UnitPrice"])).toMatchObject({ contractedPrice: 2, listPrice: -1 });
});
