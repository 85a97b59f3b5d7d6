import type { Problem } from "../problem";
import { toWireText } from "./to-wire-text";
import type { UsageDetailField } from "./usage-detail-field";

/** Names the values of a row that are not quite text. Nearly always there are none, so texts and nulls are passed over quickly. */
export function findOddValues(values: readonly unknown[], fields: ReadonlyMap<number, UsageDetailField>): readonly Problem[] {
  let problems: readonly Problem[] = none;
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value === "string" || value === null) continue;
    const { text, problem } = toWireText(value);
    const field = fields.get(index);
    if (problem === null || field === undefined) continue;
    // Tags that come as an object, not as the text of one, are read all the same: their text is what JSON would have sent.
    if (text !== null && (field === "tags" || field === "additional_info")) continue;
    problems = [...problems, { code: problem, field, detail: text ?? "" }];
  }
  return problems;
}

const none: readonly Problem[] = [];
