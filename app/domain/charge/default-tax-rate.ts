/**
 * The tax rate where no other is configured, as decimal text: Azure China bills in CNY and adds 6 % VAT; elsewhere EA costs carry no tax.
 * Source: AZURE-EA rules for extended_cost_tax.
 */
export function defaultTaxRate(currency: string): string {
  return currency === "CNY" ? "0.06" : "0";
}
