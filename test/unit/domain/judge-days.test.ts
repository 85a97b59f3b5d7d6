import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isChineseHoliday } from "../../../app/domain/calendar/public-holidays";
import { daysBetween } from "../../../app/domain/calendar/calendar-day";
import { type Anomaly, findAnomalies, isSteady } from "../../../app/domain/daily-cost/find-anomalies";
import { judgeDays } from "../../../app/domain/daily-cost/judge-days";
import { forecastDays, monthlyFees } from "../../../app/domain/daily-cost/forecast-days";
import { shownAmount } from "../../../app/domain/daily-cost/shown-amount";

const days = 115;
const from = 84;
/** Day 0 is a first of a month that has 28 days, like all others. */
const judgement = { from, monthEnd: days - 1, minimum: 1, isFirstOfMonth: (day: number) => day % 28 === 0 };
const week = (day: number): number => ([5, 6].includes(day % 7) ? 20 : 100);

function anomaliesOf(costs: readonly number[], purchases: readonly number[] = [], first = 0): readonly Anomaly[] {
  const series = { costs, purchases, first, final: days - 1, known: days - 1, accountFirst: 0, holidays: [] };
  return findAnomalies(series, judgement);
}
const told = (found: readonly Anomaly[]): unknown =>
  found.map(({ kind, from: first, through, planned }) => [kind, first, through, planned]);
const seriesOf = (of: (day: number) => number): readonly number[] => Array.from({ length: days }, (_, day) => of(day));
const rangesOf = (costs: readonly number[]): ReturnType<typeof judgeDays> =>
  judgeDays({ costs, first: 0, known: costs.length - 1, holidays: [] }, from, 1);

