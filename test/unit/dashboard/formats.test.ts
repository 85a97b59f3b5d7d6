import { afterEach, describe, expect, it } from "vitest";
import { formatDay, formatMonth } from "../../../dashboard/src/dates/format-date";
import { addDays, addMonths, daysOf, isDay, monthsBetween } from "../../../dashboard/src/dates/month";
import { formatAmount, formatCount, formatShare } from "../../../dashboard/src/money/format-amount";

const total = "2448966.117286431647355861";

describe("an amount", () => {
  it.each([
    [total, "CNY", "en-US", "rounded", "CN¥2,448,966.12"],
    [total, "CNY", "zh-CN", "rounded", "¥2,448,966.12"],
    [total, "CNY", "en-US", "exact", "CN¥2,448,966.117286431647355861"],
    [total, "CNY", "zh-CN", "compact", "¥244.9万"],
    [total, "USD", "en-US", "compact", "$2.449M"],
    ["0.0004", "USD", "en-US", "compact", "<$0.01"],
    ["0.00", "USD", "en-US", "compact", "$0"],
    ["-1.005", "USD", "en-US", "rounded", "-$1.01"],
    ["1.005", "USD", "en-US", "rounded", "$1.01"],
    ["0.004", "USD", "en-US", "rounded", "<$0.01"],
    ["-0.004", "USD", "en-US", "rounded", ">-$0.01"],
    ["0", "USD", "en-US", "rounded", "$0.00"],
    ["0.4", "JPY", "en-US", "rounded", "<¥1"],
    ["5", null, "en-US", "rounded", "5.00"],
    ["5", "", "en-US", "rounded", "5.00"],
    ["not a number", "USD", "en-US", "rounded", "not a number"],
  ] as const)("%s %s in %s, %s, is %s", (amount, currency, locale, style, text) => {
    expect(formatAmount(amount, currency, locale, style)).toBe(text);
  });

  it("keeps every digit of a count and of a share", () => {
    expect(formatCount("12345678901234567890", "en-US")).toBe("12,345,678,901,234,567,890");
    expect(formatShare("0.5189", "en-US")).toBe("51.9%");
  });

  it.each([
    ["0", "0.0%"],
    ["0.0004", "<0.1%"],
    ["-0.0004", ">-0.1%"],
    ["0.0005", "0.1%"],
  ])("never shows a share of %s as none that there is", (share, text) => {
    expect(formatShare(share, "en-US")).toBe(text);
  });
});

describe("a day of a bill", () => {
  const zone = process.env["TZ"];

  afterEach(() => {
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
  });

  it.each(["UTC", "Asia/Shanghai", "America/Los_Angeles"])("is the same one in %s", (timeZone) => {
    process.env["TZ"] = timeZone;
    expect([formatDay("2026-11-01", "en-US"), formatDay("2026-11-01", "zh-CN", "short"), formatMonth("2026-11", "zh-CN")]).toEqual([
      "Nov 1, 2026",
      "11月1日",
      "2026年11月",
    ]);
    expect([addMonths("2026-01", -1), addDays("2026-03-01", -1), daysOf("2024-02").length]).toEqual(["2025-12", "2026-02-28", 29]);
    expect(monthsBetween("2025-11", "2026-02")).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
  });

  it.each([
    ["2026-06-30", true],
    ["2026-06-31", false],
    ["2026-02-29", false],
    ["2026-6-1", false],
  ])("%s is one: %s", (text, is) => {
    expect(isDay(text)).toBe(is);
  });
});
