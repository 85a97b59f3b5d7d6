/** The time unit that a word of a bill stands for, in the singular as FOCUS writes it, whatever its number or language; else null. */
export function timeUnitOf(word: string): string | null {
  return timeUnits[word.trim().toLowerCase()] ?? null;
}

const timeUnits: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    Year: ["year", "years", "年"],
    Month: ["month", "months", "mes", "月", "个月"],
    Day: ["day", "days", "天", "日"],
    Hour: ["hour", "hours", "hr", "hrs", "hora", "horas", "小时"],
    Minute: ["minute", "minutes", "minute(s)", "分钟"],
    Second: ["second", "seconds", "秒"],
  }).flatMap(([unit, words]) => words.map((word) => [word, unit])),
);
