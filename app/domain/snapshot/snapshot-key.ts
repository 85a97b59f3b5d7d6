import type { BillingPeriod } from "../calendar/billing-period";

/** Billing account and period. */
export interface PeriodKey {
  readonly billingAccountId: string;
  readonly period: BillingPeriod;
}

/** One delivery of a period. */
export interface SnapshotKey extends PeriodKey {
  readonly snapshotId: string;
}
