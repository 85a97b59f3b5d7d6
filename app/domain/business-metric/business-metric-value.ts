import { firstKeptDay, isKeptDay, lastKeptDay } from "../calendar/kept-day";

/** What an entity of the business had of something on a day, as a row of the table BusinessMetric. */
export interface BusinessMetricValue {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly entity: string;
  readonly metric: string;
  /** Digits. */
  readonly value: string;
  /** Empty when the metric says it. */
  readonly unit: string;
  /** Where the value comes from, in words. */
  readonly source: string;
}

/** Why a value cannot be kept, at a field of it; null when it can. A name that is empty names nothing; a number is never rounded. Total. */
export function findValueFault({ day, entity, metric, value }: Pick<BusinessMetricValue, "day" | "entity" | "metric" | "value">): {
  readonly field: keyof BusinessMetricValue;
  readonly detail: string;
} | null {
  if (!isKeptDay(day)) return { field: "day", detail: `is ${quoted(day)}; it must be a day from ${firstKeptDay} to ${lastKeptDay}` };
  if (entity === "") return { field: "entity", detail: "is empty" };
  if (metric === "") return { field: "metric", detail: "is empty" };
  return plainValue.test(value)
    ? null
    : { field: "value", detail: `is ${quoted(value)}; it must be digits such as "1200.5", at most 18 of them after the point` };
}

/** What the column holds without rounding. */
const plainValue = /^-?\d{1,20}(?:\.\d{1,18})?$/;
const quoted = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
