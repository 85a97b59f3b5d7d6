/** What holds of a view that is a FOCUS 1.4 dataset beside Cost and Usage. */
export type DatasetRule =
  /** The column is there, of one of these types. */
  | { readonly id: string; readonly column: string; readonly types: readonly string[] }
  /** An SQL condition that is true of a row that breaks the rule; null counts as false. */
  | { readonly id: string; readonly column: string; readonly fails: string };
