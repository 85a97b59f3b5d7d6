import { describe, expect, it } from "vitest";
import { isCurrencyCode, readCurrencyCode } from "../../../app/domain/currency-code";

describe("a currency", () => {
  it.each([
    ["CNY", "CNY"],
    [" cny\u200b", "CNY"],
    ["ＣＮＹ", "CNY"],
    ["RMB", "CNY"],
    ["cnh", "CNY"],
    ["CN￥", "CNY"],
    ["人民币", "CNY"],
    ["US$", "USD"],
    ["US＄", "USD"],
    ["€", "EUR"],
  ])("%j is %s", (text, code) => {
    expect(readCurrencyCode(text)).toBe(code);
    expect(isCurrencyCode(readCurrencyCode(text))).toBe(true);
  });

  it.each(["", "$", "¥", "￥", "£", "978", "ABC", "XXX", "US", "USDT", "None", "U SD", "Dollar"])("%j is none", (text) => {
    expect(isCurrencyCode(readCurrencyCode(text))).toBe(false);
  });
});
