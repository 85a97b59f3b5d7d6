import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divideDecimals } from "../../../app/domain/decimal/divide-decimals";

describe("a quotient of decimals", () => {
  it.each([
    ["1", "3", 6, "0.333333"],
    ["2", "3", 6, "0.666667"],
    ["-2", "3", 6, "-0.666667"],
    ["30", "10.000000000000000001", 18, "3"],
    ["0.000000000000000001", "0.5", 18, "0.000000000000000002"],
    ["1", "8", 2, "0.12"],
    ["3", "8", 2, "0.38"],
    ["-3", "-8", 2, "0.38"],
    ["-1", "1000", 2, "0"],
    ["12345678901234567890.123456789012345678", "1", 18, "12345678901234567890.123456789012345678"],
    ["5", "0.000", 2, null],
  ])("%s / %s to %i decimals is %s", (dividend, divisor, scale, quotient) => {
    expect(divideDecimals(dividend, divisor, scale)).toBe(quotient);
  });

  it("is never farther from the truth than half of its last digit", () => {
    const digits = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    fc.assert(
      fc.property(
        digits,
        digits.filter((one) => one !== 0n),
        fc.integer({ min: 0, max: 18 }),
        (dividend, divisor, scale) => {
          const quotient = divideDecimals(String(dividend), String(divisor), scale) ?? "";
          const [whole = "", fraction = ""] = quotient.split(".");
          const units = BigInt(whole + fraction.padEnd(scale, "0"));
          const error = dividend * 10n ** BigInt(scale) - units * divisor;
          const [size, bound] = [error < 0n ? -error : error, divisor < 0n ? -divisor : divisor];
          expect(size * 2n <= bound).toBe(true);
        },
      ),
    );
  });
});
