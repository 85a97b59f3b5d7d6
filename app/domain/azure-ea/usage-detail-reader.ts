import type { NumberStyle } from "../decimal/number-style";
import type { PageProof, SubjectKind, SubjectReading, UsageCell, UsageDetailReading } from "./usage-detail-reading";

/** A plan for rows with one list of columns. All its functions are total. */
export interface UsageDetailReader {
  /** How this file writes its numbers and dates; comma only under localised headers. */
  readonly numberStyle: NumberStyle;
  /** The columns that are none of ours, or second spellings of one, by their original names: for the count. */
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
