/**
 * Why the terms of a commitment are not known though a bill has columns for them.
 *
 * - `terms-differ`: lines of one bill have different begins or ends, or one that is not a time. The field is then null.
 */
export type StatedTermProblem = "terms-differ";

/**
 * Why the use of a commitment is not known.
 *
 * - `use-unknown`: charges of it do not say whether they are use or waste, such as fees beside usage that is credited: used_cost has all of it.
 */
export type StatedUseProblem = "use-unknown";

/** What the lines of a bill say of a commitment's terms. Null: they do not say it. */
export interface StatedTerm {
  /** Milliseconds since 1970; the end is exclusive. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
  readonly months: number | null;
  /** Units that may be used at once, or the money of an hour. Plain decimal text. */
  readonly quantity: string | null;
  /** Of the quantity, such as `Hrs` or `USD`; empty without one. */
  readonly unit: string;
  /** Which part of the price is paid at the beginning, from 0 to 1. Plain decimal text. */
  readonly upfrontShare: string | null;
  readonly problems: readonly StatedTermProblem[];
}

/** The lines of one bill that pay for a commitment. */
export interface CommitmentLines {
  /** The different texts of a column of `statedColumns` in them, without the empty one. */
  readonly texts: (column: string) => readonly string[];
  /** The different quantities of recurring fees, and over how many hours each is. */
  readonly fees: readonly { readonly quantity: string; readonly hours: number }[];
  /** Sums of the parts of the bill that were paid at the beginning and that are paid as time goes. */
  readonly upfront: string;
  readonly recurring: string;
  readonly isSpend: boolean;
  /** Of the quantities. */
  readonly unit: string;
}
