import { defineTexts } from "./language";

const two = (digits: string): string => digits.padStart(2, "0");

export const scheduleTexts = defineTexts(
  {
    minutes: (count: string) => (count === "1" ? "every minute" : `every ${count} minutes`),
    hourly: (minute: string) => `every hour at minute ${minute}`,
    daily: (time: string) => `every day at ${time} UTC`,
    monthly: (day: string, time: string) => `on day ${day} of each month at ${time} UTC`,
    weekly: (day: string, time: string) => `every ${day} at ${time} UTC`,
    weekdays: "Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday",
  },
  {
    minutes: (count: string) => `每 ${count} 分钟`,
    hourly: (minute: string) => `每小时第 ${minute} 分`,
    daily: (time: string) => `每天 ${time} UTC`,
    monthly: (day: string, time: string) => `每月 ${day} 日 ${time} UTC`,
    weekly: (day: string, time: string) => `每${day} ${time} UTC`,
    weekdays: "周日,周一,周二,周三,周四,周五,周六",
  },
);

/** Five cron fields in words; null for those that take more than a few. */
export function scheduleWords(cron: string, texts: typeof scheduleTexts.en): string | null {
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...more] = cron.trim().split(/\s+/);
  if (more.length > 0 || month !== "*") return null;
  const every = /^\*\/(\d{1,2})$/.exec(minute)?.[1];
  const isAnyDay = day === "*" && weekday === "*";
  if (every !== undefined && hour === "*" && isAnyDay) return texts.minutes(every);
  if (!/^\d{1,2}$/.test(minute)) return null;
  if (hour === "*" && isAnyDay) return texts.hourly(minute);
  if (!/^\d{1,2}$/.test(hour)) return null;
  const time = `${two(hour)}:${two(minute)}`;
  if (isAnyDay) return texts.daily(time);
  if (/^\d{1,2}$/.test(day) && weekday === "*") return texts.monthly(day, time);
  const named = /^[0-7]$/.test(weekday) && day === "*" ? texts.weekdays.split(",")[Number.parseInt(weekday, 10) % 7] : undefined;
  return named === undefined ? null : texts.weekly(named, time);
}
