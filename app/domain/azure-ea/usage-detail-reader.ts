import type { NumberStyle } from "../decimal/number-style";
import type { UsageDetailReading } from "./usage-detail-reading";

/** A plan for rows with one list of columns. All its functions are total. */
export interface UsageDetailReader {
  readonly numberStyle: NumberStyle;
  readonly unknownHeaders: readonly string[];
  /** Reads the values of a row in the order of the planned columns: a CSV line, or `Object.values` of a record. A missing value is null. */
  readonly readValues: (values: readonly unknown[]) => UsageDetailReading;
  /** Reads a record by the names of the planned columns, in whatever order. */
  readonly read: (record: Readonly<Record<string, unknown>>) => UsageDetailReading;
  /** The values of the unknown columns, as text, for those who keep them. A map, since a column may be called `__proto__`. */
  readonly readUnknown: (record: Readonly<Record<string, unknown>>) => ReadonlyMap<string, string | null>;
}
