import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldName, ownerOf, tidyName } from "../../../app/domain/text/fold-name";

describe("foldName", () => {
  it.each([
    ["cafe\u0301", "CAF\u00c9"],
    ["straße", "STRASSE"],
    ["straße", "STRA\u1e9eE"],
    ["ΟΔΟΣ", "οδος"],
    ["οδος", "οδοσ"],
    ["İstanbul", "i\u0307stanbul"],
    ["I\u0307STANBUL", "i\u0307stanbul"],
    ["\u1100\u1161", "가"],
    ["ﬁle", "FILE"],
    ["Ａ", "ａ"],
    ["生产", "生产"],
    ["vm\u200bpay", "VMPAY"],
    ["\ufeffvm", "vm"],
    ["\u212b", "å"],
  ])("holds %j and %j for one name", (left, right) => {
    expect(foldName(left)).toBe(foldName(right));
  });

  it.each([
    ["cafe", "café"],
    ["ısı", "isi"],
    ["istanbul", "İstanbul"],
    ["ｖｍ", "vm"],
    ["a b", "ab"],
    ["o", "ö"],
  ])("holds %j and %j for two names", (left, right) => {
    expect(foldName(left)).not.toBe(foldName(right));
  });

  it("does not depend on composition or case, and folding twice changes nothing", () => {
    const letters = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !/[ıİ]/.test(text.normalize("NFC")));
    fc.assert(
      fc.property(letters, (text) => {
        const folded = foldName(text);
        expect(foldName(folded)).toBe(folded);
        for (const form of ["NFC", "NFD"] as const) expect(foldName(text.normalize(form))).toBe(folded);
        expect(foldName(text.toUpperCase())).toBe(folded);
        expect(foldName(text.toLowerCase())).toBe(folded);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("ownerOf", () => {
  it.each([
    ["Straßenbau", "STRASSENBAU"],
    ["cafe\u0301", "CAFÉ"],
    [" pay\ufeff", "PAY"],
    ["i\u0307st", "İST"],
    ["οδος", "ΟΔΟΣ"],
    ["结算中心", "结算中心"],
    ["\u200b ", ""],
  ])("of %j is %j", (application, owner) => {
    expect(ownerOf(application)).toBe(owner);
  });
});

it("tidyName keeps the case", () => {
  expect(tidyName(" Cafe\u0301\u200b ")).toBe("Café");
});
