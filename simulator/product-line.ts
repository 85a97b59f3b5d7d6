/** What a charge is, which decides what its row leaves empty. */
export type ChargeKind = "usage" | "aks" | "reserved" | "reservation-purchase" | "refund" | "support" | "marketplace";

export type Commitment = "" | "reservation" | "savings-plan";

/** What only the Cost Management schema says of a charge, in its own words, and what FOCUS has to make of it. Empty: the column has no value. */
export interface ModernTerms {
  readonly chargeType: string;
  readonly frequency: string;
  readonly pricingModel: string;
  readonly publisherType: string;
  readonly publisher: string;
  readonly plan: string;
  readonly commitment: Commitment;
  /** Months. */
  readonly term: string;
  /** payGPrice: digits. */
  readonly listPrice: string;
  readonly focus: { readonly chargeCategory: string; readonly pricingCategory: string; readonly commitmentDiscountStatus: string };
  /** Whether the cost of its rows is on the bill, and whether it is the effective cost of the month: at least one of the two. */
  readonly isBilled: boolean;
  readonly isEffective: boolean;
}

/** A thing that can be bought. `rate` and the quantities are decimal digits; `quantity` is the largest of a day. */
export interface ProductLine {
  readonly kind: ChargeKind;
  readonly product: string;
  readonly category: string;
  readonly subCategory: string;
  readonly meter: string;
  readonly unit: string;
  readonly service: string;
  /** Provider and type of the resource id (`Microsoft.Compute/virtualMachines`), empty when the charge has no resource. */
  readonly resourceType: string;
  readonly size: string;
  readonly image: string;
  readonly rate: string;
  readonly quantity: string;
  /** Null on the price list of the legacy schema. */
  readonly modern: ModernTerms | null;
}
