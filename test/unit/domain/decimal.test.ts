import Big from "big.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileTax } from "../../../app/domain/decimal/compile-tax";
import { decimalLimits } from "../../../app/domain/decimal/decimal-limits";
import { proveSeparators } from "../../../app/domain/decimal/separators";
import { toPlainDecimal } from "../../../app/domain/decimal/to-plain-decimal";

const { cost, quantity } = decimalLimits;

describe("toPlainDecimal", () => {
  it.each([
    ["9.6E-06", "0.0000096"],
    ["8e-08", "0.00000008"],
    ["+5", "5"],
    [".5", "0.5"],
    ["5.", "5"],
    ["-0", "0"],
    ["-0.000", "0"],
    ["0", "0"],
    ["007.50", "7.5"],
    ["-1.50", "-1.5"],
    ["1,234.50", "1234.5"],
    ["-1,234,567", "-1234567"],
    ["1\u00a0234.5", "1234.5"],
    ["1\u202f234", "1234"],
    ["1 234", "1234"],
    ["\ufeff3.25\u200b", "3.25"],
    ["1'234.5", "1234.5"],
    ["  3.25  ", "3.25"],
    ["\u22123.25", "-3.25"],
    ["1E3", "1000"],
    ["1.5e+20", { code: "number-too-large", value: null }],
    ["0.4838709677419368", "0.4838709677419368"],
    ["12345678901234567890", "12345678901234567890"],
    ["12345678901234567890.123456789012345678", "12345678901234567890.123456789012345678"],
    ["123456789012345678901", { code: "number-too-large", value: null }],
    ["99999999999999999999.9999999999999999999", { code: "number-too-large", value: null }],
    ["0.00052900000000000002", { code: "number-rounded", value: "0.000529" }],
    ["0.0000000000000000005", { code: "number-rounded", value: "0" }],
    ["0.0000000000000000015", { code: "number-rounded", value: "0.000000000000000002" }],
    ["0.00000000000000000050001", { code: "number-rounded", value: "0.000000000000000001" }],
    ["1e-99999", { code: "number-rounded", value: "0" }],
    ["", { code: "number-unreadable", value: null }],
    [".", { code: "number-unreadable", value: null }],
    ["-", { code: "number-unreadable", value: null }],
    ["1,5", { code: "number-unreadable", value: null }],
    ["1,234", { code: "number-ambiguous", value: null }],
    ["-1,234", { code: "number-ambiguous", value: null }],
    ["1,234e3", { code: "number-ambiguous", value: null }],
    ["0,025", { code: "number-unreadable", value: null }],
    ["-0,004", { code: "number-unreadable", value: null }],
    ["0 123", { code: "number-unreadable", value: null }],
    ["0'500", { code: "number-unreadable", value: null }],
    ["01,234.5", { code: "number-unreadable", value: null }],
    ["1,234'567", { code: "number-unreadable", value: null }],
    ["1234,567.8", { code: "number-unreadable", value: null }],
    ["1,234.567,8", { code: "number-unreadable", value: null }],
    ["1.5,234", { code: "number-unreadable", value: null }],
    ["12,34,567", { code: "number-unreadable", value: null }],
    ["1.234,56", { code: "number-unreadable", value: null }],
    ["1.2.3", { code: "number-unreadable", value: null }],
    ["0x10", { code: "number-unreadable", value: null }],
    ["NaN", { code: "number-unreadable", value: null }],
    ["Infinity", { code: "number-unreadable", value: null }],
    ["¥5", { code: "number-unreadable", value: null }],
    ["1e", { code: "number-unreadable", value: null }],
  ])("reads %j", (text, expected) => {
    expect(toPlainDecimal(text, cost)).toEqual(expected);
  });

  it.each([
    ["1.234,56", "1234.56"],
    ["1234,5", "1234.5"],
    ["-1.234.567,8", "-1234567.8"],
    ["1.234.567", "1234567"],
    ["0,025", "0.025"],
    ["0.025", "0.025"],
    ["1234.5", "1234.5"],
    ["1 234,5", "1234.5"],
    ["1,234,567", "1234567"],
    ["1,234.56", "1234.56"],
    ["9,6E-06", "0.0000096"],
    ["1,234", "1.234"],
    ["1 234,567", "1234.567"],
    ["1.234", { code: "number-ambiguous", value: null }],
    ["1,2,3", { code: "number-unreadable", value: null }],
  ])("reads %j under localised headers", (text, expected) => {
    expect(toPlainDecimal(text, cost, "comma")).toEqual(expected);
  });

  it.each([
    ["point", "1,234", ["1,234.50"], "1234"],
    ["point", "1,234", ["1,234,567"], "1234"],
    ["point", "-1,234", ["0.5", "12,345.6"], "-1234"],
    ["point", "1,234", ["0.5", "2,345"], null],
    ["point", "1,234", ["0,025"], null],
    ["point", "1,234", ["1,234.5", "0,025"], null],
    ["point", "1.234", ["0.5"], "1.234"],
    ["point", "1.234", ["1.234,56"], null],
    ["point", "1.234", ["0,025"], null],
    ["point", "1.234", ["1.234.567"], null],
    ["comma", "1.234", ["0.025"], "1.234"],
    ["comma", "1.234", ["1.234,5"], "1234"],
    ["comma", "1.234", ["1234,5"], null],
    ["comma", "1.234", ["2,5", "0.5"], null],
    ["comma", "1.234", ["1.234,5", "0.025"], null],
    ["comma", "1,234", ["0,025"], "1.234"],
    ["comma", "1,234", ["1,234.5"], null],
  ] as const)("reads in %s style %j beside %j as %j", (style, text, others, expected) => {
    const read = toPlainDecimal(text, cost, style, proveSeparators([...others, text]));
    expect(read).toEqual(expected ?? { code: "number-ambiguous", value: null });
  });

  it.each(["1,234", "1,234.5", "1 234", "1'234", "0,5", "1.234,5"])("refuses %j where numbers are plain", (text) => {
    expect(toPlainDecimal(text, cost, "plain")).toEqual({ code: "number-unreadable", value: null });
  });

  it("never reads a number as a thousand times itself: each group has three digits, and none follows a leading zero", () => {
    const separator = fc.constantFrom(",", ".", " ", "'", "\u00a0");
    const number = fc.tuple(
      fc.stringMatching(/^\d{1,4}$/),
      fc.array(fc.tuple(separator, fc.stringMatching(/^\d{1,4}$/)), { maxLength: 4 }),
    );
    fc.assert(
      fc.property(number, fc.constantFrom("plain", "point", "comma"), ([first, rest], style) => {
        const text = first + rest.flat().join("");
        const reading = toPlainDecimal(text, cost, style);
        const value = typeof reading === "string" ? reading : reading.value;
        if (value === null) return;
        const last = rest.at(-1);
        const hasFraction = last !== undefined && (last[0] === "." || last[0] === ",") && !isWholeGroups(first, rest);
        const groups = hasFraction ? rest.slice(0, -1) : rest;
        expect(new Set(groups.map(([used]) => used)).size).toBeLessThanOrEqual(1);
        if (groups.length > 0) {
          expect(first).toMatch(/^[1-9]\d{0,2}$/);
          for (const [, group] of groups) expect(group).toHaveLength(3);
        }
        const whole = first + groups.map(([, group]) => group).join("");
        expect(new Big(value).eq(new Big(hasFraction ? `${whole}.${last[1]}` : whole))).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it("keeps the noise of Azure's doubles in quantities, which have 20 decimals", () => {
    expect(toPlainDecimal("0.00052900000000000002", quantity)).toBe("0.00052900000000000002");
  });

  it("reads a text of a million digits without hanging", () => {
    expect(toPlainDecimal(`0.${"7".repeat(1_000_000)}`, cost)).toEqual({ code: "number-rounded", value: "0.777777777777777778" });
    expect(toPlainDecimal("9".repeat(1_000_000), cost)).toEqual({ code: "number-too-large", value: null });
  });

  it("never throws, and gives plain canonical digits", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^[-+.,eE' 0-9]{0,24}$/)),
        fc.constantFrom("point" as const, "comma" as const),
        (text, style) => {
          const reading = toPlainDecimal(text, cost, style);
          const value = typeof reading === "string" ? reading : reading.value;
          if (value !== null) expect(value).toMatch(/^(?:0|-?(?:[1-9]\d{0,19}(?:\.\d{0,17}[1-9])?|0\.\d{0,17}[1-9]))$/);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("says the same as big.js for 100,000 numbers of up to 20 digits with exponents", () => {
    const number = fc
      .record({
        sign: fc.constantFrom("", "-", "+"),
        digits: fc.stringMatching(/^\d{1,20}$/),
        point: fc.nat(20),
        exponent: fc.integer({ min: -24, max: 4 }),
      })
      .map(({ sign, digits, point, exponent }) => ({
        text: `${sign}${digits.slice(0, point)}.${digits.slice(point)}E${exponent}`,
        plain: `${sign === "-" ? "-" : ""}${digits.slice(0, point) || "0"}.${digits.slice(point) || "0"}e${exponent}`,
      }));
    fc.assert(
      fc.property(number, ({ text, plain }) => {
        const exact = new Big(plain);
        const reading = toPlainDecimal(text, cost);
        const expected = fixed(exact.round(18, Big.roundHalfEven));
        const got = typeof reading === "string" ? reading : reading.value;
        if (exact.abs().round(18, Big.roundHalfEven).gte("1e20")) return got === null;
        return got === expected && (typeof reading === "string") === exact.eq(exact.round(18, Big.roundHalfEven));
      }),
      { numRuns: 100_000 },
    );
  });
});

describe("compileTax", () => {
  it.each([
    ["0.06", "100", "106"],
    ["0.06", "0.01", "0.0106"],
    ["0.06", "-3.5", "-3.71"],
    ["0.06", "0", "0"],
    ["0", "1.23", "1.23"],
    ["0.13", "9.99", "11.2887"],
    ["1", "4", "8"],
    ["0.06", "0.4838709677419368", "0.512903225806453008"],
    ["0.06", "0.000000000000000001", "0.000000000000000001"],
    ["0.06", "0.000000000000000025", "0.000000000000000026"],
    ["0.5", "0.000000000000000001", "0.000000000000000002"],
    ["0.5", "0.000000000000000003", "0.000000000000000004"],
    ["0.06", "123456789.987654321", "130864197.38691358026"],
    ["0.06", "99999999999999999999", null],
    ["0.06", "90000000000000000000", "95400000000000000000"],
  ])("at %s makes %s to %s", (rate, amount, expected) => {
    expect(compileTax(rate)(amount)).toBe(expected);
  });

  it("says the same as big.js", () => {
    const plain = fc
      .tuple(fc.stringMatching(/^-?[1-9]\d{0,17}$/), fc.stringMatching(/^\d{0,17}[1-9]$/))
      .map(([whole, fraction]) => `${whole}.${fraction}`);
    fc.assert(
      fc.property(plain, fc.constantFrom("0", "0.06", "0.13", "0.0825", "0.123456789"), (amount, rate) => {
        const expected = new Big(amount).times(new Big(1).plus(rate)).round(18, Big.roundHalfEven);
        return compileTax(rate)(amount) === fixed(expected);
      }),
      { numRuns: 20_000 },
    );
  });

  it.each(["six", "-0.06", "", "6%"])("refuses the rate %j", (rate) => {
    expect(() => compileTax(rate)).toThrow(RangeError);
  });
});

/** Two groups of one separator or a separator that is never decimal: then the last part is a group too. */
function isWholeGroups(first: string, rest: readonly (readonly [string, string])[]): boolean {
  const used = new Set(rest.map(([separator]) => separator));
  return used.size === 1 && rest.length > 1 && /^[1-9]\d{0,2}$/.test(first) && rest.every(([, group]) => group.length === 3);
}

function fixed(value: Big): string {
  return value.eq(0) ? "0" : value.toFixed();
}
