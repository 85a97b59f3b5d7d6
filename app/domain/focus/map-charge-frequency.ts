/**
 * SQL: ChargeFrequency. `Usage-Based` for usage. No row says whether a reservation is paid at once or monthly; each row is one payment, and FOCUS does
 * not allow `Usage-Based` for a purchase. TSV row `(derived) ChargeFrequency`.
 */
export function mapChargeFrequency(chargeCategory: string): string {
  return `if(${chargeCategory} = 'Usage', 'Usage-Based', 'One-Time')`;
}
