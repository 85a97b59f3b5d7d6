/** What was changed in a row of a file, or is not as FOCUS wants it. Codes in x_Problems; what the file said is in x_SourceColumns. */
export type FocusImportProblem =
  /** Microsoft's quantity and costs were too small by the block size, and are put right. */
  | "block-size-repaired"
  /** The row has a block size and costs that do not fit it, but nothing in the row proves how: left as it is. */
  | "block-size-suspected"
  /** More decimals than the column holds: rounded half-even. */
  | "number-rounded"
  | "json-unreadable"
  | "value-not-allowed"
  /** The file has the column and no value where FOCUS wants one. */
  | "value-assumed";
