import { median } from "./median";
import { UsualWeek } from "./usual-week";

/** Costs of a value, day by day. Days are indices of `costs`. */
export interface DailyCosts {
  readonly costs: readonly number[];
  /** The first day with a charge; earlier ones are not known, later ones without charges cost 0. */
  readonly first: number;
  /** The last day to which usage is known. Costs of later days lead to no expectation. */
  readonly known: number;
  /** On which days low costs are usual. */
  readonly holidays: readonly boolean[];
}

/** What a day was expected to cost, and what would have been usual. */
export interface UsualRange {
  readonly expected: number;
  /** Not below 0, unless costs of the weekday were in two of the weeks before; 0 on a holiday. */
  readonly low: number;
  readonly high: number;
  /** In how many weeks before the weekday is known. */
  readonly weeks: number;
}

/**
 * The usual range of the days from `from` on; null where the weekday is known in less than two weeks before. The range is that of a cost which varies by a
 * factor, since costs do: the expected cost times and divided by e to the 3.5 robust standard deviations (Iglewicz and Hoaglin's limit) of the logarithm of
 * cost through expected, which is 1.4826 times the median of its distances from 0 over these days and the four weeks before; by a tenth at least, and by
 * `minimum`. Where nothing is expected, the same of plain distances. While less than four weeks are known, it includes what the weekday cost in them.
 */
export function judgeDays({ costs, first, known, holidays }: DailyCosts, from: number, minimum: number): readonly (UsualRange | null)[] {
  const week = new UsualWeek(costs, first, holidays);
  const days = Array.from({ length: Math.max(0, costs.length - Math.max(first, from - scatterDays)) }, (_, index) => {
    const day = Math.max(first, from - scatterDays) + index;
    return { day, cost: costs[day] ?? 0, expected: week.expect(day, Math.min(day, known + 1)) };
  });
  const factors: number[] = [];
  const distances: number[] = [];
  for (const { day, cost, expected } of days) {
    if (expected === null || day > known || holidays[day] === true) continue;
    distances.push(Math.abs(cost - expected));
    if (expected > 0) factors.push(cost > 0 ? Math.abs(Math.log(cost / expected)) : Infinity);
  }
  const factor = Math.max(1 + leastShare, Math.exp(limit * median(factors)));
  const distance = Math.max(limit * median(distances), minimum);
  const rangeOf = (day: number, expected: number): UsualRange => {
    const same = week.sameWeekdays(day, Math.min(day, known + 1));
    const seen = same.length < 4 ? same : [];
    const isByFactor = expected > 0;
    const low = Math.min(
      isByFactor ? Math.min(expected / factor, expected - minimum) : expected - Math.max(distance, -expected * leastShare),
      ...seen,
    );
    const high = Math.max(
      isByFactor
        ? Math.max(expected * Math.min(factor, mostFactor), expected + minimum)
        : expected + Math.max(distance, -expected * leastShare),
      ...seen,
    );
    const hadCredits = same.filter((one) => one < 0).length >= 2;
    return { expected, low: hadCredits ? low : Math.max(0, holidays[day] === true ? 0 : low), high, weeks: same.length };
  };
  return days.filter(({ day }) => day >= from).map(({ day, expected }) => (expected === null ? null : rangeOf(day, expected)));
}

const scatterDays = 28;
const leastShare = 0.1;
/** Upwards; what costs nothing on most of the days that it is expected on has no lower end. */
const mostFactor = 20;
/** Of a normal distribution, the median distance times 1.4826 is the standard deviation. */
const limit = 3.5 * 1.4826;
