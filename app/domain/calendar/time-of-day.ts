/** The parts of a date that has its year first, `2026-10-01` or the `2026/10/1` of spreadsheets in East Asia, and of its time; null for another text. */
export function matchYearFirst(text: string): Readonly<Record<string, string | undefined>> | null {
  return (isoDate.exec(text) ?? slashed.exec(text))?.groups ?? null;
}

/** A regular expression's source for a time of day and its zone, or nothing: `T23:59:59.999Z`, ` 12:00:00 AM`, `T00:00:00+08`, ` 00:00:00 UTC`. */
export const timeOfDay = String.raw`(?:[T ](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.(?<fraction>\d+))?)?(?: ?(?<half>[AP]M))?(?<zone> ?(?:Z|UTC)|(?<sign>[+-])(?<offsetHours>\d{2})(?::?(?<offsetMinutes>\d{2}))?)?)?`;

const isoDate = new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})${timeOfDay}$`, "i");
const slashed = new RegExp(String.raw`^(?<year>\d{4})/(?<month>\d{1,2})/(?<day>\d{1,2})${timeOfDay}$`, "i");

/** What `timeOfDay` found in a text. */
export interface TimeOfDay {
  /** Since the midnight at which the day begins: 86,400 for `24:00:00`, which is the midnight at which it ends. */
  readonly seconds: number;
  /** Of its zone, minutes ahead of UTC; null where the text names no zone. */
  readonly offset: number | null;
  /** Whether a fraction of a second is left out of `seconds`. */
  readonly isCut: boolean;
}

/** Null for a time that no clock shows: 24:30, 10:60, 13:00 PM, an offset of more than 14 hours. */
export function readTimeOfDay(groups: Readonly<Record<string, string | undefined>>): TimeOfDay | null {
  const { fraction = "", half, sign } = groups;
  const [hour, minute, second] = [Number(groups["hour"] ?? 0), Number(groups["minute"] ?? 0), Number(groups["second"] ?? 0)];
  const isCut = /[1-9]/.test(fraction);
  if (minute > 59 || second > 59 || hour > 24 || (half !== undefined && (hour < 1 || hour > 12))) return null;
  if (hour === 24 && (minute > 0 || second > 0 || isCut)) return null;
  const [offsetHours, offsetMinutes] = [Number(groups["offsetHours"] ?? 0), Number(groups["offsetMinutes"] ?? 0)];
  if (offsetHours * 60 + offsetMinutes > 14 * 60 || offsetMinutes > 59) return null;
  const hours = half === undefined ? hour : (hour % 12) + (half.toUpperCase() === "PM" ? 12 : 0);
  return {
    seconds: hours * 3600 + minute * 60 + second,
    offset: groups["zone"] === undefined ? null : (sign === "-" ? -1 : 1) * (offsetHours * 60 + offsetMinutes),
    isCut,
  };
}
