/**
 * What an HTTP producer posts. Dates and costs are text, so that nothing between the producer and the table can round or shift them.
 * Optional fields say `| null`: under exactOptionalPropertyTypes Moose takes a bare `?` for required.
 */
export interface AzureBillingDetailRecord {
  readonly billing_account_id: string;
  readonly charge_id: string;
  readonly subscription_guid?: string | null;
  readonly meter_category?: string | null;
  readonly resource_group?: string | null;
  readonly instance_id?: string | null;
  readonly date: string;
  readonly extended_cost: string;
  readonly tags?: string | null;
}
