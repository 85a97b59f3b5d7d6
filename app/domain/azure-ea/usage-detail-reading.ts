import type { DateOrder } from "../calendar/prove-date-order";
import type { Separators } from "../decimal/separators";
import type { Problem } from "../problem";
import type { OtherColumn, RowDetail, SubjectDetail } from "./usage-detail";
import type { UsageDetailReader } from "./usage-detail-reader";

/** One value of a row: text, absent (null), or a column that the row does not have (undefined). */
export type UsageCell = string | null | undefined;

/** What the rows of one page or file prove about how it writes numbers and dates. */
export interface PageProof {
  readonly separators: Separators;
  readonly dateOrder: DateOrder;
}

/** What rows share that agree in all their subject columns, as far as somebody compared them before. */
export interface SubjectKind {
  /** A place for what follows from those columns. It is of one enrichment: another one finds the other's there, and replaces it. */
  remembered: unknown;
}

/** A row as read from one record, before anything is derived. Its subject is read only when it is not remembered. */
export interface UsageDetailReading {
  readonly reader: UsageDetailReader;
  /** The values of the row in the order of the reader's columns. */
  readonly cells: readonly UsageCell[];
  /** Null when the caller did not compare the columns. */
  readonly kind: SubjectKind | null;
  readonly row: RowDetail;
  readonly proof: PageProof;
  /** Columns without a field whose values differ from row to row, such as costs in other currencies. */
  readonly others: readonly OtherColumn[];
  readonly problems: readonly Problem[];
}

/** What a row says of its subject, before anything is derived. */
export interface SubjectReading {
  readonly detail: SubjectDetail;
  readonly others: readonly OtherColumn[];
  readonly problems: readonly Problem[];
}
