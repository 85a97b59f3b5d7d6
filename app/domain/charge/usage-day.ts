import type { BillingMonth } from "../calendar/billing-month";
import type { DayColumns } from "./charge";

/** The date columns of a charge. All from one calendar day, or null where the row has none. */
export interface UsageDay extends DayColumns {
  readonly billingMonth: BillingMonth | null;
  /** Localised headers and a text that may be another day. */
  readonly ambiguous: boolean;
  /** Whether day, month and year of the row say the same or nothing. */
  readonly agrees: boolean;
}
