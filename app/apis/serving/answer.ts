/**
 * What every API answers. `Row` is a flat object with snake_case columns in a stable order; money and counts of 64 bits are strings of digits.
 * `Total` adds up all rows that the question matches, not those of one page: one entry for each currency, amounts as strings of digits.
 */
export interface Answer<Row, Total = never> {
  data: readonly Row[];
  /** The snapshots that the answer is based on. */
  snapshots: readonly AnswerSnapshot[];
  /** ISO 4217 code when all amounts are in one currency; null when there are none or several. Currencies are never added. */
  currency: string | null;
  totals: readonly Total[];
  /** `next` is the `page` parameter of the next page; null on the last page. */
  page: { next: string | null };
  /** What to know before using the numbers. */
  problems: readonly AnswerProblem[];
}

/** A published snapshot of one month of one billing account, or `live` for posted charges. */
export interface AnswerSnapshot {
  billing_account_id: string;
  /** First day of the month. */
  billing_period: string;
  snapshot_id: string;
  /** When its reading began, RFC 3339; null for `live`. */
  extracted_at: string | null;
  /** The last day on which it has usage; null without usage, and for `live`. */
  usage_through: string | null;
  /** When the period is read next, RFC 3339; null when nobody reads it by schedule. */
  next_read_at: string | null;
  /** A reading should have been published by now, and was not. */
  late: boolean;
}

export interface AnswerProblem {
  code: string;
  /** One sentence. */
  message: string;
  /** The affected charges, where known: one entry per currency. */
  amounts?: readonly ProblemAmount[];
  /** Of a filter that matches nothing: where it is, its value where that is a plain word, and the nearest values that there are. */
  parameter?: string;
  value?: string;
  nearest?: readonly string[];
}

export interface ProblemAmount {
  currency: string;
  charges: string;
  /** Null when the cost itself is missing, or when effective_cost is given instead. */
  billed_cost: string | null;
  /** Given when the problem concerns the effective cost. */
  effective_cost?: string | null;
}

/** For lists without pages: says that there may be more than the limit let through. */
export function limitedProblem(rows: readonly unknown[], limit: number): readonly AnswerProblem[] {
  return rows.length < limit ? [] : [{ code: "limited", message: "There may be more rows; totals cover all rows" }];
}

/** An answer with totals by currency: its own currency is that of the totals. `next` is the cursor of the next page, null when there is none. */
export function answerOf<Row, Total extends { readonly currency: string }>({
  data,
  snapshots,
  totals,
  next = null,
  problems,
}: {
  readonly data: readonly Row[];
  readonly snapshots: readonly AnswerSnapshot[];
  readonly totals: readonly Total[];
  readonly next?: string | null;
  readonly problems: readonly AnswerProblem[];
}): Answer<Row, Total> {
  return { data, snapshots, currency: singleCurrency(totals), totals, page: { next }, problems };
}

/** The currency of all amounts when they have one; null when there are none or several. */
export function singleCurrency(totals: readonly { readonly currency: string }[]): string | null {
  const [first] = totals;
  return first !== undefined && totals.every(({ currency }) => currency === first.currency) ? first.currency : null;
}
