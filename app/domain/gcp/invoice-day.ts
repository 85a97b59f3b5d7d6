import { memoize } from "../memoize";

/**
 * The day on which Google counts a charge: invoice months, and the days of its cost reports, go by the clock of Los Angeles. `instant` is as BigQuery writes
 * it, `2026-11-01T03:00:00Z`, which is 2026-10-31 there. Null for a time without a zone, which is a day of that clock already, and for what is not a time.
 */
export const invoiceDay: (instant: string) => string | null = memoize(2000, (instant) => {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)? ?(?:Z|UTC|\+00(?::?00)?)$/.test(instant)) return null;
  const time = Date.parse(`${instant.slice(0, 16).replace(" ", "T")}:00Z`);
  if (Number.isNaN(time)) return null;
  return new Date(time - (isSummer(time) ? 7 : 8) * hour).toISOString().slice(0, 10);
});

/** Summer time of the United States since 2007: from 02:00 on the second Sunday of March to 02:00 on the first Sunday of November. */
function isSummer(time: number): boolean {
  const year = new Date(time).getUTCFullYear();
  return time >= sundayOf(year, 2, 8) + 10 * hour && time < sundayOf(year, 10, 1) + 9 * hour;
}

/** The first Sunday from a day of a month on, `month` from 0. */
function sundayOf(year: number, month: number, from: number): number {
  const first = Date.UTC(year, month, from);
  return first + ((7 - new Date(first).getUTCDay()) % 7) * 24 * hour;
}

const hour = 3_600_000;
