import type { NumberStyle } from "../decimal/number-style";
import type { CalendarDay } from "./calendar-day";
import { toCalendarDay } from "./to-calendar-day";

/** A day, and whether its text could also be read as another day. Null: not a day. */
export type UsageDateReading = { readonly day: CalendarDay; readonly ambiguous: boolean } | null;

/**
 * Reads the day of use: `2024-01-05`, `2024-01-05T00:00:00` with or without fraction, `Z` or offset, Microsoft's `01/05/2024` (month first),
 * and under localised headers `05.01.2024` (day first). The time of day and the zone are ignored on purpose: Azure means the calendar day
 * that it writes, and converting it would move charges at a month's edge into another month.
 */
export function parseUsageDate(text: string, style: NumberStyle = "point"): UsageDateReading {
  const trimmed = text.trim();
  const iso = isoDate.exec(trimmed);
  if (iso !== null) return reading(toCalendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3])), false);
  const slashed = slashedDate.exec(trimmed);
  if (slashed !== null) {
    const [month, day, year] = [Number(slashed[1]), Number(slashed[2]), Number(slashed[3])];
    return reading(toCalendarDay(year, month, day), style === "comma" && month !== day && day <= 12);
  }
  const dotted = style === "comma" ? dottedDate.exec(trimmed) : null;
  return dotted === null ? null : reading(toCalendarDay(Number(dotted[3]), Number(dotted[2]), Number(dotted[1])), false);
}

function reading(day: CalendarDay | null, ambiguous: boolean): UsageDateReading {
  return day === null ? null : { day, ambiguous };
}

const time = String.raw`(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[AP]M)?(?:Z|[+-]\d{2}:?\d{2})?)?$`;
const isoDate = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})${time}`, "i");
const slashedDate = new RegExp(String.raw`^(\d{1,2})/(\d{1,2})/(\d{4})${time}`, "i");
const dottedDate = new RegExp(String.raw`^(\d{1,2})\.(\d{1,2})\.(\d{4})${time}`, "i");
