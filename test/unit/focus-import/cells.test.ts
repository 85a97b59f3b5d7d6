import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { restoreAccountId, toAccountKey, toImportAccount } from "../../../app/domain/focus/import/to-import-account";
import { compareSizes, multiplyDecimals } from "../../../app/domain/focus/import/repair-focus-cells";
import { toFocusDateTime } from "../../../app/domain/focus/import/to-focus-date-time";
import { toFocusJson } from "../../../app/domain/focus/import/to-focus-json";
import { focusProviders } from "../../../app/domain/focus/import/detect-focus-provider";
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
    ["\uFEFF2026-10-01T00:00:00Z\u200b", "2026-10-01 00:00:00"],
    ["2026-09-30T24:00:00Z", "2026-10-01 00:00:00"],
    ["2026-12-31 24:00", "2027-01-01 00:00:00"],
    ["2026-09-30T24:00:00-08:00", "2026-10-01 08:00:00"],
    ["2026-10-01 00:00:00+00", "2026-10-01 00:00:00"],
    ["2026-10-01T00:00:00.000000000000Z", "2026-10-01 00:00:00"],
    ["2026-10-01T00:00:00.123456789012Z", "2026-10-01 00:00:00"],
    ["2026/10/1", "2026-10-01 00:00:00"],
    ["2026/10/01 8:30", "2026-10-01 08:30:00"],
    ["2024-02-29T23:59:59Z", "2024-02-29 23:59:59"],
  ])("%s is %s", (text, instant) => {
    expect(toFocusDateTime(text)?.utc).toBe(instant);
  });

  it.each([
    "",
    "2026-02-29T00:00:00Z",
    "2026-13-01",
    "10/01/2026",
    "1790812800",
    "0000-00-00",
    "0000-00-00 00:00:00",
    "45930",
    "45930.5",
    "10/05/26",
    "05.10.2026",
    "5-Oct-26",
    "26-10-05",
    "2026-10-01T24:00:01Z",
    "2026-10-01T24:30:00Z",
    "2026-10-01T24:00:00.1Z",
    "2026-10-01T23:60:00Z",
    "2026-10-01T23:59:60Z",
    "2026-10-01T00:00:00+99:00",
    "2026-10-01T00:00:00+08:99",
    "2026-10-01 13:00:00 PM",
    "2026-13-01T00:00:00Z",
    "２０２６-10-01",
    "0001-01-01",
    "2199-01-01",
  ])("%j is none", (text) => {
    expect(toFocusDateTime(text)).toBeNull();
  });

  it("comes back whatever day and offset it was written with, and never throws", () => {
    const days = fc.date({ min: new Date("2000-01-02"), max: new Date("2098-12-30"), noInvalidDate: true });
    fc.assert(
      fc.property(days, fc.integer({ min: -14 * 60, max: 14 * 60 }), (day, offset) => {
        const second = new Date(Math.floor(day.getTime() / 1000) * 1000);
        const local = new Date(second.getTime() + offset * 60_000).toISOString().slice(0, 19);
        const size = Math.abs(offset);
        const zone = `${offset < 0 ? "-" : "+"}${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
        expect(toFocusDateTime(local + zone)?.utc).toBe(second.toISOString().slice(0, 19).replace("T", " "));
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
  it("stays the text it was when it is an object that needs nothing", () => {
    const text = '{ "cost" : 1.10000000000000000001, "b":"x" }';
    expect(toFocusJson(text, "tags")).toEqual({ value: text, problems: [] });
    const nested = '{"a":{"b":[1.50]},"c":null}';
    expect(toFocusJson(nested, "object")).toEqual({ value: nested, problems: [] });
  });

  it.each<readonly [string, string, readonly string[]]>([
    ['"env": "prod","team": "pay"', '{"env":"prod","team":"pay"}', ["json-repaired"]],
    ['{"env":"prod","env":"dev"}', '{"env":"dev"}', ["tags-duplicate-key"]],
    ['[{"key":"env","value":"prod"},{"key":"env","value":"dev"}]', '{"env":"dev"}', ["tags-duplicate-key"]],
    ['{""env"":""prod""}', '{"env":"prod"}', ["json-repaired"]],
    ['{"backup":true,"cc":1001.50,"n":12345678901234567890}', '{"backup":true,"cc":1001.50,"n":12345678901234567890}', []],
    ['{"env":null}', '{"env":true}', []],
    ['{"team":{"name":"pay"}}', '{"team":"{\\"name\\":\\"pay\\"}"}', ["json-value-nested"]],
    ['{"zones":["a","b"]}', '{"zones":"[\\"a\\",\\"b\\"]"}', ["json-value-nested"]],
    ['[{"key":"cc","value":1001.50},{"key":"__proto__","value":null},{"key":"alone"}]', '{"cc":1001.50,"__proto__":true,"alone":true}', []],
    ['[{"Key":"env","Value":"prod, {not} \\"cut\\""}]', '{"env":"prod, {not} \\"cut\\""}', []],
    ["[]", "{}", []],
    ['{"environment": "d\\"ev"}', '{"environment": "d\\"ev"}', []],
  ])("%s as tags is %s", (text, value, problems) => {
    expect(toFocusJson(text, "tags")).toEqual({ value, problems });
  });

  it("keeps null in pairs that are not tags", () => {
    expect(toFocusJson('[{"key":"cores","value":null}]', "key-values")).toEqual({ value: '{"cores":null}', problems: [] });
  });

  it.each(["1", "{", "[1]", '[{"k":"v"}]', "{'a':1}", "env=prod"])("%j is none, and that is named", (text) => {
    expect(toFocusJson(text, "tags")).toEqual({ value: null, problems: ["json-unreadable"] });
  });

  it.each(["null", " ", '""'])("is none, and right, where the text says nothing: %j", (text) => {
    expect(toFocusJson(text, "tags")).toEqual({ value: null, problems: [] });
  });

  it("has the last value of each key, whatever the texts are", () => {
    const pairs = fc.array(fc.tuple(fc.string({ unit: "grapheme", minLength: 1 }), fc.string({ unit: "grapheme" })), { minLength: 1 });
    fc.assert(
      fc.property(pairs, (tags) => {
        const object = `{${tags.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`;
        const list = JSON.stringify(tags.map(([key, value]) => ({ key, value })));
        const expected = new Map(tags);
        const named = expected.size === tags.length ? [] : ["tags-duplicate-key"];
        for (const text of [object, list]) {
          const read = toFocusJson(text, "tags");
          expect(new Map(Object.entries(JSON.parse(read.value ?? "") as Record<string, string>))).toEqual(expected);
          expect(read.problems).toEqual(named);
        }
      }),
    );
  });
});

describe("the account of a file", () => {
  it.each([
    ["AWS", "123456789012", "aws-123456789012"],
    ["Google Cloud", "010101-F0FFF0-61C528", "google-010101-F0FFF0-61C528"],
    ["Google Cloud", "billingAccounts/010101-f0fff0-61c528", "google-010101-F0FFF0-61C528"],
    ["Microsoft", "/providers/Microsoft.Billing/billingAccounts/100100", /^microsoft-100100$/],
    ["Microsoft", "/providers/microsoft.billing/BILLINGACCOUNTS/100100/", /^microsoft-100100$/],
    ["Microsoft", "100100", /^microsoft-100100$/],
    ["Microsoft", "Contoso", /^microsoft-contoso$/],
    [
      "Microsoft",
      "/providers/Microsoft.Billing/billingAccounts/8c:d1_2019-05-31/billingProfiles/X",
      /^microsoft-8c-d1_2019-05-31-billingprofiles-x-[0-9a-f]{12}$/,
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
        expect(left === toImportAccount(b.provider, b.id, sha256Hex)).toBe(
          a.provider === b.provider && toAccountKey(a.provider, a.id) === toAccountKey(b.provider, b.id),
        );
      }),
    );
  });
});

describe("an account id that a tool took for a number", () => {
  it.each([
    ["AWS", "012345678901", "012345678901"],
    ["AWS", "12345678901", "012345678901"],
    ["AWS", "12345678901.0", "012345678901"],
    ["AWS", "1.2345678901E+10", "012345678901"],
    ["AWS", "'012345678901", "012345678901"],
    ["AWS", '="012345678901"', "012345678901"],
    ["AWS", "0123-4567-8901", "012345678901"],
    ["AWS", "0123 4567 8901", "012345678901"],
    ["AWS", "123,456,789,012", "123456789012"],
    ["AWS", "12,345,678,901", "012345678901"],
    ["AWS", '"123456789012"', "123456789012"],
    ["AWS", "'123456789012'", "123456789012"],
    ["AWS", "１２３４５６７８９０１２", "123456789012"],
    ["AWS", "1234-5678-901", "1234-5678-901"],
    ["AWS", "123456789012.5", "123456789012.5"],
    ["AWS", "1234567890123", "1234567890123"],
    ["Microsoft", "8,611,537", "8611537"],
    ["Microsoft", "100 100", "100 100"],
    ["Microsoft", "8611537.0", "8611537"],
    ["Microsoft", "8.611537E+06", "8611537"],
    ["Microsoft", "/providers/Microsoft.Billing/billingAccounts/1", "/providers/Microsoft.Billing/billingAccounts/1"],
    ["Google Cloud", "010101-F0FFF0-61C528", "010101-F0FFF0-61C528"],
    ["Other", "1E10", "1E10"],
  ] as const)("of %s, %s, is %s", (provider, text, id) => {
    expect(restoreAccountId(provider, text)).toEqual({ id });
  });

  it.each(["1.23457E+10", "1E+11", "1.2345678901E+12"])("is a fault when it has lost digits: %s", (text) => {
    expect(restoreAccountId("AWS", text)).toEqual({
      fault: "is an account id that a spreadsheet has rounded: export the column as text",
    });
  });
});

describe("a zero in the place of an account id", () => {
  it.each(["0", "0.0", "000"])("is refused where it would have to be restored: %s", (text) => {
    expect(restoreAccountId("AWS", text)).toEqual({ fault: "is not an account id" });
  });

  it.each(["Total", "Grand Total", "subtotal:"])("is refused at AWS where a line of totals has its word: %s", (text) => {
    expect(restoreAccountId("AWS", text)).toEqual({ fault: "names a line of totals: remove the line" });
    expect(restoreAccountId("AWS", "utc")).toEqual({ id: "utc" });
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
