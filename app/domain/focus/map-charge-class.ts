/**
 * SQL: ChargeClass. `Correction` only for a row that the bill of one month has of an earlier one, since that month has been invoiced; a negative cost
 * alone is none. TSV row `(derived) ChargeClass`.
 */
export function mapChargeClass(date: string, billingPeriod: string): string {
  return `if(ifNull(${date} < ${billingPeriod}, false), 'Correction', NULL)`;
}
