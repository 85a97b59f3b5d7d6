const formats = new Map<string, Intl.RelativeTimeFormat>();

/** "3 hours ago", "in 5 minutes": how far an instant (RFC 3339) is from now, in its largest whole unit. */
export function formatAge(instant: string, now: Date, locale: string): string {
  const format = formats.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  formats.set(locale, format);
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
  const size = Math.abs(seconds);
  const [unit, length] = size < 3600 ? (["minute", 60] as const) : size < 172_800 ? (["hour", 3600] as const) : (["day", 86_400] as const);
  return format.format(Math.trunc(seconds / length), unit);
}
