/**
 * What a rule of the mapping could not decide, as a closed list: these codes are in x_Problems, and what Azure wrote is in the x_ column beside.
 * Nothing is guessed: the FOCUS column is null, or what its rule demands where FOCUS allows no null.
 *
 * - `unknown-service`: ServiceName is the meter category, ServiceCategory is Other.
 * - `unknown-region`: a location that no table knows; `global` and `unassigned` are neither regions nor problems.
 * - `unknown-resource-type`: ResourceType is the type of the id, or the consumed service of a resource that has no such id.
 * - `unknown-unit`: PricingUnit is Azure's own text, with a pricing block size of 1. `unit-missing`: there is no unit, so there is no price either.
 * - `sku-missing`: no meter id. `sku-not-guid`: a meter id of another form.
 * - `price-missing`, `quantity-missing`: unreadable or absent; the costs stand.
 * - `price-quantity-mismatch`: price × quantity is not the cost; ContractedCost is what Azure billed.
 * - `quantity-out-of-range`, `list-cost-out-of-range`: more digits than the column holds.
 * - `effective-cost-not-amortized`: a commitment, whose price is on its purchase alone: EffectiveCost is 0.
 * - `list-price-unit-differs`: the price sheet counts this meter in another unit, and is not used.
 * - `list-price-tiered`: the price sheet has prices by the quantity of a month, which a charge does not know, and is not used.
 * - `price-sheet-unusable`: the account's price sheet of the month has no single price for the charge: rows that cannot be read or contradict each other, or
 *   offers and tiers between which the charge does not tell. It is not used.
 * - `contracted-price-differs`: the account's price sheet of the month has another contracted price than the charge was billed by, which stands.
 * - `charge-period-unknown`: no readable day; the charge period is the billing period.
 * - `cost-missing`: no readable cost; BilledCost is 0.
 * - `tags-unreadable`, `additional-info-unreadable`: parts of the text, or all of it, are not JSON.
 * - `tags-duplicate-key`: the last one stands.
 * - `unknown-charge-type`: ChargeCategory is Adjustment. `unknown-pricing-model`: PricingCategory follows the rest of the row.
 * - `charge-frequency-differs`: a frequency that FOCUS has no word for, or usage-based for a purchase, which FOCUS does not allow.
 * - `commitment-id-missing`: the row says that a commitment prices it, and names none.
 * - `cost-amortized`: the row is of an amortised report: its cost is EffectiveCost, and BilledCost is 0, since the purchase is billed.
 * - `contracted-cost-unknown`: no contracted price beside that of a commitment: ContractedCost is what was charged.
 * - `list-cost-unknown`: no list price, none that can be told, or one of nothing for something that was charged: ListCost is the contracted cost.
 * - `exchange-rate-missing`: prices in another currency and no rate: unit prices are null.
 * - `currency-invalid`: no ISO 4217 code.
 * - `commitment-overused`: more hours of the commitment were used on the day than were bought: they share its cost.
 */
export type FocusProblem =
  | "unknown-service"
  | "unknown-region"
  | "unknown-resource-type"
  | "unknown-unit"
  | "unit-missing"
  | "sku-missing"
  | "sku-not-guid"
  | "price-missing"
  | "quantity-missing"
  | "price-quantity-mismatch"
  | "quantity-out-of-range"
  | "list-cost-out-of-range"
  | "effective-cost-not-amortized"
  | "list-price-unit-differs"
  | "list-price-tiered"
  | "price-sheet-unusable"
  | "contracted-price-differs"
  | "charge-period-unknown"
  | "cost-missing"
  | "tags-unreadable"
  | "tags-duplicate-key"
  | "additional-info-unreadable"
  | "unknown-charge-type"
  | "unknown-pricing-model"
  | "charge-frequency-differs"
  | "commitment-id-missing"
  | "cost-amortized"
  | "contracted-cost-unknown"
  | "list-cost-unknown"
  | "exchange-rate-missing"
  | "currency-invalid"
  | "commitment-overused";
