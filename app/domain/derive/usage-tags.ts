/** The tags of a row, and the four that the users' reports are made by; empty when the row has no such tag. */
export interface UsageTags {
  readonly entries: ReadonlyMap<string, string>;
  readonly app: string;
  readonly ppm_billing_item: string;
  /** From the tag `ppm_billing_owner`. */
  readonly ppm_id_owner: string;
  readonly ppm_io_cc: string;
}
