import { parseJsonObjectText } from "../json-text/parse-json-object-text";
import { memoize } from "../memoize";
import type { LineItem, LineItemColumn } from "./line-item-columns";

/**
 * What a line says of its product: in a column of its own, or in CUR 2.0 in the map `product`, whose keys are the names of the legacy report in snake case.
 * https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-product.html
 */
export function productOf(item: LineItem, column: Extract<LineItemColumn, `product_${string}`>): string {
  const own = item(column);
  if (own !== "") return own;
  const map = item("product");
  return map === "" ? "" : (entriesOf(map).get(column.slice("product_".length)) ?? "");
}

const entriesOf = memoize(2000, (map) => parseJsonObjectText(map).entries);
