/** What a charge is, which decides what its row leaves empty. */
export type ChargeKind = "usage" | "aks" | "reserved" | "reservation-purchase" | "refund" | "support" | "marketplace";

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
}
