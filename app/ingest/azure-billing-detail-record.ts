/** Decimal digits as text. A JSON number is rejected with 400: it would be read as a double, which loses digits. */
type Digits = string | null;

/**
 * What an HTTP producer posts: an Azure usage row in any of its spellings (domain/azure-ea/usage-fields.ts), and what the row itself
 * does not say. The spellings of money and quantity are declared only so that Moose refuses JSON numbers in them.
 * Optional fields say `| null`: under exactOptionalPropertyTypes Moose takes a bare `?` for required.
 */
export interface AzureBillingDetailRecord {
  enrollment: string;
  /** ISO 4217 code of the costs. Required: usage rows do not contain it. */
  currency: string;
  /** Number of this row among identical rows that all count: "2" for the second. Without it identical rows are one row delivered twice. */
  occurrence?: string | null;
  extendedCost?: Digits;
  ExtendedCost?: Digits;
  extended_cost?: Digits;
  "Extended Cost"?: Digits;
  cost?: Digits;
  Cost?: Digits;
  costInBillingCurrency?: Digits;
  CostInBillingCurrency?: Digits;
  pretaxCost?: Digits;
  PreTaxCost?: Digits;
  consumedQuantity?: Digits;
  ConsumedQuantity?: Digits;
  consumed_quantity?: Digits;
  "Consumed Quantity"?: Digits;
  usageQuantity?: Digits;
  UsageQuantity?: Digits;
  quantity?: Digits;
  Quantity?: Digits;
  resourceRate?: Digits;
  ResourceRate?: Digits;
  resource_rate?: Digits;
  "Resource Rate"?: Digits;
  effectivePrice?: Digits;
  EffectivePrice?: Digits;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  [field: string]: any;
}
