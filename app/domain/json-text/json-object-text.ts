import type { JsonTextProblem } from "./json-text-problem";

/** The top level of a JSON object text. */
export interface JsonObjectText {
  /** In the order of the text, a repeated key in the place of its last value. Values that are no text keep their source, so `2` is "2" and `{"a":1}` is itself; `null` is "". */
  readonly entries: ReadonlyMap<string, string>;
  /** Keys whose value is no text. */
  readonly nonTextKeys: readonly string[];
  /** Each code at most once, with its first place or key. */
  readonly problems: readonly JsonTextProblem[];
}
