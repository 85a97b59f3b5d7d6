/**
 * What was paid for a commitment, or given back: a purchase, one of its monthly payments, a refund, a cancellation, or one side of an exchange, which is what
 * one order gives back and another one buys. Amounts and quantities are plain decimal text of at most 18 decimals.
 */
export interface CommitmentTransaction {
  /** `purchase` pays for `quantity` units from `from` to `until`; `return` gives `quantity` units back at `from`. */
  readonly kind: "purchase" | "return";
  /** Milliseconds since 1970. */
  readonly from: number;
  /** Exclusive. Null for a return, and for a purchase whose term is unknown. */
  readonly until: number | null;
  /** As it was billed: what is paid back is negative. */
  readonly amount: string;
  /** Units that may be used at once, such as instances; 0 for a payment that buys no more of them, such as the second part of a price. Never negative. */
  readonly quantity: string;
  /** ISO 4217. */
  readonly currency: string;
}
