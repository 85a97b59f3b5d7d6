import type { FocusColumnName } from "../focus-columns";

/**
 * What a broken rule does to a publication. Refused is what only a mistake of ours can break, such as a null where the mapping sets a value; warned
 * about is what a source can break, such as a price that does not explain its cost.
 */
export type FocusRuleSeverity = "refuse" | "warn";

/** Why a rule that the specification MUST have kept does not stop a publication when a charge breaks it. */
export type FocusWarningReason =
  /** The source did not say it, and nothing may be made up: a month is not held back for it. */
  | "source-leaves-it-out"
  /** The source's own numbers or names disagree, and each is stored as it was sent. */
  | "source-contradicts-itself";

interface Rule {
  /** `<column>-<what>`, stable: findings are stored under it. */
  readonly id: string;
  readonly column: FocusColumnName;
  readonly severity: FocusRuleSeverity;
  /** The keyword of the specification; MUST NOT and SHOULD NOT are of these. */
  readonly requirement: "MUST" | "SHOULD";
  /** Of what MUST hold and is only warned about. */
  readonly warnsBecause?: FocusWarningReason;
  /** What holds of good data. */
  readonly description: string;
}

/** A column exists and has its type and nullability. What the type alone enforces has no other rule. */
export interface FocusTypeRule extends Rule {
  readonly kind: "type";
  /** As ClickHouse writes it, without LowCardinality. */
  readonly type: string;
}

/** Something holds of every row. */
export interface FocusRowRule extends Rule {
  readonly kind: "row";
  /** An SQL condition over the columns of FocusCostAndUsage that is true of a row that breaks the rule; null counts as false. */
  readonly fails: string;
  /** What a sample shows. */
  readonly shows: readonly FocusColumnName[];
}

/** The column has one value for each value of others, over the rows of a snapshot in which none of them is null. */
export interface FocusSetRule extends Rule {
  readonly kind: "set";
  readonly per: readonly [FocusColumnName, ...FocusColumnName[]];
}

/**
 * One executable check of FOCUS 1.4 (https://focus.finops.org/focus-specification/v1-4/). A fault breaks one rule: a rule does not look at rows
 * that another already names.
 */
export type FocusRule = FocusTypeRule | FocusRowRule | FocusSetRule;

/** A rule that rows of a snapshot break. */
export interface FocusRuleFinding {
  readonly rule: FocusRule;
  /** Rows that break it; of a rule over sets, values too many; of a rule on a type, 1. */
  readonly failures: number;
  /** The first of them: what the rule looks at, and where the row is. Values are text. */
  readonly samples: readonly Readonly<Record<string, string | null>>[];
}

/** SQL: the charge corrects a closed billing period; FOCUS asks less of such charges. Never null. */
export const isCorrection = "(ifNull(ChargeClass, '') = 'Correction')";

/** SQL: the keys of a JSON text and their values as JSON, empty when it is not an object. Said in one way everywhere, so that the engine parses a text once. */
export function keyValues(column: string): string {
  return `JSONExtractKeysAndValuesRaw(ifNull(${column}, ''))`;
}
