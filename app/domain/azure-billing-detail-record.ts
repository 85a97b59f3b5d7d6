/** What an HTTP producer posts. Dates and costs are text, so that nothing between the producer and the table can round or shift them. */
export interface AzureBillingDetailRecord {
  readonly billing_account_id: string;
  readonly charge_id: string;
  readonly subscription_guid?: string;
  readonly meter_category?: string;
  readonly resource_group?: string;
  readonly instance_id?: string;
  readonly date: string;
  readonly extended_cost: string;
  readonly tags?: string;
}
