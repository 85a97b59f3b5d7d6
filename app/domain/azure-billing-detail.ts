/**
 * One Azure usage row after cleaning. Money is a string of digits from the socket to the Decimal column: no float touches it.
 * A value that could not be read is null, with its reason in `problems`; it is never a default.
 */
export interface AzureBillingDetail {
  readonly billing_account_id: string;
  readonly subscription_guid: string;
  readonly meter_category: string;
  readonly resource_group: string;
  readonly instance_id: string;
  /** The calendar day of use, `YYYY-MM-DD`; no time zone ever shifts it. */
  readonly date: string | null;
  /** The first day of the usage month, `YYYY-MM-DD`. */
  readonly month_date: string | null;
  /** Billing currency units, at most 20 digits before and 18 after the point. */
  readonly extended_cost: string | null;
  /** The tags exactly as Azure sent them. */
  readonly tags: string;
  readonly problems: readonly string[];
  /** What a retried delivery repeats: rows with the same id count once. */
  readonly charge_id: string;
}
