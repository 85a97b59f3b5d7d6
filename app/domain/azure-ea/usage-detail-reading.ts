import type { DateOrder } from "../calendar/prove-date-order";
import type { NumberStyle, Separators } from "../decimal/separators";
import type { Problem } from "../problem-code";
import type { OtherColumn, RowDetail, SubjectDetail } from "./usage-fields";

/** One value of a row: text, absent (null), or a column that the row does not have (undefined). */
export type UsageCell = string | null | undefined;

/** What the rows of one page or file prove about how it writes numbers and dates. */
export interface PageProof {
  readonly separators: Separators;
  readonly dateOrder: DateOrder;
}

/** What rows with equal subject columns share, as far as the caller compared them. */
interface SubjectKind {
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

/** The subject of a row, before anything is derived. */
export interface SubjectReading {
  readonly detail: SubjectDetail;
  readonly others: readonly OtherColumn[];
  readonly problems: readonly Problem[];
}

/** A plan for rows with one list of columns. All its functions are total. */
export interface UsageDetailReader {
  /** How this file writes its numbers and dates; comma only under localised headers. */
  readonly numberStyle: NumberStyle;
  /** Columns that are unknown, or repeat a known one in another spelling, by their original names. They are counted. */
  readonly unknownHeaders: readonly string[];
  /** The columns that rows of one subject have in common, the likeliest difference first. */
  readonly subjectColumns: readonly number[];
  /** Reads the values of a row in the order of the planned columns: a CSV line, or `Object.values` of a record. A missing value is null. */
  readonly readValues: (values: readonly unknown[], proof?: PageProof, kind?: SubjectKind | null) => UsageDetailReading;
  /** What a page or file proves about its numbers and dates: for `readValues`, which else asks the row alone. */
  readonly proofOf: (rows: readonly (readonly unknown[])[]) => PageProof;
  /** Reads a record by the names of the planned columns, in whatever order. */
  readonly read: (record: Readonly<Record<string, unknown>>) => UsageDetailReading;
  /** What remembered subjects are looked for by: the instance id, or the meter of a row without one. */
  readonly subjectKey: (cells: readonly UsageCell[]) => string;
  /** Reads what the subject columns say. Its texts are those of the cells. */
  readonly readSubject: (cells: readonly UsageCell[]) => SubjectReading;
}
