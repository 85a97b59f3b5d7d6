import Big from "big.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareAmounts, differenceOf, firstDifferingDigit, shareOf, sumOf } from "../../../dashboard/src/money/amount";

/** Digits as the API writes them: at most 20 before the point and 18 after it, no zeros at the end. */
const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }), fc.integer({ min: 0, max: 18 }))
  .map(([digits, places]) => new Big(digits.toString()).div(new Big(10).pow(places)).toFixed());
const plain = (value: Big): string => value.toFixed();
Big.DP = 40;

describe("amounts as text", () => {
  it("add up as big.js adds them, to the last digit", () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 20 }), (amounts) => {
        expect(sumOf(amounts)).toBe(plain(amounts.reduce((sum, one) => sum.plus(one), new Big(0))));
      }),
    );
  });

  it("differ and compare as big.js says", () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(differenceOf(a, b)).toBe(plain(new Big(a).minus(b)));
        expect(compareAmounts(a, b)).toBe(new Big(a).cmp(b));
      }),
    );
  });

  it("have a share with six decimals, cut", () => {
    expect(shareOf("636219.5", "1226072")).toBe("0.518908");
    expect(shareOf("-1", "3")).toBe("-0.333333");
    expect(shareOf("5", "5")).toBe("1");
    expect(shareOf("1", "0")).toBeNull();
    expect(shareOf(null, "3")).toBeNull();
  });

  it("are in no sum when they are unknown, and come before all known ones", () => {
    expect(sumOf([null, "1.5", null])).toBe("1.5");
    expect(sumOf([null])).toBeNull();
    expect([null, "2", "-3", null, "10"].sort(compareAmounts)).toEqual([null, null, "-3", "2", "10"]);
  });

  it.each(["", "1e5", "1,5", "NaN", "--1", `0.${"1".repeat(31)}`])("that are none, such as %j, are refused", (text) => {
    expect(() => sumOf([text])).toThrow(RangeError);
  });

  it.each([
    ["12.34", "12.34", null],
    ["12.34", "12.35", 4],
    ["12.34", "12.345", 5],
    ["112.3", "12.3", 1],
  ])("%s and %s begin to differ at %s", (a, b, place) => {
    expect(firstDifferingDigit(a, b)).toBe(place);
  });
});
