/** SQL: ChargeDescription: the product, else what the meter is called, else the order. TSV row `product`: "verbatim; if empty build meterCategory - meterSubCategory - meterName". */
export function mapChargeDescription(product: string, meter: readonly string[], order: string): string {
  const parts = `arrayStringConcat(arrayFilter(part -> part != '', [${meter.map((part) => `toString(${part})`).join(", ")}]), ' - ')`;
  return `nullIf(multiIf(${product} != '', ${product}, ${meter.map((part) => `notEmpty(${part})`).join(" OR ")}, ${parts}, ${order}), '')`;
}
