import type { NumberStyle } from "../decimal/number-style";
import type { UsageDetailReading } from "./usage-detail-reading";

/** A plan for records with one set of columns. */
export interface UsageDetailReader {
  readonly numberStyle: NumberStyle;
  readonly unknownHeaders: readonly string[];
  /** Reads one record that has the planned columns; a column that it lacks is null. Total. */
  readonly read: (record: Readonly<Record<string, unknown>>) => UsageDetailReading;
  /** The values of the unknown columns, as text, for those who keep them. A map, since a column may be called `__proto__`. */
  readonly readUnknown: (record: Readonly<Record<string, unknown>>) => ReadonlyMap<string, string | null>;
}
