import type { UseQueryResult } from "@tanstack/react-query";
import type { Answered } from "../../api/ask";

/** The month that the overview is of. */
export interface OverviewMonth {
  readonly month: string;
  /** The month before. */
  readonly before: string;
  /** The account, as the APIs take it. */
  readonly account: { readonly billing_account?: string };
  /** The currency that is shown; null while it is not known. */
  readonly currency: string | null;
  readonly forecast: UseQueryResult<Answered<"/api/forecast">>;
  /** The last day to which usage of every account is known, while the month is open. */
  readonly knownThrough: string | null;
  /** Whether more of it is expected. */
  readonly isOpen: boolean;
}

/** The whole month, or its days up to the last known one while it is open: two months are only comparable by the same days. */
export function comparableRanges({ month, before, knownThrough }: OverviewMonth): {
  readonly now: { readonly from: string; readonly to: string };
  readonly then: { readonly from: string; readonly to: string };
  /** Day of the month; null when whole months are compared. */
  readonly day: string | null;
} {
  if (knownThrough === null) return { now: { from: month, to: month }, then: { from: before, to: before }, day: null };
  const day = knownThrough.slice(8);
  const last = lastDayOf(before);
  const end = `${before}-${day}`;
  return {
    now: { from: `${month}-01`, to: knownThrough },
    then: { from: `${before}-01`, to: end > last ? last : end },
    day: String(Number.parseInt(day, 10)),
  };
}

function lastDayOf(month: string): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + 1, 0);
  return date.toISOString().slice(0, 10);
}
