import { toCalendarDay } from "../../calendar/calendar-day";
import { matchYearFirst, readTimeOfDay } from "../../calendar/time-of-day";
import { memoize } from "../../memoize";
import { trimInvisible } from "../../trim-invisible";

/** An instant of a file. */
export interface FocusDateTime {
  /** In UTC, as ClickHouse writes it: `2026-10-01 00:00:00`. */
  readonly utc: string;
  /** Of the zone that the text names, minutes ahead of UTC; null where it names none. */
  readonly offset: number | null;
  /** Whether the text has a fraction of a second that is not 0. */
  readonly isCut: boolean;
}

/**
 * Reads an instant of a file. Providers write `2026-10-01T00:00:00Z`, without seconds (OCI), with a fraction or an offset, as BigQuery does
 * (`2026-10-01 00:00:00 UTC`), as PostgreSQL does (`+00`), a day alone, or `2026/10/1` as spreadsheets of East Asia do. Without an offset it is UTC: FOCUS
 * allows nothing else. `24:00:00` is the next midnight. Fractions of a second are cut, since every period of a bill begins on a second. Null when it is none
 * of these, or no day of the years 2000 to 2099. A bill has few instants and repeats each in every row, so that they are remembered.
 */
export const toFocusDateTime: (text: string) => FocusDateTime | null = memoize(1000, (text) => {
  const groups = matchYearFirst(trimInvisible(text));
  if (groups === null) return null;
  const time = readTimeOfDay(groups);
  const day = toCalendarDay(Number(groups["year"]), Number(groups["month"]), Number(groups["day"]));
  if (time === null || day === null) return null;
  const { offset, isCut } = time;
  const utc = new Date(Date.parse(`${day.date}T00:00:00Z`) + (time.seconds - (offset ?? 0) * 60) * 1000).toISOString();
  return { utc: utc.slice(0, 19).replace("T", " "), offset, isCut };
});
