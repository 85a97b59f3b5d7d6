/**
 * The columns of FocusCostAndUsage that mean the whole charge, with their scale: where a charge is split into parts, each part has its share of them, and the parts
 * add up to the charge. All others (dimensions, unit prices, rates) are the same in every part. FOCUS 1.4, data generator-calculated split cost allocation handling.
 */
export const summableColumns = {
  BilledCost: 18,
  CommitmentDiscountQuantity: 18,
  ConsumedQuantity: 18,
  ContractedCost: 18,
  EffectiveCost: 18,
  ListCost: 18,
  PricingCurrencyEffectiveCost: 18,
  PricingQuantity: 18,
  x_ConsumedQuantity: 20,
  x_ExtendedCost: 18,
  x_ExtendedCostTax: 18,
} as const;
