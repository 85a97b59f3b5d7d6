/**
 * What readers of a published snapshot must know of it, as a closed list.
 *
 * - `late-rows`: charges of an earlier month, billed in this one. They count in this period and on their own day.
 * - `cost-missing`: charges without a readable cost, which count as 0.
 * - `charges-elsewhere`: the source bills them for the month and gives them at another address: they are not in the snapshot.
 * - `control-total-near`: an open month, whose rows and whose control total differ a little; `cost` is the difference.
 * - `control-total-unmatched`: rows and control total differ or cannot be compared, and an operator accepted it; `cost` is the difference.
 * - `pages-repeated`: pages whose rows are those of an earlier page, which an operator accepted as real.
 * - `shrunk`: far fewer rows than the snapshot before, which an operator accepted; `rows` are those that are less.
 * - `days-missing`: days of the snapshot before have no charges any more, which an operator accepted.
 */
export type SnapshotFindingCode =
  | "late-rows"
  | "cost-missing"
  | "charges-elsewhere"
  | "control-total-near"
  | "control-total-unmatched"
  | "pages-repeated"
  | "shrunk"
  | "days-missing";

export interface SnapshotFinding {
  readonly code: SnapshotFindingCode;
  /** Charges concerned; 0 where it is not about charges of the snapshot. */
  readonly rows: number;
  /** The amount concerned, digits in the currency of the snapshot; empty where it is not about an amount. */
  readonly cost: string;
  readonly detail: string;
}
