import { sqlLiterals } from "../../sql-literal";
import type { DatasetColumn } from "../dataset-column";
import type { DatasetRule } from "./dataset-rule";

/** The rules that follow from what a column is: its type, that it is never null, and the values that it may have. Their ids begin with the dataset. */
export function datasetColumnRules(dataset: string, columns: readonly DatasetColumn[]): readonly DatasetRule[] {
  const id = (column: DatasetColumn, what: string): string => `${dataset}.${column.name}-${what}`;
  return columns.flatMap((column): readonly DatasetRule[] => [
    {
      id: id(column, "type"),
      column: column.name,
      types: types[column.kind].flatMap((type) =>
        column.nullable ? [type, `Nullable(${type})`, "LowCardinality(Nullable(String))"] : [type],
      ),
    },
    ...(column.nullable ? [] : [{ id: id(column, "not-null"), column: column.name, fails: isMissingSql(column) }]),
    ...(column.allowedValues.length === 0
      ? []
      : [{ id: id(column, "allowed"), column: column.name, fails: `${column.name} NOT IN ${sqlLiterals(column.allowedValues)}` }]),
  ]);
}

const types: Readonly<Record<DatasetColumn["kind"], readonly string[]>> = {
  text: ["String", "LowCardinality(String)"],
  decimal: ["Decimal(38, 18)"],
  "date-time": ["DateTime", "DateTime('UTC')", "DateTime64(3)", "DateTime64(3, 'UTC')"],
};

/** SQL: that a value is null, or says nothing in a column that has no null. */
function isMissingSql({ name, kind }: DatasetColumn): string {
  switch (kind) {
    case "text":
      return `ifNull(trimBoth(${name}), '') = ''`;
    case "decimal":
      return `${name} IS NULL`;
    case "date-time":
      return `toUnixTimestamp(${name}) = 0`;
  }
}
