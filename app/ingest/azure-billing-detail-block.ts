/** Records on their way from the endpoint's stream to the function that stores them. */
export interface AzureBillingDetailBlock {
  /** A JSON array of `AzureBillingDetailRecord`, deflated, as base64. */
  records: string;
}
