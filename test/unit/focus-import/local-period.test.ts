import { describe, expect, it } from "vitest";
import { isDayUnclear, localDay, readBillingPeriod } from "../../../app/domain/focus/import/local-period";

const read = (start: string, end: string | null) => {
  const period = readBillingPeriod(start, end);
  return period === null ? null : { ...period, period: period.period.toString() };
};

describe("a billing period", () => {
  it.each([
    ["of a month in UTC", "2026-10-01 00:00:00", "2026-11-01 00:00:00", "2026-10", true, 0, 0],
    ["of a month in China", "2026-09-30 16:00:00", "2026-10-31 16:00:00", "2026-10", true, 480, 480],
    ["of a month in India", "2026-09-30 18:30:00", "2026-10-31 18:30:00", "2026-10", true, 330, 330],
    ["of a month in California, in which summer time ends", "2026-11-01 07:00:00", "2026-12-01 08:00:00", "2026-11", true, -420, -480],
    ["of a month in Auckland", "2026-09-30 11:00:00", "2026-10-31 11:00:00", "2026-10", true, 780, 780],
    ["of a month at UTC−11", "2026-10-01 11:00:00", "2026-11-01 11:00:00", "2026-10", true, -660, -660],
    ["without an end", "2026-10-01 00:00:00", null, "2026-10", true, 0, 0],
    ["that begins within a month", "2026-10-15 00:00:00", "2026-11-15 00:00:00", "2026-10-15", false, 0, 0],
    ["that ends within its month", "2026-10-01 00:00:00", "2026-10-16 00:00:00", "2026-10", false, 0, 0],
    ["of a quarter", "2026-10-01 00:00:00", "2027-01-01 00:00:00", "2026-10", false, 0, 0],
    ["that begins on the last day of a month", "2026-09-30 00:00:00", "2026-10-31 00:00:00", "2026-09-30", false, 0, 0],
  ])("%s is known by its first day", (_name, start, end, period, isCalendarMonth, startOffset, endOffset) => {
    expect(read(start, end)).toEqual({ period, isCalendarMonth, startOffset, endOffset });
  });

  it("is null outside 2000 to 2099", () => {
    expect(read("1999-12-01 00:00:00", null)).toBeNull();
  });

  it.each([
    ["2026-10-30 16:00:00", "2026-09-30 16:00:00", "2026-10-31 16:00:00", "2026-10-31"],
    ["2026-10-31 23:00:00", "2026-10-01 07:00:00", "2026-11-01 07:00:00", "2026-10-31"],
    // Summer time ends on the first of November, and begins on the eighth of March.
    ["2026-11-15 08:00:00", "2026-11-01 07:00:00", "2026-12-01 08:00:00", "2026-11-15"],
    ["2026-03-20 07:00:00", "2026-03-01 08:00:00", "2026-04-01 07:00:00", "2026-03-20"],
    // Late usage stays on its own day.
    ["2026-09-29 16:00:00", "2026-09-30 16:00:00", "2026-10-31 16:00:00", "2026-09-30"],
  ])("%s of a period from %s to %s is on %s", (charge, start, end, day) => {
    const period = readBillingPeriod(start, end);
    expect(period === null ? null : localDay(charge, period)).toBe(day);
  });

  it.each([
    ["an hour before midnight after the change", "2026-10-26 22:00:00", "2026-10-26 23:00:00", true],
    ["an hour at noon", "2026-10-26 10:00:00", "2026-10-26 11:00:00", false],
    ["a whole day", "2026-10-26 23:00:00", "2026-10-27 23:00:00", false],
    ["the day of the change", "2026-10-24 22:00:00", "2026-10-25 23:00:00", false],
  ])("in which summer time ends says whose day is unclear: %s", (_name, start, end, unclear) => {
    const period = readBillingPeriod("2026-09-30 22:00:00", "2026-10-31 23:00:00");
    expect(period === null ? null : isDayUnclear(start, end, period)).toBe(unclear);
  });

  it("of one clock has no unclear day", () => {
    const period = readBillingPeriod("2026-09-30 16:00:00", "2026-10-31 16:00:00");
    expect(period === null ? null : isDayUnclear("2026-10-26 15:30:00", "2026-10-26 16:30:00", period)).toBe(false);
  });
});
