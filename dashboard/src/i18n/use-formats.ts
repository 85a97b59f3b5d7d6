import { useMemo } from "react";
import { formatDay, formatInstant, formatMonth, formatTime } from "../dates/format-date";
import { type AmountStyle, formatAmount, formatCount, formatShare } from "../money/format-amount";
import { localeOf } from "./language";
import { usePreferences } from "./preferences";

/** How the reader's language writes amounts, shares, counts, months, days and instants. */
export interface Formats {
  readonly locale: string;
  /** In the digits of the currency, or in all of them when the reader wants these. */
  readonly amount: (amount: string, currency: string | null, style?: AmountStyle) => string;
  readonly share: (share: string) => string;
  readonly count: (count: string | number) => string;
  readonly month: (month: string, width?: "long" | "short") => string;
  readonly day: (day: string, width?: "long" | "short") => string;
  readonly instant: (instant: string) => string;
  /** The time of the day of an instant. */
  readonly time: (instant: string) => string;
  /** A day, or a month. */
  readonly date: (date: string) => string;
}

export function useFormats(): Formats {
  const { language, exact } = usePreferences();
  return useMemo(() => {
    const locale = localeOf[language];
    return {
      locale,
      amount: (amount, currency, style = exact ? "exact" : "rounded") => formatAmount(amount, currency, locale, style),
      share: (share) => formatShare(share, locale),
      count: (count) => formatCount(String(count), locale),
      month: (month, width) => formatMonth(month, locale, width),
      day: (day, width) => formatDay(day, locale, width),
      instant: (instant) => formatInstant(instant, locale),
      time: (instant) => formatTime(instant, locale),
      date: (date) => (date.length === 7 ? formatMonth(date, locale) : formatDay(date, locale)),
    };
  }, [language, exact]);
}
