import { type DailyCosts, judgeDays, type UsualRange } from "./judge-days";

/** What a value of a dimension cost, by day. Days are indices. Numbers are doubles, which decide; what is shown is added up exactly elsewhere. */
export interface JudgedCosts extends DailyCosts {
  /** The costs are those without purchases, unless these come day after day. */
  readonly purchases: readonly number[];
  /** The last day with a charge. */
  readonly final: number;
  /** The first day with a charge of the whole account. */
  readonly accountFirst: number;
}

/** How to judge. */
export interface Judgement {
  /** The month's first day. */
  readonly from: number;
  /** The month's last day. */
  readonly monthEnd: number;
  /** Minimum difference to report. */
  readonly minimum: number;
  /** Whether a day is the first of a month. */
  readonly isFirstOfMonth: (day: number) => boolean;
}

/** Something that a value cost otherwise than its past led to expect, on one day or several in a row. */
export interface Anomaly {
  readonly kind: "new" | "unusual" | "level" | "purchase";
  readonly from: number;
  readonly through: number;
  /** Of all its days together. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
  readonly weeks: number;
  /** A purchase that was to be expected: on the first of a month, or as much as a month before. */
  readonly planned: boolean;
}

/**
 * The anomalies of a month.
 *
 * `unusual` are days in a row that are out of their usual range in one direction (judgeDays), `level` five or more of them: the level changed, and after a
 * week it is the usual one. A day after the one to which usage is known is not judged for being low, nor is that day itself until the month is known to its
 * end, nor the day before for a value that has no charge since: the provider is still adding to them. No anomaly is what comes every month on about the same
 * day: 25 to 34 days before, one or two days were as much, give or take the range or a tenth, and 7, 14 and 21 days before none was.
 *
 * `new`: all that a value cost in the month in its first two weeks, which no weekday can be compared with; the account must have had charges for a week
 * before it. A charge and its refund are told too, although they add up to zero.
 *
 * `purchase`: what FOCUS calls so, apart from all else, when it does not come day after day.
 */
export function findAnomalies(series: JudgedCosts, judgement: Judgement): readonly Anomaly[] {
  return [...findNew(series, judgement), ...findUnusual(series, judgement), ...findPurchases(series, judgement)];
}

/** Whether purchases come day after day, as the fee of a savings plan does: on more than a quarter of the days since the first, and on more than four. */
export function isSteady(purchases: readonly number[]): boolean {
  const first = purchases.findIndex((one) => one !== 0);
  const bought = purchases.filter((one) => one !== 0).length;
  return bought > 4 && bought * 4 > purchases.length - first;
}

/** Whether a value is too young to be judged for being new, since the account is not older: its first two weeks are in the month. */
export function isTooYoung({ first, final, accountFirst }: JudgedCosts, from: number): boolean {
  return Math.min(first + youngDays - 1, final) >= from && first < accountFirst + pastDays;
}

function findNew({ costs, first, final, accountFirst }: JudgedCosts, { from, minimum }: Judgement): readonly Anomaly[] {
  const start = Math.max(first, from);
  const through = Math.min(first + youngDays - 1, final);
  if (through < start || first - accountFirst < pastDays) return [];
  const gross = costs.slice(start, through + 1).reduce((sum, one) => sum + Math.abs(one), 0);
  if (gross === 0 || gross < minimum) return [];
  return [{ kind: "new", from: start, through, expected: 0, low: 0, high: minimum, weeks: 0, planned: false }];
}

function findUnusual(series: JudgedCosts, { from, monthEnd, minimum }: Judgement): readonly Anomaly[] {
  const { costs, known, final } = series;
  const runs: { sign: number; from: number; ranges: UsualRange[] }[] = [];
  judgeDays(series, from, minimum).forEach((range, index) => {
    const day = Math.max(series.first, from) + index;
    const cost = costs[day] ?? 0;
    if (range === null || (cost >= range.low && cost <= range.high) || Math.abs(cost - range.expected) < minimum) return;
    const sign = Math.sign(cost - range.expected);
    const isFilling = known < monthEnd && (day >= known || (day + 1 === known && final < day));
    if ((sign < 0 && isFilling) || isMonthly(series, day, range)) return;
    const last = runs.at(-1);
    if (last !== undefined && last.sign === sign && last.from + last.ranges.length === day) last.ranges.push(range);
    else runs.push({ sign, from: day, ranges: [range] });
  });
  return runs.map(({ from: start, ranges }): Anomaly => {
    const sum = (of: (range: UsualRange) => number): number => ranges.reduce((total, range) => total + of(range), 0);
    return {
      kind: ranges.length >= levelDays ? "level" : "unusual",
      from: start,
      through: start + ranges.length - 1,
      expected: sum(({ expected }) => expected),
      low: sum(({ low }) => low),
      high: sum(({ high }) => high),
      weeks: Math.max(...ranges.map(({ weeks }) => weeks)),
      planned: false,
    };
  });
}

/** Whether one or two days about a month before were out of the range by as much, and of what they cost a week before; and the days one to three weeks before were not. */
function isMonthly({ costs, first }: JudgedCosts, day: number, { expected, low, high }: UsualRange): boolean {
  const cost = costs[day] ?? 0;
  const tolerance = Math.max(cost > expected ? high - expected : expected - low, Math.abs(cost) / 10);
  const isAlike = (before: number): boolean => {
    const one = costs[day - before] ?? 0;
    const isOut = Math.abs(one - (costs[day - before - 7] ?? 0)) > tolerance;
    return isOut && day - before >= first && (cost > expected ? one > high : one < low) && Math.abs(one - cost) <= tolerance;
  };
  const alike = monthAgo.filter(isAlike).length;
  return (alike === 1 || alike === 2) && ![7, 14, 21].some(isAlike);
}

function findPurchases({ purchases }: JudgedCosts, { from, minimum, isFirstOfMonth }: Judgement): readonly Anomaly[] {
  return purchases.flatMap((cost, day): readonly Anomaly[] => {
    if (day < from || cost === 0 || Math.abs(cost) < minimum) return [];
    const before = monthAgo.map((days) => purchases[day - days] ?? 0).find((one) => Math.abs(one - cost) <= Math.abs(cost) / 10);
    const planned = before !== undefined || (cost > 0 && isFirstOfMonth(day));
    const expected = before ?? (planned ? cost : 0);
    return [
      {
        kind: "purchase",
        from: day,
        through: day,
        expected,
        low: Math.min(0, expected),
        high: Math.max(minimum, expected),
        weeks: 0,
        planned,
      },
    ];
  });
}

/** What comes every month comes 28 to 31 days later, and three days sooner or later than that. */
const monthAgo = [25, 26, 27, 28, 29, 30, 31, 32, 33, 34];
const youngDays = 14;
/** Days in a row from which on a level changed. */
const levelDays = 5;
/** Number of days that the account must have been billed before a value is new, and not just as old as the account. */
export const pastDays = 7;
