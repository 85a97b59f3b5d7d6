import { type BillingPeriod, billingPeriodFrom, monthOfPeriod } from "../../calendar/billing-period";

/** What a bill says of its period, in days of its own clock. */
export interface LocalPeriod {
  readonly period: BillingPeriod;
  readonly isCalendarMonth: boolean;
  /** Minutes that the bill's clock is ahead of UTC at the start of the period, and at its end: they differ when summer time begins or ends in it. */
  readonly startOffset: number;
  readonly endOffset: number;
}

/**
 * Reads a billing period from its two instants, `2026-09-30 16:00:00` in UTC. A period begins at a midnight: where it is not that of UTC, the clock of the
 * bill is the one by which it is a midnight, of the first of a month if one of the two clocks that are possible says so (16:00 is midnight at UTC+8, 07:00 at
 * UTC−7), and else of the nearer day. Null outside of 2000 to 2099.
 */
export function readBillingPeriod(start: string, end: string | null): LocalPeriod | null {
  const first = nearestMidnight(start);
  const last = end === null ? null : nearestMidnight(end);
  const period = billingPeriodFrom(first.day);
  const month = period === null ? null : monthOfPeriod(period);
  if (period === null || month === null) return null;
  return {
    period,
    isCalendarMonth: first.day === month.firstDay && (last === null || last.day === month.plus(1)?.firstDay),
    startOffset: first.offset,
    endOffset: last?.offset ?? first.offset,
  };
}

/** The day on which a charge begins by the clock of its bill: `2026-10-01`. */
export function localDay(instant: string, { startOffset, endOffset }: LocalPeriod): string {
  const time = toTime(instant);
  // Charges of whole days begin at a midnight, which tells the clocks before and after a change of summer time apart.
  const offset = startOffset !== endOffset && (time / minute + endOffset) % minutesOfDay === 0 ? endOffset : startOffset;
  return dayOf(time + offset * minute);
}

/**
 * Whether a charge of some hours lies where the clocks before and after a change of summer time say two days: the bill does not say on which day the clock
 * changed. A charge of a whole day begins at the midnight of one of them.
 */
export function isDayUnclear(start: string, end: string, { startOffset, endOffset }: LocalPeriod): boolean {
  const time = toTime(start);
  return (
    startOffset !== endOffset &&
    toTime(end) - time < 23 * 60 * minute &&
    dayOf(time + startOffset * minute) !== dayOf(time + endOffset * minute)
  );
}

function nearestMidnight(instant: string): { readonly day: string; readonly offset: number } {
  const time = toTime(instant);
  const since = (time / minute) % minutesOfDay;
  const before = dayOf(time);
  if (since === 0 || !Number.isInteger(since)) return { day: before, offset: 0 };
  const after = dayOf(time + 24 * 60 * minute);
  const east = { day: after, offset: minutesOfDay - since };
  const west = { day: before, offset: -since };
  if (since < leastEast) return west;
  if (since > mostWest) return east;
  if (after.endsWith("-01")) return east;
  return before.endsWith("-01") || since < minutesOfDay / 2 ? west : east;
}

function toTime(instant: string): number {
  return Date.parse(`${instant.replace(" ", "T")}Z`);
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

const minute = 60_000;
const minutesOfDay = 24 * 60;
/** Clocks go from UTC−12 to UTC+14. */
const [leastEast, mostWest] = [10 * 60, 12 * 60];
