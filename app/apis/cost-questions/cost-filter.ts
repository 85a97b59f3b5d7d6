import { accountKeys } from "../../domain/access/is-account-id";
import type { CostField } from "../../domain/cost/cost-dimension";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { costColumn } from "./cost-column";

/** How a filter compares. */
export const costFilterOps = ["in", "not_in", "starts_with", "contains", "absent", "present"] as const;

/**
 * Keeps rows whose field is (or is not) one of the values, begins with one of them, or contains one of them, ignoring case; or, without values, rows
 * that do not have the tag or say nothing of the dimension, or that do. A tag whose value is empty is present.
 */
export interface CostFilter {
  readonly field: CostField;
  readonly op: (typeof costFilterOps)[number];
  readonly values: readonly string[];
  /** Where the caller said it, for those whose values are looked for when they match nothing (read-filter-problems.ts). */
  readonly parameter?: string;
}

/** The condition on a row of what costColumn names. Letters with accents compare in their composed form (NFC). */
export function costFilterSql(filter: CostFilter): SqlText {
  return columnFilterSql(filter, costColumn(filter.field));
}

/** The same on a column that has the value of the field already. */
export function columnFilterSql({ field, op, values }: CostFilter, column: SqlText): SqlText {
  const isNone = field.kind === "tag" ? SqlText.of`isNull(${column})` : SqlText.of`${column} = ''`;
  switch (op) {
    case "in":
      return isOneOf(field, values, column);
    case "not_in":
      return SqlText.of`NOT ifNull(${isOneOf(field, values, column)}, 0)`;
    case "starts_with": {
      const { text, list } = compared(field, values, column);
      return SqlText.of`arrayExists(one -> startsWith(${text}, one), ${list})`;
    }
    case "contains": {
      const { text, list } = compared(field, values, column);
      return SqlText.of`arrayExists(one -> positionCaseInsensitiveUTF8(${text}, one) > 0, ${list})`;
    }
    case "absent":
      return isNone;
    case "present":
      return SqlText.of`NOT ${isNone}`;
  }
}

function isOneOf(field: CostField, values: readonly string[], column: SqlText): SqlText {
  const { text, list, isBare } = compared(field, values, column);
  return isBare ? SqlText.of`${text} IN ${list}` : SqlText.of`has(${list}, ${text})`;
}

/**
 * The text of a row and the values in the form in which they compare. A column as it is stored can be looked up by the order of its table, so it is left as
 * it is where the values do not need more.
 */
function compared(
  field: CostField,
  values: readonly string[],
  column: SqlText,
): { readonly text: SqlText; readonly list: SqlText; readonly isBare: boolean } {
  const name = field.kind === "tag" ? "" : field.name;
  if (name === "owner") return folded(column, values, (text) => SqlText.of`normalizeUTF8NFC(upperUTF8(normalizeUTF8NFC(${text})))`);
  // Keys of Azure's ids are in lower case; other providers' ids are as they are.
  const isKey = name === "resource_group" || name === "subscription" || name === "resource";
  const known = isKey
    ? values.flatMap((value) => [value, withoutSlashes(value).toLowerCase()])
    : name === "billing_account"
      ? values.flatMap(accountKeys)
      : values;
  const isAscii = values.every((value) => /^[\x00-\x7f]*$/.test(value));
  if (isAscii) return { text: column, list: SqlText.of`${Bound.texts([...new Set(known)])}`, isBare: true };
  return folded(column, known, (text) =>
    name === "resource_group" ? SqlText.of`normalizeUTF8NFC(lowerUTF8(${text}))` : SqlText.of`normalizeUTF8NFC(${text})`,
  );
}

function folded(column: SqlText, values: readonly string[], fold: (text: SqlText) => SqlText): ReturnType<typeof compared> {
  const list = SqlText.of`arrayMap(value -> ${fold(SqlText.of`value`)}, ${Bound.texts(values)})`;
  return { text: fold(column), list, isBare: false };
}

const withoutSlashes = (id: string): string => id.replace(/\/+$/, "");