describe("the usual range of a day", () => {
  it("never begins below 0, nor is less than 0 expected, where no cost was", () => {
    const costs = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-18, max: 1e9, noNaN: true })), {
      minLength: days,
      maxLength: days,
    });
    fc.assert(
      fc.property(costs, (some) => {
        for (const range of rangesOf(some)) if (range !== null) expect(Math.min(range.low, range.expected)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("does not depend on the currency: ten times the costs have ten times the range", () => {
    const costs = fc.array(fc.integer({ min: 50, max: 150 }), { minLength: days, maxLength: days });
    fc.assert(
      fc.property(costs, (some) => {
        const larger = rangesOf(some.map((one) => one * 1000));
        rangesOf(some.map((one) => one * 100)).forEach((range, index) => {
          expect(larger[index]?.expected).toBeCloseTo((range?.expected ?? 0) * 10, 4);
          expect(larger[index]?.high).toBeCloseTo((range?.high ?? 0) * 10, 4);
          expect(larger[index]?.low).toBeCloseTo((range?.low ?? 0) * 10, 4);
        });
      }),
    );
  });

  it("follows growth, which the median of eight weeks would lag behind by a quarter", () => {
    const grown = seriesOf((day) => week(day) * 1.06 ** (day / 7));
    expect(told(anomaliesOf(grown))).toEqual([]);
  });

  it("goes to credits where credits are usual, and not where there was one", () => {
    const often = seriesOf((day) => (day % 7 === 3 ? -50 : 100));
    expect(rangesOf(often)[10]).toMatchObject({ expected: -50 });
    const once = seriesOf((day) => (day === 87 ? -5 : day % 7 === 3 ? 0 : 100));
    expect(told(anomaliesOf(once))).toEqual([["unusual", 87, 87, false]]);
  });
});

describe("anomalies", () => {
  it("are a spike or a drop of a day wherever it is planted", () => {
    const plant = fc.record({ at: fc.integer({ min: from, max: days - 2 }), factor: fc.constantFrom(0, 0.5, 1.5, 10) });
    fc.assert(
      fc.property(plant, ({ at, factor }) => {
        expect(told(anomaliesOf(seriesOf((day) => week(day) * (day === at ? factor : 1))))).toEqual([["unusual", at, at, false]]);
      }),
    );
  });

  it("are a new level once, for a week, after which it is the usual one", () => {
    expect(anomaliesOf(seriesOf((day) => (day < 90 ? 100 : 300)))).toEqual([
      {
        kind: "level",
        from: 90,
        through: 96,
        expected: 700,
        low: expect.closeTo(636.363636, 5) as number,
        high: expect.closeTo(770, 5) as number,
        weeks: 8,
        planned: false,
      },
    ]);
  });

  it("are no fee that is billed as usage about the same day of each month, and are a drop to what a weekend a month before cost", () => {
    expect(told(anomaliesOf(seriesOf((day) => week(day) + (day === 62 || day === 90 ? 500 : 0))))).toEqual([]);
    expect(told(anomaliesOf(seriesOf((day) => (day === 91 ? 21 : week(day)))))).toEqual([["unusual", 91, 91, false]]);
  });

  it("are no end of what was used for two weeks only", () => {
    const used = seriesOf((day) => (day >= 84 && day < 100 ? 100 : 0));
    expect(told(anomaliesOf(used, [], 84))).toEqual([["new", 84, 97, false]]);
  });

  it("are no purchases on the first of a month or as large as a month before, and others are, whatever the usage", () => {
    const usage = seriesOf(week);
    const bought = (amounts: Readonly<Record<number, number>>): readonly number[] => seriesOf((day) => amounts[day] ?? 0);
    expect(told(anomaliesOf(usage, bought({ 84: 9000 })))).toEqual([["purchase", 84, 84, true]]);
    expect(told(anomaliesOf(usage, bought({ 60: 500, 90: 520 })))).toEqual([["purchase", 90, 90, true]]);
    expect(told(anomaliesOf(usage, bought({ 60: 500, 90: 5200, 100: 0.5 })))).toEqual([["purchase", 90, 90, false]]);
    expect(told(anomaliesOf(usage, bought({ 84: -9000 })))).toEqual([["purchase", 84, 84, false]]);
  });

  it("take purchases that come day after day for usage", () => {
    expect(isSteady(seriesOf((day) => (day > 50 ? 24 : 0)))).toBe(true);
    expect(isSteady(seriesOf((day) => (day % 28 === 0 ? 500 : 0)))).toBe(false);
    expect(isSteady(seriesOf((day) => (day > 110 ? 24 : 0)))).toBe(false);
    expect(isSteady([])).toBe(false);
  });
});

describe("a forecast of days", () => {
  const forecastOf = (costs: readonly number[]): ReturnType<typeof forecastDays> =>
    forecastDays({ costs, first: 0, known: costs.length - 1, holidays: [] });
  const totalOf = (found: ReturnType<typeof forecastDays>, first: number, count: number): number =>
    Array.from({ length: count }, (_, index) => found.expect(first + index)).reduce((sum, one) => sum + one, 0);

  it("goes on with the week as it is", () => {
    const found = forecastOf(seriesOf(week));
    expect(found.method).toBe("weekday-median");
    expect(totalOf(found, days, 7)).toBeCloseTo(540, 9);
  });

  it("goes on with steady growth, less and less, and not with what came and went", () => {
    const growing = forecastOf(seriesOf((day) => 100 * 1.01 ** day));
    expect(growing.method).toBe("weekday-trend");
    const ahead = growing.expect(days + 29) / growing.expect(days);
    expect(ahead).toBeGreaterThan(1.01 ** 20);
    expect(ahead).toBeLessThan(1.01 ** 29);
    expect(forecastOf(seriesOf((day) => 100 + 20 * Math.sin(day / 9))).method).toBe("weekday-median");
  });

  it("is less sure the farther it is, and of what it was wrong about before", () => {
    const calm = forecastOf(seriesOf(week));
    expect(calm.uncertainty(days, days + 29)).toBeLessThan(calm.uncertainty(days + 30, days + 59));
    const restless = forecastOf(seriesOf((day) => (Math.floor(day / 20) % 2 === 0 ? 100 : 300)));
    expect(restless.uncertainty(days, days + 29)).toBeGreaterThan(3 * calm.uncertainty(days, days + 29));
  });

  it("needs seven known days", () => {
    expect(forecastOf([1, 1, 1, 1, 1, 1]).method).toBe("none");
    expect(forecastOf([1, 1, 1, 9, 1, 1, 1]).expect(7)).toBe(1);
  });
});

describe("a month's fees", () => {
  it.each([
    [500, 520, 500],
    [9520, 500, 500],
    [500, 0, 0],
    [-30, -20, -20],
    [-30, 20, 0],
  ])("after %d and %d are %d", (last, before, expected) => {
    expect(monthlyFees(last, before)).toBe(expected);
  });
});

describe("public holidays of China", () => {
  it.each([
    ["2026-10-01", true],
    ["2026-10-07", true],
    ["2026-10-08", false],
    ["2026-02-16", true],
    ["2026-02-17", true],
    ["2026-02-23", true],
    ["2026-02-24", false],
    ["2025-01-28", true],
    ["2026-09-25", true],
    ["2026-11-11", false],
  ])("%s: %s", (date, isHoliday) => {
    expect(isChineseHoliday(daysBetween("1970-01-01", date))).toBe(isHoliday);
  });
});

describe("an estimate as text", () => {
  it.each([
    [0.1 + 0.2, "0.3"],
    [-12.3456789, "-12.345679"],
    [1e18, "1000000000000000000"],
    [12345678901.25, "12345678901.25"],
    [-0, "0"],
  ])("%d is %s", (estimate, text) => {
    expect(shownAmount(estimate)).toBe(text);
  });
});
