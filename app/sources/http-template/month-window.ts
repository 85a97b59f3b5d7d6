import type { BillingMonth } from "../../domain/calendar/billing-month";

/** How the days of a month are written in a request. */
export const dayFormats = ["date", "compact-date", "date-time", "epoch-seconds", "epoch-milliseconds"] as const;
export type DayFormat = (typeof dayFormats)[number];

/** The month that is read, as the texts of a template name it. */
export interface MonthWindow {
  /**
   * Puts the month in the place of `{month}` (`2026-10`), `{year}`, `{monthNumber}` (`10`), `{monthStart}`, `{monthEnd}` (the last day) and `{nextMonthStart}`.
   * `format`: of the days; `time` writes them as FOCUS does.
   */
  readonly fill: (text: string, format: DayFormat | "time") => string;
}

/** Whether a text names the month in some way. */
export function namesMonth(text: string): boolean {
  return /\{(?:month|monthNumber|monthStart|monthEnd|nextMonthStart)\}/.test(text);
}

/** The window of a month. Its days begin at 00:00 UTC; what is in braces and no name of the window stays as it is. */
export function monthWindow(month: BillingMonth): MonthWindow {
  const start = Date.parse(month.firstDay);
  const next = start + month.days * dayMs;
  return {
    fill: (text, format) =>
      text.replace(/\{(\w+)\}/g, (whole, name: string) => {
        switch (name) {
          case "month":
            return month.toString();
          case "year":
            return String(month.year);
          case "monthNumber":
            return month.toString().slice(5);
          case "monthStart":
            return written(start, format);
          case "monthEnd":
            return written(next - dayMs, format);
          case "nextMonthStart":
            return written(next, format);
          default:
            return whole;
        }
      }),
  };
}

function written(time: number, format: DayFormat | "time"): string {
  const iso = new Date(time).toISOString();
  switch (format) {
    case "date":
      return iso.slice(0, 10);
    case "compact-date":
      return iso.slice(0, 10).replaceAll("-", "");
    case "date-time":
    case "time":
      return `${iso.slice(0, 19)}Z`;
    case "epoch-seconds":
      return String(time / 1000);
    case "epoch-milliseconds":
      return String(time);
  }
}

const dayMs = 86_400_000;
