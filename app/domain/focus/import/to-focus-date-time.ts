/**
 * Reads an instant of a file as ClickHouse writes it in UTC: `2026-10-01 00:00:00`. Providers write `2026-10-01T00:00:00Z`, without seconds (OCI), with
 * a fraction or an offset, as BigQuery does (`2026-10-01 00:00:00 UTC`), or a day alone. Without an offset it is UTC: FOCUS allows nothing else.
 * Fractions of a second are cut, since every period of a bill begins on a second. Null when it is none of these, or no day of the calendar.
 */
export function toFocusDateTime(text: string): string | null {
  const match = instant.exec(text.trim());
  if (match === null) return null;
  const [, year = "", month = "", day = "", hour = "0", minute = "0", second = "0", sign, offsetHours = "0", offsetMinutes = "0"] = match;
  const offset = (sign === "-" ? -1 : 1) * (Number(offsetHours) * 60 + Number(offsetMinutes));
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  if (new Date(local).toISOString().slice(0, 19) !== `${year}-${month}-${day}T${two(hour)}:${two(minute)}:${two(second)}`) return null;
  const utc = new Date(local - offset * 60_000).toISOString();
  // ClickHouse's DateTime begins in 1970 and ends in 2106; a bill from outside of these years is a mistake of its file.
  return utc >= "1970" && utc < "2100" && utc.length === 24 ? utc.slice(0, 19).replace("T", " ") : null;
}

function two(digits: string): string {
  return digits.padStart(2, "0");
}

const instant = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?: ?(?:Z|UTC)|([+-])(\d{2}):?(\d{2}))?)?$/i;
