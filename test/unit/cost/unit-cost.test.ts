import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { costOfUnit } from "../../../app/domain/cost/unit-cost";

const whole = { value: "3", days: 1, daysWithValue: 1, units: 1 };

describe("the cost of one unit", () => {
  it("is the quotient to 18 decimals, of a cost below zero too", () => {
    expect(costOfUnit("1", whole)).toEqual({ unitCost: "0.333333333333333333", reason: null });
    expect(costOfUnit("-2", whole)).toEqual({ unitCost: "-0.666666666666666667", reason: null });
    expect(costOfUnit("0", whole)).toEqual({ unitCost: "0", reason: null });
  });

  it.each([
    ["no-value", "1", { ...whole, value: null, daysWithValue: 0 }],
    ["days-without-value", "1", { ...whole, days: 30, daysWithValue: 29 }],
    ["units-differ", "1", { ...whole, units: 2 }],
    ["value-is-zero", "1", { ...whole, value: "0.000" }],
    ["value-is-zero", "1", { ...whole, value: "0" }],
    ["value-is-negative", "1", { ...whole, value: "-3" }],
    ["cost-unknown", null, whole],
  ] as const)("is null with the reason %s", (reason, cost, counted) => {
    expect(costOfUnit(cost, counted)).toEqual({ unitCost: null, reason });
  });

  it("times the value is the cost, but for half a unit of its last digit", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.bigInt({ min: 1n, max: 10n ** 12n }), (cost, value) => {
        const { unitCost } = costOfUnit(cost.toString(), { ...whole, value: value.toString() });
        const [integer = "0", fraction = ""] = (unitCost ?? "").split(".");
        const scaled = BigInt(integer + fraction.padEnd(18, "0"));
        const difference = scaled * value - cost * 10n ** 18n;
        expect(2n * (difference < 0n ? -difference : difference) <= value).toBe(true);
      }),
    );
  });
});
