/** Months and days are text, `YYYY-MM` and `YYYY-MM-DD`, the bill's own in every time zone. A `Date` is made of them in UTC only. */

const monthForm = /^20\d{2}-(0[1-9]|1[0-2])$/;
const dayForm = /^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

export function isMonth(text: string): boolean {
  return monthForm.test(text);
}

/** Whether the calendar has this day: the 31st of June is none. */
export function isDay(text: string): boolean {
  return dayForm.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

/** The current month in UTC, as the API counts. */
export function currentMonth(now: Date): string {
  return now.toISOString().slice(0, 7);
}

/** The month of a month or a day. */
export function monthOf(text: string): string {
  return text.slice(0, 7);
}

/** `addMonths("2026-01", -1)` is "2025-12". */
export function addMonths(month: string, count: number): string {
  const date = new Date(`${month}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() + count);
  return date.toISOString().slice(0, 7);
}

/** `addDays("2026-03-01", -1)` is "2026-02-28". */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The months from one through another, at most 60 of them. */
export function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = [];
  for (let month = from; month <= to && months.length < 60; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** Every day of a month, in order. */
export function daysOf(month: string): readonly string[] {
  const days: string[] = [];
  for (let day = `${month}-01`; day.startsWith(month); day = addDays(day, 1)) days.push(day);
  return days;
}
