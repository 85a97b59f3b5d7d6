/** What one kind of decimal column holds. */
export interface DecimalLimits {
  readonly integerDigits: number;
  readonly fractionDigits: number;
}

/**
 * The scales of the project, chosen once; the table columns must agree with them.
 * Azure sends up to 20 digits and exponents: costs are Decimal(38,18) as FOCUS tools expect, quantities and rates Decimal(38,20), so that
 * the noise of Azure's doubles (`0.00052900000000000002`) still fits.
 */
export const decimalLimits = {
  cost: { integerDigits: 20, fractionDigits: 18 },
  quantity: { integerDigits: 18, fractionDigits: 20 },
  rate: { integerDigits: 18, fractionDigits: 20 },
} as const satisfies Record<string, DecimalLimits>;
