import type { CostField } from "../../domain/cost/cost-dimension";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { costColumn } from "./cost-column";

/** How a filter compares. */
export const costFilterOps = ["in", "not_in", "starts_with", "contains"] as const;

/** Keeps rows whose field is (or is not) one of the values, begins with one of them, or, in whatever case, has one of them in it. */
export interface CostFilter {
  readonly field: CostField;
  readonly op: (typeof costFilterOps)[number];
  readonly values: readonly string[];
}

/** The condition on a row of what costColumn names. */
export function costFilterSql({ field, op, values }: CostFilter): SqlText {
  const column = costColumn(field);
  const list = Bound.texts(values);
  switch (op) {
    case "in":
      return SqlText.of`${column} IN ${list}`;
    case "not_in":
      return SqlText.of`${column} NOT IN ${list}`;
    case "starts_with":
      return SqlText.of`arrayExists(one -> startsWith(${column}, one), ${list})`;
    case "contains":
      return SqlText.of`arrayExists(one -> positionCaseInsensitiveUTF8(${column}, one) > 0, ${list})`;
  }
}
