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
  const [, , days = new Set<number>(), inMonths = new Set<number>()] = values;
  // Where both days are restricted, either is enough; a day of the week is in every month. Every second weekday, `*/2`, is a restriction.
  const isAnyWeekday = (parts[4] ?? "").split(",").some((item) => item === "*" || item === "?");
  if (isAnyWeekday && ![...inMonths].some((month) => [...days].some((day) => day <= longest(month)))) {
    return `never happens: there is no day ${parts[2] ?? ""} in month ${parts[3] ?? ""}`;
  }
  return null;
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
