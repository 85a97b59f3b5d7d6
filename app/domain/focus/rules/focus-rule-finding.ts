import type { FocusRule } from "./focus-rule";

/** A rule that rows of a snapshot break. */
export interface FocusRuleFinding {
  readonly rule: FocusRule;
  /** Rows that break it; of a rule over sets, values too many; of a rule on a type, 1. */
  readonly failures: number;
  /** The first of them: what the rule looks at, and where the row is. Values are text. */
  readonly samples: readonly Readonly<Record<string, string | null>>[];
}
