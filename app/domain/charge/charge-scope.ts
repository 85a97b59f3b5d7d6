import type { BillingMonth } from "../calendar/billing-month";
import type { OccurrenceCounter } from "./occurrence-counter";

/** What a delivery says about all of its rows. */
export interface ChargeScope extends RowScope {
  /** A new counter for each batch; a whole snapshot may share one. */
  readonly occurrences: OccurrenceCounter;
}

/** The same where rows are told apart by their place in the delivery and not by counting equal ones. */
export interface RowScope {
  readonly billingAccountId: string;
  readonly currency: string;
  readonly snapshotId: string;
  /** The period that the rows should lie in; null when the delivery does not say. */
  readonly billingMonth: BillingMonth | null;
}
