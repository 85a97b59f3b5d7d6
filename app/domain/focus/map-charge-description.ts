/** SQL: ChargeDescription: the product, else what the meter is called. TSV row `product`: "verbatim; if empty build meterCategory - meterSubCategory - meterName". */
export function mapChargeDescription(product: string, meter: readonly string[]): string {
  return `nullIf(if(${product} != '', ${product}, arrayStringConcat(arrayFilter(part -> part != '', [${meter.map((part) => `toString(${part})`).join(", ")}]), ' - ')), '')`;
}
