import { median } from "./median";
import type { DailyCosts } from "./judge-days";
import { UsualWeek } from "./usual-week";

/** What days after the known ones are expected to cost. */
export interface DaysForecast {
  readonly method: "weekday-trend" | "weekday-median" | "median" | "none";
  /** By index of the day; 0 for days that are known. Doubles. */
  readonly expect: (day: number) => number;
  /** What the total of the days from `from` through `through`, of which each is after the last known one, may differ by, as a share of it. */
  readonly uncertainty: (from: number, through: number) => number;
}

/**
 * Forecasts the days after `known`.
 *
 * From 14 known days on it is the usual week (UsualWeek): the level of the last 13 days times the share of the weekday. Where at least eight of the last
 * twelve weeks have a level, and nine of ten pairs of them go the same way (Kendall's tau at least 0.8), the level goes on growing by their median slope
 * (Theil and Sen), of which each further day has 1 % less. From seven known days on it is their median. Medians, since some fees are billed as usage: what
 * was paid once is not paid again every week.
 *
 * The uncertainty is that of its own past: how wrong the same forecast of 28 days would have been four, six and eight weeks ago, and one such error of 5 %,
 * since a past without change promises none. It grows with the distance of the days. To it comes the scatter of single days. 1.53 standard deviations of
 * Student's distribution of four degrees of freedom hold `confidence` of the totals, as the table in docs/costs.md shows.
 */
export function forecastDays(series: DailyCosts): DaysForecast {
  const { first, known } = series;
  const days = known - first + 1;
  if (days < 7) return { method: "none", expect: () => 0, uncertainty: () => 0 };
  const { expect, growth } = expectations(series);
  const scatter = scatterOf(series, expect);
  const errors = days < 14 ? [] : pastErrors(series);
  const variance = (errors.reduce((sum, one) => sum + one * one, 0) + leastError * leastError) / (errors.length + 1);
  return {
    method: days < 14 ? "median" : growth === 0 ? "weekday-median" : "weekday-trend",
    expect: (day) => (day > known ? expect(day) : 0),
    uncertainty: (from, through) => {
      const distance = (from + through) / 2 - known;
      return quantile * Math.sqrt((variance * distance) / (tested / 2) + (scatter * scatter) / (through - from + 1));
    },
  };
}

/**
 * What purchases, taxes and credits a month is expected to bring, by the totals of the two whole months before: the one nearer to zero when both have the same
 * sign, else 0. A reservation that was bought once is in one of them only.
 */
export function monthlyFees(last: number, before: number): number {
  if (last * before <= 0) return 0;
  return Math.abs(last) < Math.abs(before) ? last : before;
}

/** Share of totals that the range holds. */
export const confidence = 0.8;

interface Expectations {
  readonly expect: (day: number) => number;
  /** Of the logarithm of the level, a day. */
  readonly growth: number;
}

function expectations({ costs, first, known, holidays }: DailyCosts): Expectations {
  const until = known + 1;
  if (until - first < 14) {
    const usual = median(costs.slice(Math.max(0, first), until));
    return { expect: () => usual, growth: 0 };
  }
  const week = new UsualWeek(costs, first, holidays);
  const growth = growthOf(week, until);
  // The level is that of a week ago, the middle of its days. What follows adds up growth × damping^0, ^1, …
  const factor = (day: number): number => Math.exp(growth * (7 + (1 - damping ** (day - known)) / (1 - damping)));
  return { expect: (day) => (week.expect(day, until) ?? 0) * factor(day), growth };
}

function growthOf(week: UsualWeek, until: number): number {
  const levels: number[] = [];
  for (let back = 0; back < growthWeeks; back += 1) {
    const level = week.level(until - 7 * back, 7);
    if (level === null || level <= 0) break;
    levels.push(Math.log(level));
  }
  const slopes = levels.flatMap((later, back) => levels.slice(back + 1).map((earlier, index) => (later - earlier) / (7 * (index + 1))));
  const direction = slopes.reduce((sum, one) => sum + Math.sign(one), 0);
  return levels.length >= leastGrowthWeeks && Math.abs(direction) >= leastTau * slopes.length ? median(slopes) : 0;
}

/** The robust standard deviation of a day's cost, as a share of what was expected of it. */
function scatterOf({ costs, first, known }: DailyCosts, expect: (day: number) => number): number {
  const shares: number[] = [];
  for (let day = Math.max(first, known - 27); day <= known; day += 1) {
    const expected = expect(day);
    if (expected > 0) shares.push(Math.abs((costs[day] ?? 0) / expected - 1));
  }
  return 1.4826 * median(shares);
}

function pastErrors(series: DailyCosts): readonly number[] {
  return pastOrigins.flatMap((back) => {
    const known = series.known - back;
    if (known - series.first + 1 < tested) return [];
    const { expect } = expectations({ ...series, known });
    let [expected, actual] = [0, 0];
    for (let day = known + 1; day <= known + tested; day += 1) {
      expected += expect(day);
      actual += series.costs[day] ?? 0;
    }
    return expected > 0 ? [actual / expected - 1] : [];
  });
}

const tested = 28;
const pastOrigins = [28, 42, 56];
const leastError = 0.05;
const quantile = 1.533;
const growthWeeks = 12;
const leastGrowthWeeks = 8;
const leastTau = 0.8;
const damping = 0.99;
