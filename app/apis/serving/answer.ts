/**
 * What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
 * `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
 */
export interface Answer<Row, Total = never> {
  data: readonly Row[];
  /** Which reading of which month the answer speaks for. */
  snapshots: readonly AnswerSnapshot[];
  /** ISO 4217 when all amounts are in one; null when there are none, or when each row and total says its own. Never mixed in silence. */
  currency: string | null;
  totals: readonly Total[];
  /** `next` is the `page` parameter of the next page; null: this is the last one. */
  page: { next: string | null };
  /** What somebody should know before trusting the numbers. */
  problems: readonly AnswerProblem[];
}

/** A published reading of one month of one billing account, or `live`: charges posted for a month that has none. */
export interface AnswerSnapshot {
  billing_account_id: string;
  /** First day of the month. */
  billing_period: string;
  snapshot_id: string;
  /** When its reading began, RFC 3339; null for `live`. */
  extracted_at: string | null;
}

export interface AnswerProblem {
  code: string;
  /** One sentence for the person who asked. */
  message: string;
  /** The charges that it is about, where they are known: one entry for each currency. */
  amounts?: readonly ProblemAmount[];
}

export interface ProblemAmount {
  currency: string;
  charges: string;
  /** Null when it is what is missing, and when the effective cost is named instead. */
  billed_cost: string | null;
  /** Where the problem is about the effective cost of the charges. */
  effective_cost?: string | null;
}

/** For lists without pages: says that there may be more than the limit let through. */
export function limitedProblem(rows: readonly unknown[], limit: number): readonly AnswerProblem[] {
  return rows.length < limit ? [] : [{ code: "limited", message: "There may be more rows; totals cover all rows" }];
}

/** The envelope's currency: that of all totals when it is one. */
export function singleCurrency(totals: readonly { readonly currency: string }[]): string | null {
  const [first] = totals;
  return first !== undefined && totals.every(({ currency }) => currency === first.currency) ? first.currency : null;
}
