import type { NumberStyle } from "../decimal/number-style";
import type { Problem } from "../problem";
import type { UsageDetail } from "./usage-detail";

/** A row as read from one record, before anything is derived. */
export interface UsageDetailReading {
  readonly detail: UsageDetail;
  /** How this file writes its numbers and dates; comma only under localised headers. */
  readonly numberStyle: NumberStyle;
  readonly problems: readonly Problem[];
  /** The columns that are none of ours, or second spellings of one, by their original names: for the count. The same array for every row. */
  readonly unknownHeaders: readonly string[];
}
