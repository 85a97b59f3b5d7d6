/** A column of a FOCUS 1.4 dataset beside Cost and Usage. */
export interface DatasetColumn {
  readonly name: string;
  readonly kind: "text" | "decimal" | "date-time";
  readonly nullable: boolean;
  /** Empty: no closed list. */
  readonly allowedValues: readonly string[];
}

/** A column of texts that has no null; of some values only, where any are named. */
export function textColumn(name: string, ...allowedValues: readonly string[]): DatasetColumn {
  return { name, kind: "text", nullable: false, allowedValues };
}

/** A column of instants that has no null. */
export function dateTimeColumn(name: string): DatasetColumn {
  return { name, kind: "date-time", nullable: false, allowedValues: [] };
}

/** A column of decimals that may be null. */
export function decimalColumn(name: string): DatasetColumn {
  return { name, kind: "decimal", nullable: true, allowedValues: [] };
}

/** The same column, where it may be null. */
export function nullableColumn(column: DatasetColumn): DatasetColumn {
  return { ...column, nullable: true };
}
