interface CronField {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  /** Names that stand for numbers, the first for `low`. */
  readonly names: readonly string[];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] as const;
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
const fields: readonly CronField[] = [
  { name: "minute", low: 0, high: 59, names: [] },
  { name: "hour", low: 0, high: 23, names: [] },
  { name: "day of the month", low: 1, high: 31, names: [] },
  { name: "month", low: 1, high: 12, names: months },
  { name: "day of the week", low: 0, high: 6, names: weekdays },
];

/**
 * Why a schedule of five cron fields can not be, or is surely not what was meant; null when it can be run. The grammar is that of robfig/cron, by which
 * Temporal reads it (https://pkg.go.dev/github.com/robfig/cron): `*` or `?`, numbers, names of months and weekdays, `a-b`, `/step`, lists. Two things are
 * refused that it accepts: a step that is larger than its range, which means something else than it says, and a day that is in none of the months, such
 * as `31 2`, for which it would wait for ever.
 */
export function findScheduleFault(text: string): string | null {
  const read = readSchedule(text);
  return typeof read === "string" ? read : null;
}

/** A schedule of five cron fields, by the values that each allows. Where both days are restricted, either is enough. */
export interface Schedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly weekdays: ReadonlySet<number>;
  readonly isAnyDay: boolean;
  readonly isAnyWeekday: boolean;
}

/** A schedule, or its fault as `findScheduleFault` has it. */
export function readSchedule(text: string): Schedule | string {
  if (text.trim() !== text) return "begins or ends with a blank";
  const parts = text.split(/\s+/);
  if (parts.length !== fields.length) {
    return `must be five cron fields (minute, hour, day of the month, month, day of the week), and has ${parts.length}`;
  }
  const values: ReadonlySet<number>[] = [];
  for (const [index, field] of fields.entries()) {
    const read = readField(parts[index] ?? "", field);
    if (typeof read === "string") return read;
    values.push(read);
  }
  const none: ReadonlySet<number> = new Set();
  const [minutes = none, hours = none, days = none, inMonths = none, weekdays = none] = values;
  // A day of the week is in every month. Every second weekday, `*/2`, is a restriction.
  const isAny = (field: number): boolean => (parts[field] ?? "").split(",").some((item) => /^[*?](?:\/0*1)?$/.test(item));
  const isAnyWeekday = isAny(4);
  if (isAnyWeekday && ![...inMonths].some((month) => [...days].some((day) => day <= longest(month)))) {
    return `never happens: there is no day ${parts[2] ?? ""} in month ${parts[3] ?? ""}`;
  }
  return { minutes, hours, days, months: inMonths, weekdays, isAnyDay: isAny(2), isAnyWeekday };
}

/** When a schedule is due after an instant, UTC, to the minute; null when not within five years. */
export function nextRun(schedule: Schedule, after: Date): Date | null {
  for (let back = 0; back <= mostDays; back += 1) {
    const found = runsOf(schedule, after, back).find((run) => run > after.getTime());
    if (found !== undefined) return new Date(found);
  }
  return null;
}

/** When a schedule was due last, at an instant or before; null when not within five years. */
export function lastRun(schedule: Schedule, at: Date): Date | null {
  for (let back = 0; back <= mostDays; back += 1) {
    const found = runsOf(schedule, at, -back)
      .filter((run) => run <= at.getTime())
      .at(-1);
    if (found !== undefined) return new Date(found);
  }
  return null;
}

const mostDays = 5 * 366;

/** The runs on the day that is so many days from an instant's, in order. */
function runsOf(
  { minutes, hours, days, months: inMonths, weekdays: onWeekdays, isAnyDay, isAnyWeekday }: Schedule,
  of: Date,
  offset: number,
): readonly number[] {
  const day = new Date(Date.UTC(of.getUTCFullYear(), of.getUTCMonth(), of.getUTCDate() + offset));
  const [isDay, isWeekday] = [days.has(day.getUTCDate()), onWeekdays.has(day.getUTCDay())];
  const isDue = isAnyDay || isAnyWeekday ? isDay && isWeekday : isDay || isWeekday;
  if (!isDue || !inMonths.has(day.getUTCMonth() + 1)) return [];
  const ofDay = [...hours].sort((a, b) => a - b).flatMap((hour) => [...minutes].sort((a, b) => a - b).map((minute) => hour * 60 + minute));
  return ofDay.map((minute) => day.getTime() + minute * 60_000);
}

function readField(text: string, field: CronField): ReadonlySet<number> | string {
  const values = new Set<number>();
  for (const item of text.split(",")) {
    const [, range = "", step] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(item) ?? [];
    const bounds = boundsOf(range, field, step !== undefined);
    if (bounds === null) return `has ${JSON.stringify(item)} as ${field.name}, which must be ${allowed(field)}`;
    const [from, to] = bounds;
    if (from > to) return `has ${JSON.stringify(item)} as ${field.name}, which ends before it begins`;
    const by = step === undefined ? 1 : Number(step);
    if (by < 1 || (step !== undefined && by > to - from)) {
      return `has ${JSON.stringify(item)} as ${field.name}, whose step must be from 1 to ${Math.max(to - from, 1)}`;
    }
    for (let value = from; value <= to; value += by) values.add(value);
  }
  return values;
}

function boundsOf(range: string, field: CronField, hasStep: boolean): readonly [number, number] | null {
  if (range === "*" || range === "?") return [field.low, field.high];
  const ends = range.split("-");
  const [from, to] = ends.map((end) => valueOf(end, field));
  if (ends.length > 2 || from === undefined || from === null || to === null) return null;
  return [from, to ?? (hasStep ? field.high : from)];
}

function valueOf(text: string, { low, high, names }: CronField): number | null {
  const named = names.indexOf(text.toLowerCase());
  const value = named >= 0 ? low + named : /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  return value >= low && value <= high ? value : null;
}

function allowed({ low, high, names }: CronField): string {
  return `${low} to ${high}${names.length === 0 ? "" : ` or ${names[0] ?? ""} to ${names.at(-1) ?? ""}`}, *, a range, a step or a list of them`;
}

/** Days of a month in a year that has most of them. */
const longest = (month: number): number => (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31);
