import { median } from "./median";

/**
 * What a series of daily costs leads to expect: its level of late, times the share that the weekday has of it. Both are medians, so one odd day moves
 * neither. Numbers are doubles: they decide, and are rounded where they are shown (shown-amount.ts).
 *
 * The level is the median, over the last 13 days, of the cost divided by the weekday's share; after a week at another level it is that level. The share is
 * the median of up to eight weeks of the day's cost divided by the median of the seven days to it. Holidays are left out of both. Where a week's median is 0,
 * as of what is used on Mondays only, the expected cost is the median of the same weekdays instead.
 */
export class UsualWeek {
  readonly #costs: readonly number[];
  readonly #first: number;
  readonly #holidays: readonly boolean[];
  readonly #shares: (number | null)[] = [];

  /** `costs` are by day, and known from the index `first` on. */
  constructor(costs: readonly number[], first: number, holidays: readonly boolean[]) {
    this.#costs = costs;
    this.#first = first;
    this.#holidays = holidays;
  }

  /** The cost to expect on a day, of what is known before the day `until`, which is not after it. Null without the same weekday in two weeks before. */
  expect(day: number, until = day): number | null {
    const same = this.sameWeekdays(day, until);
    if (same.length < 2) return null;
    const share = this.#shareOf(day, until);
    const level = share === null ? null : this.level(until);
    return share === null || level === null ? median(same) : share * level;
  }

  /** Costs of the same weekday before `until`, the latest first, of up to eight weeks. */
  sameWeekdays(day: number, until = day): readonly number[] {
    return this.#lags(day, until).map((index) => this.#costs[index] ?? 0);
  }

  /** The level of the last `days` days before `until` that are no holidays, or of fewer; null where it has none. */
  level(until: number, days = levelDays): number | null {
    const levels: number[] = [];
    const earliest = Math.max(this.#first, until - 2 * days);
    for (let index = until - 1, counted = 0; index >= earliest && counted < days; index -= 1) {
      if (this.#holidays[index] === true) continue;
      counted += 1;
      const share = this.#shareOf(index, until);
      if (share !== null && share > leastShare) levels.push((this.#costs[index] ?? 0) / share);
    }
    return levels.length < leastLevels ? null : median(levels);
  }

  #shareOf(day: number, until: number): number | null {
    const latest = day < until ? day + 7 * Math.floor((until - 1 - day) / 7) : day - 7 * Math.ceil((day - until + 1) / 7);
    const known = this.#shares[latest];
    if (known !== undefined) return known;
    const shares: number[] = [];
    for (const index of this.#lags(latest + 7, latest + 1)) {
      if (index < this.#first + 6 || this.#holidays[index] === true) continue;
      const week = median(this.#costs.slice(index - 6, index + 1));
      if (week > 0) shares.push((this.#costs[index] ?? 0) / week);
    }
    const share = shares.length === 0 ? null : median(shares);
    this.#shares[latest] = share;
    return share;
  }

  #lags(day: number, until: number): readonly number[] {
    const lags: number[] = [];
    for (let week = 1; lags.length < weeksBack; week += 1) {
      const index = day - 7 * week;
      if (index < this.#first) break;
      if (index < until) lags.push(index);
    }
    return lags;
  }
}

const weeksBack = 8;
/** Odd, so that a level that changed is the usual one after a week, and never half of it. */
const levelDays = 13;
const leastLevels = 4;
/** Of weekdays with less, the level is not derived. */
const leastShare = 0.05;
