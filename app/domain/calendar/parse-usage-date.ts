import type { NumberStyle } from "../decimal/separators";
import { trimInvisible } from "../trim-invisible";
import { type CalendarDay, toCalendarDay } from "./calendar-day";
import { matchYearFirst, readTimeOfDay, timeOfDay } from "./time-of-day";

/** A day, and whether its text could also be read as another day. Null: not a day. */
export type UsageDateReading = { readonly day: CalendarDay; readonly ambiguous: boolean } | null;

/**
 * Reads the day of use: `2024-01-05` or `2024/1/5`, `2024-01-05T00:00:00` with or without fraction, `Z` or offset, Microsoft's `01/05/2024` (month first),
 * and under localised headers `05.01.2024` (day first). The time of day and the zone are ignored on purpose: Azure means the calendar day
 * that it writes, and converting it would move charges at a month's edge into another month. `T24:00:00` is the midnight of the next day, as ISO 8601 has
 * it; a time that no clock shows makes the text no day.
 */
export function parseUsageDate(text: string, style: NumberStyle = "point"): UsageDateReading {
  const trimmed = trimInvisible(text);
  const groups = matchYearFirst(trimmed) ?? (slashedDate.exec(trimmed) ?? (style === "comma" ? dottedDate.exec(trimmed) : null))?.groups;
  if (groups === undefined) return null;
  const time = readTimeOfDay(groups);
  const [year, month, day] = [Number(groups["year"]), Number(groups["month"]), Number(groups["day"])];
  const found = time === null ? null : toCalendarDay(year, month, day);
  if (time === null || found === null) return null;
  const ambiguous = style === "comma" && groups["slash"] !== undefined && month !== day && day <= 12;
  return time.seconds < secondsOfDay ? { day: found, ambiguous } : dayAfter(found, ambiguous);
}

function dayAfter({ day, billingMonth }: CalendarDay, ambiguous: boolean): UsageDateReading {
  const next = day < billingMonth.days ? billingMonth : billingMonth.plus(1);
  const found = next === null ? null : toCalendarDay(next.year, next.month, day < billingMonth.days ? day + 1 : 1);
  return found === null ? null : { day: found, ambiguous };
}

const slashedDate = new RegExp(String.raw`^(?<month>\d{1,2})(?<slash>/)(?<day>\d{1,2})/(?<year>\d{4})${timeOfDay}$`, "i");
const dottedDate = new RegExp(String.raw`^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})${timeOfDay}$`, "i");
const secondsOfDay = 86_400;
