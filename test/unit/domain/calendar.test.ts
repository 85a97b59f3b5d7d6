import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { parseUsageDate } from "../../../app/domain/calendar/parse-usage-date";

describe("parseUsageDate", () => {
  it.each([
    ["2024-01-05", "2024-01-05"],
    ["2024-01-05T00:00:00", "2024-01-05"],
    ["2024-01-05T00:00:00Z", "2024-01-05"],
    ["2024-01-05T23:59:59.9999999Z", "2024-01-05"],
    ["2024-01-31T23:00:00-08:00", "2024-01-31"],
    ["2024-02-01T00:00:00+08:00", "2024-02-01"],
    ["2024-02-01 00:00:00", "2024-02-01"],
    ["01/05/2024", "2024-01-05"],
    ["1/5/2024 12:00:00 AM", "2024-01-05"],
    ["12/31/2023", "2023-12-31"],
    ["2024-02-29", "2024-02-29"],
    ["2024-01-05T24:00:00Z", "2024-01-06"],
    ["2024-02-29 24:00", "2024-03-01"],
    ["2023-12-31T24:00:00.000Z", "2024-01-01"],
    ["1/31/2024 24:00:00", "2024-02-01"],
    ["2024-01-05T00:00:00.000000000000Z", "2024-01-05"],
    ["2024-01-05 00:00:00 UTC", "2024-01-05"],
    ["2024-01-05 00:00:00+00", "2024-01-05"],
    ["2024/1/5", "2024-01-05"],
    ["2024/01/05 0:00", "2024-01-05"],
    ["\uFEFF2024-01-05\u200b", "2024-01-05"],
    ["2024-01-05T24:00:01Z", null],
    ["2024-01-05T25:00:00", null],
    ["2024-01-05T10:60:00", null],
    ["2024-01-05 13:00:00 PM", null],
    ["2024-01-05T00:00:00+99:00", null],
    ["2099-12-31T24:00:00", null],
    ["0000-00-00", null],
    ["0000-00-00 00:00:00", null],
    ["45930", null],
    ["10/05/26", null],
    ["26-01-05", null],
    ["5-Jan-24", null],
    [" 2024-01-05 ", "2024-01-05"],
    ["2023-02-29", null],
    ["2024-04-31", null],
    ["13/05/2024", null],
    ["05.01.2024", null],
    ["0001-01-01T00:00:00", null],
    ["2024-1-5", null],
    ["2024-01", null],
    ["20240105", null],
    ["", null],
    ["yesterday", null],
    ["2024-01-05junk", null],
  ])("reads %j as %s", (text, expected) => {
    expect(parseUsageDate(text)?.day.date ?? null).toBe(expected);
  });

  it.each([
    ["05.01.2024", "2024-01-05", false],
    ["31.12.2024 00:00:00", "2024-12-31", false],
    ["2021-02-02", "2021-02-02", false],
    ["02/02/2021", "2021-02-02", false],
    ["05/06/2024", "2024-05-06", true],
    ["05/16/2024", "2024-05-16", false],
  ])("under localised headers reads %j as %s, ambiguous %s", (text, date, ambiguous) => {
    expect(parseUsageDate(text, "comma")).toMatchObject({ day: { date }, ambiguous });
  });

  it("reads back every day it writes, in any time zone of the machine, and never throws", () => {
    const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(fc.property(day, (date) => parseUsageDate(date.toISOString())?.day.date === date.toISOString().slice(0, 10)));
    fc.assert(fc.property(fc.string(), (text) => void parseUsageDate(text, "comma")));
  });
});

describe("BillingMonth", () => {
  it.each([
    ["2024-01", "2024-01-01", "Jan 2024", 31],
    ["2024-02", "2024-02-01", "Feb 2024", 29],
    ["2023-02", "2023-02-01", "Feb 2023", 28],
    ["2000-02", "2000-02-01", "Feb 2000", 29],
    ["2024-03", "2024-03-01", "Mar 2024", 31],
    ["2024-04", "2024-04-01", "Apr 2024", 30],
    ["2024-05", "2024-05-01", "May 2024", 31],
    ["2024-06", "2024-06-01", "Jun 2024", 30],
    ["2024-07", "2024-07-01", "Jul 2024", 31],
    ["2024-08", "2024-08-01", "Aug 2024", 31],
    ["2024-09", "2024-09-01", "Sep 2024", 30],
    ["2024-10", "2024-10-01", "Oct 2024", 31],
    ["2024-11", "2024-11-01", "Nov 2024", 30],
    ["2024-12", "2024-12-01", "Dec 2024", 31],
    ["2099-12", "2099-12-01", "Dec 2099", 31],
  ])("%s begins on %s, is called %s and has %i days", (text, firstDay, label, days) => {
    expect(BillingMonth.parse(text)).toMatchObject({ firstDay, label, days });
  });

  it.each(["2024-13", "2024-00", "1999-12", "2100-01", "2024-1", "0001-01", "2024-01-01", ""])("refuses %j", (text) => {
    expect(BillingMonth.parse(text)).toBeNull();
  });

  it("goes forth and back, and compares by time", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2010, max: 2080 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: -100, max: 100 }),
        (year, month, count) => {
          const start = BillingMonth.of(year, month);
          const end = start?.plus(count);
          expect(end?.plus(-count)?.toString()).toBe(start?.toString());
          expect(start !== null && end != null && end.compare(start)).toBe(count);
          expect(BillingMonth.parse(String(end))).toEqual(end);
        },
      ),
    );
  });
});
