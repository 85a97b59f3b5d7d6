import { describe, expect, it } from "vitest";
import { flatCosts, hourly, hoursShare, type Use } from "../../../dashboard/src/routes/resources/signals";

const use: Use = {
  resource: "/vm",
  name: "vm",
  unit: "Hours",
  currency: "CNY",
  cost: "100",
  costBefore: "100",
  quantity: "744",
  quantityBefore: "744",
};

describe("signals of resources", () => {
  it.each([
    ["a fifth less used, at the same cost", { quantity: "80", quantityBefore: "100" }, true],
    ["a little less than a fifth", { quantity: "80.000001", quantityBefore: "100" }, false],
    ["a cost that is two hundredths off", { quantity: "10", quantityBefore: "100", cost: "98" }, true],
    ["a cost that fell with the use", { quantity: "10", quantityBefore: "100", cost: "97.9" }, false],
    ["more used", { quantity: "120", quantityBefore: "100" }, false],
    ["nothing used before", { quantity: "10", quantityBefore: null }, false],
    ["nothing billed before", { quantity: "10", quantityBefore: "100", costBefore: null }, false],
    ["a credit", { quantity: "10", quantityBefore: "100", cost: "-100", costBefore: "-100" }, false],
  ])("the cost is flat while less is used: %s", (_name, change, isFlat) => {
    const one = { ...use, ...change };
    expect(flatCosts([one])).toEqual(isFlat ? [one] : []);
  });

  it("count hours of one hour each, those that cost most first", () => {
    const units = ["Hours", "1 Hour", "100 Hours", "GB"].map((unit, index) => ({ ...use, unit, cost: String(index) }));
    expect(hourly(units).map(({ unit }) => unit)).toEqual(["1 Hour", "Hours"]);
  });

  it.each([
    ["744", "2026-10", "1"],
    ["672", "2027-02", "1"],
    ["186", "2026-10", "0.25"],
    ["1488", "2026-10", "2"],
  ])("bill %s hours in %s as %s for each hour", (quantity, month, share) => {
    expect(hoursShare(quantity, month)).toBe(share);
  });
});
