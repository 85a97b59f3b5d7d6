/**
 * Whether a day, counted from 1970-01-01, is a public holiday of mainland China: on such days offices and shops use less. The Spring Festival from the day
 * before it through the seventh day, Dragon Boat and Mid-Autumn by the lunar calendar; New Year, Qingming, Labour Day (1 to 5 May) and National Day
 * (1 to 7 October) by the solar one. Days off that the State Council adds each year, and weekends that become working days for them, are not known here.
 */
export function isChineseHoliday(day: number): boolean {
  const date = new Date(day * 86_400_000);
  return (
    solar.has(date.toISOString().slice(5, 10)) ||
    lunar.has(lunarDay.format(date)) ||
    lunar.has(`before ${lunarDay.format(date.getTime() + 86_400_000)}`)
  );
}

/** `1/15` is the fifteenth day of the first month; a leap month is `6bis`. */
const lunarDay = new Intl.DateTimeFormat("en-u-ca-chinese", { month: "numeric", day: "numeric", timeZone: "UTC" });

const lunar: ReadonlySet<string> = new Set(["before 1/1", "1/1", "1/2", "1/3", "1/4", "1/5", "1/6", "1/7", "5/5", "8/15"]);

const daysOf = (month: string, from: number, through: number): readonly string[] =>
  Array.from({ length: through - from + 1 }, (_, index) => `${month}-${String(from + index).padStart(2, "0")}`);

const solar: ReadonlySet<string> = new Set([...daysOf("01", 1, 1), ...daysOf("04", 4, 6), ...daysOf("05", 1, 5), ...daysOf("10", 1, 7)]);
