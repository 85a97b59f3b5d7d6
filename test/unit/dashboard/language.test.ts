import { describe, expect, it } from "vitest";
import { commonTexts } from "../../../dashboard/src/i18n/common-texts";
import { localeOf, plural, preferredLanguage } from "../../../dashboard/src/i18n/language";

describe("the languages of the dashboard", () => {
  it.each([
    [["zh-CN", "en"], "zh"],
    [["fr", "zh-Hant-TW", "en"], "zh"],
    [["de", "en-GB"], "en"],
    [[], "en"],
  ])("for a reader of %j it is %s", (wanted, language) => {
    expect(preferredLanguage(wanted)).toBe(language);
  });

  it("have every text in each, and no text of one in the other", () => {
    expect(Object.keys(commonTexts.zh)).toEqual(Object.keys(commonTexts.en));
    const han = /\p{Script=Han}/u;
    const texts = (all: object): readonly string[] => Object.values(all).filter((one) => typeof one === "string");
    expect(texts(commonTexts.en).filter((text) => han.test(text))).toEqual([]);
    expect(texts(commonTexts.zh).filter((text) => !han.test(text))).toEqual([]);
    expect(Object.values(localeOf)).toEqual(["en-US", "zh-CN"]);
  });

  it.each([
    ["0", "0 charges"],
    ["1", "1 charge"],
    ["21", "21 charges"],
  ])("count %s as %s", (count, text) => {
    expect(plural(count, "charge", "charges")).toBe(text);
  });
});
