/** SQL: ContractedUnitPrice. TSV row `resourceRate`: "= resourceRate (price per PricingUnit)", without its sign, which the quantity has. */
export function mapContractedUnitPrice(skuPriceId: string, resourceRate: string): string {
  return `if(${skuPriceId} IS NULL, NULL, CAST(round(abs(${resourceRate}), 18) AS Nullable(Decimal(38, 18))))`;
}
