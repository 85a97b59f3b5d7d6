import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareSizes } from "../../../app/domain/focus/import/compare-sizes";
import { multiplyDecimals } from "../../../app/domain/focus/import/multiply-decimals";
import { toFocusDateTime } from "../../../app/domain/focus/import/to-focus-date-time";
import { toFocusJson } from "../../../app/domain/focus/import/to-focus-json";
import { toImportAccount } from "../../../app/domain/focus/import/to-import-account";
import { focusProviders } from "../../../app/domain/focus/import/focus-provider";
import { sha256Hex } from "../../../app/runtime/sha256-hex";

describe("an instant", () => {
  it.each([
    ["2026-10-01T00:00:00Z", "2026-10-01 00:00:00"],
    ["2026-10-01T00:00Z", "2026-10-01 00:00:00"],
    ["2026-10-01T12:34:56.789Z", "2026-10-01 12:34:56"],
    ["2026-10-01 00:00:00", "2026-10-01 00:00:00"],
    ["2026-10-01 00:00:00.000000 UTC", "2026-10-01 00:00:00"],
    ["2026-10-01T08:00:00+08:00", "2026-10-01 00:00:00"],
    ["2026-09-30T17:00:00-0700", "2026-10-01 00:00:00"],
    ["2026-10-01", "2026-10-01 00:00:00"],
    [" 2026-10-01 ", "2026-10-01 00:00:00"],
    ["2024-02-29T23:59:59Z", "2024-02-29 23:59:59"],
  ])("%s is %s", (text, instant) => {
    expect(toFocusDateTime(text)).toBe(instant);
  });

  it.each([
    "",
    "2026-02-29T00:00:00Z",
    "2026-13-01",
    "2026-10-01T24:00:00Z",
    "10/01/2026",
    "1790812800",
    "2026-10-01T00:00:00",
    "0001-01-01",
    "2199-01-01",
  ])("%j is none, unless it is plainly one", (text) => {
    expect(toFocusDateTime(text)).toBe(text === "2026-10-01T00:00:00" ? "2026-10-01 00:00:00" : null);
  });

  it("comes back whatever day and offset it was written with, and never throws", () => {
    const days = fc.date({ min: new Date("2000-01-02"), max: new Date("2098-12-30"), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: -14 * 60, max: 14 * 60 }), (day, offset) => {
        const second = new Date(Math.floor(day.getTime() / 1000) * 1000);
        const local = new Date(second.getTime() + offset * 60_000).toISOString().slice(0, 19);
        const size = Math.abs(offset);
        const zone = `${offset < 0 ? "-" : "+"}${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
        expect(toFocusDateTime(local + zone)).toBe(second.toISOString().slice(0, 19).replace("T", " "));
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        toFocusDateTime(text);
      }),
    );
  });
});

describe("the JSON of a cell", () => {
  it("stays the text it was when it is an object", () => {
    const text = '{ "cost" : 1.10000000000000000001, "b":null }';
    expect(toFocusJson(text)).toBe(text);
  });

  it("becomes an object when it is an array of pairs", () => {
    expect(toFocusJson('[{"key":"env","value":"prod"},{"key":"__proto__","value":null},{"key":"alone"}]')).toBe(
      '{"env":"prod","__proto__":null,"alone":null}',
    );
    expect(toFocusJson("[]")).toBe("{}");
  });

  it.each(["", "null", "1", '"text"', "{", "[1]", '[{"k":"v"}]', "{'a':1}"])("is none in %j", (text) => {
    expect(toFocusJson(text)).toBeNull();
  });
});

describe("the account of a file", () => {
  it.each([
    ["AWS", "123456789012", "aws-123456789012"],
    ["Google Cloud", "010101-F0FFF0-61C528", "google-010101-F0FFF0-61C528"],
    ["Microsoft", "/providers/Microsoft.Billing/billingAccounts/100100", /^microsoft-100100-[0-9a-f]{12}$/],
    [
      "Microsoft",
      "/providers/Microsoft.Billing/billingAccounts/8c:d1_2019-05-31/billingProfiles/X",
      /^microsoft-8c-d1_2019-05-31-billingProfiles-X-[0-9a-f]{12}$/,
    ],
    ["Other", "", /^focus--[0-9a-f]{12}$/],
  ] as const)("of %s %s is %s", (provider, id, account) => {
    expect(toImportAccount(provider, id, sha256Hex)).toMatch(account);
  });

  it("is an id that the tables take, never an enrollment number, and different for different ids", () => {
    const accounts = fc.record({ provider: fc.constantFrom(...focusProviders), id: fc.string({ unit: "binary", maxLength: 300 }) });
    fc.assert(
      fc.property(accounts, accounts, (a, b) => {
        const left = toImportAccount(a.provider, a.id, sha256Hex);
        expect(left).toMatch(/^[\w-]{1,128}$/);
        expect(left).not.toMatch(/^\d/);
        expect(left === toImportAccount(b.provider, b.id, sha256Hex)).toBe(a.provider === b.provider && a.id === b.id);
      }),
    );
  });
});

describe("exact arithmetic on digits", () => {
  const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.integer({ min: 0, max: 18 })).map(([units, scale]) => {
    const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
    return {
      units,
      scale,
      text: `${units < 0n ? "-" : ""}${digits.slice(0, digits.length - scale)}${scale === 0 ? "" : `.${digits.slice(digits.length - scale)}`}`,
    };
  });

  it("multiplies without losing a digit", () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const product = multiplyDecimals(a.text, b.text);
        const [whole = "", fraction = ""] = product.split(".");
        expect(BigInt(whole + fraction.padEnd(a.scale + b.scale, "0")) === a.units * b.units).toBe(true);
      }),
    );
  });

  it("calls near what is apart by a thousandth at most, and nothing else", () => {
    expect(compareSizes("1.001", "1")).toBe("near");
    expect(compareSizes("1.0011", "1")).toBe("larger");
    expect(compareSizes("-0.5", "1")).toBe("smaller");
    expect(compareSizes("0", "0")).toBe("near");
    expect(compareSizes("0.000000000000000001", "0")).toBe("larger");
    fc.assert(fc.property(decimal, (a) => compareSizes(a.text, a.text) === "near"));
  });
});
