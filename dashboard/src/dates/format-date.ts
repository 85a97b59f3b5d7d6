const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const found = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, found);
  return found;
}

/** "November 2026" of `2026-11`, or of any day in it. */
export function formatMonth(text: string, locale: string, width: "long" | "short" = "long"): string {
  return formatOf(locale, { month: width, year: "numeric", timeZone: "UTC" }).format(new Date(`${text.slice(0, 7)}-01T00:00:00Z`));
}

/** "Nov 5, 2026" of `2026-11-05`, the same day in every time zone; without its year on an axis. */
export function formatDay(day: string, locale: string, width: "long" | "short" = "long"): string {
  const options: Intl.DateTimeFormatOptions = { month: "short", day: "numeric", timeZone: "UTC" };
  return formatOf(locale, width === "long" ? { ...options, year: "numeric" } : options).format(new Date(`${day}T00:00:00Z`));
}

/** An instant (RFC 3339) by the reader's own clock. Its UTC stands in the title of what shows it. */
export function formatInstant(instant: string, locale: string): string {
  return formatOf(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));
}

/** The time of an instant by the reader's own clock. */
export function formatTime(instant: string, locale: string): string {
  return formatOf(locale, { timeStyle: "short" }).format(new Date(instant));
}
