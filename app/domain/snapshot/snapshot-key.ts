import type { BillingMonth } from "../calendar/billing-month";

/** Whose bill, and of which month. */
export interface PeriodKey {
  readonly billingAccountId: string;
  readonly period: BillingMonth;
}

/** One delivery of a period. */
export interface SnapshotKey extends PeriodKey {
  readonly snapshotId: string;
}
