import { addDays } from "../../app/domain/calendar/calendar-day";
import { findAnomalies } from "../../app/domain/daily-cost/find-anomalies";
import { isChineseHoliday } from "../../app/domain/calendar/public-holidays";
import type { SimulatedSeries } from "./simulate";

/** 1 where a day is reported for costing too much, -1 where for too little, 0 where it is not; by index of the series. */
export type Flags = readonly number[];

/** Ours, as /api/anomalies judges: month by month, of the twelve weeks before the month and the month. `months` are the first days, and the day after the last. */
export function judgeOurs({ start, usage, purchases }: SimulatedSeries, months: readonly number[]): Flags {
  const flags = usage.map(() => 0);
  months.slice(0, -1).forEach((month, index) => {
    const from = month - start;
    const end = (months[index + 1] ?? month) - start;
    const begin = Math.max(0, from - 84);
    const known = end - begin - 1;
    const found = findAnomalies(
      {
        costs: usage.slice(begin, end),
        purchases: purchases.slice(begin, end),
        first: 0,
        final: known,
        known,
        accountFirst: 0,
        holidays: Array.from({ length: end - begin }, (_, day) => isChineseHoliday(start + begin + day)),
      },
      {
        from: from - begin,
        monthEnd: known,
        minimum: 1,
        isFirstOfMonth: (day) => addDays("1970-01-01", start + begin + day).endsWith("-01"),
      },
    );
    for (const one of found.filter(({ planned }) => !planned)) {
      for (let day = one.from; day <= one.through; day += 1) {
        const cost = (one.kind === "purchase" ? purchases : usage)[begin + day] ?? 0;
        flags[begin + day] = cost * (one.through - one.from + 1) >= one.expected ? 1 : -1;
      }
    }
  });
  return flags;
}

/** What is out of three standard deviations of the 28 days before. */
export function judgeByScore(costs: readonly number[]): Flags {
  return costs.map((cost, day) => {
    const before = costs.slice(Math.max(0, day - 28), day);
    if (before.length < 28) return 0;
    const mean = before.reduce((sum, one) => sum + one, 0) / before.length;
    const deviation = Math.sqrt(before.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (before.length - 1));
    return Math.abs(cost - mean) > 3 * deviation ? Math.sign(cost - mean) : 0;
  });
}

/** How many alarms there were and how many of them were of something planted, and how much of what was planted was found. */
export interface Score {
  alarms: number;
  right: number;
  onHolidays: number;
  onPurchases: number;
  readonly found: Record<"spike" | "drop" | "step", number>;
  readonly planted: Record<"spike" | "drop" | "step", number>;
}

export const emptyScore = (): Score => ({
  alarms: 0,
  right: 0,
  onHolidays: 0,
  onPurchases: 0,
  found: { spike: 0, drop: 0, step: 0 },
  planted: { spike: 0, drop: 0, step: 0 },
});

/** Adds a series to a score. Days in a row that are reported in the same direction are one alarm; it is right when it meets something planted of that direction. */
export function addScore(
  score: Score,
  { start, purchases, plants }: SimulatedSeries,
  flags: Flags,
  from: number,
  isHoliday: (day: number) => boolean,
): void {
  const alarms: { sign: number; from: number; through: number }[] = [];
  for (let day = from - start; day < flags.length; day += 1) {
    const sign = flags[day] ?? 0;
    if (sign === 0) continue;
    const last = alarms.at(-1);
    if (last !== undefined && last.sign === sign && last.through === start + day - 1) last.through = start + day;
    else alarms.push({ sign, from: start + day, through: start + day });
  }
  const judged = plants.filter((one) => one.from >= from);
  const meets = (alarm: (typeof alarms)[number], plant: (typeof judged)[number]): boolean =>
    alarm.sign === plant.sign && alarm.from <= plant.through && alarm.through >= plant.from;
  for (const plant of judged) {
    score.planted[plant.kind] += 1;
    if (alarms.some((alarm) => meets(alarm, plant))) score.found[plant.kind] += 1;
  }
  for (const alarm of alarms) {
    score.alarms += 1;
    if (judged.some((plant) => meets(alarm, plant))) score.right += 1;
    else if (isHoliday(alarm.from) || isHoliday(alarm.through)) score.onHolidays += 1;
    else if ((purchases[alarm.from - start] ?? 0) !== 0) score.onPurchases += 1;
  }
}
