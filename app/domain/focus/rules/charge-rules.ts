import type { FocusColumnName } from "../focus-columns";
import { focusServiceTaxonomy } from "../focus-service-taxonomy";
import type { FocusRowRule, FocusRuleSeverity } from "./focus-rule";
import { isCorrection } from "./is-correction";
import { keyValues } from "./key-values";
import { quote, quoteAll } from "./quote";

/** https://focus.finops.org/focus-specification/v1-4/#skupricedetails */
const skuPriceProperties: readonly string[] = [
  "CoreCount",
  "DiskMaxIops",
  "DiskSpace",
  "DiskType",
  "GpuCount",
  "InstanceSeries",
  "InstanceType",
  "MemorySize",
  "NetworkMaxIops",
  "NetworkMaxThroughput",
  "OperatingSystem",
  "Redundancy",
  "StorageClass",
];

/** What must hold between the columns of one charge: prices, costs, periods, commitments and services. */
export const chargeRules: readonly FocusRowRule[] = [
  ...(["Contracted", "List"] as const).flatMap((price) => [
    must(
      `${price}Cost-product`,
      "warn",
      `${price}Cost is ${price}UnitPrice times PricingQuantity, but for rounding; a correction may differ`,
      `NOT ${isCorrection} AND ${differsFromProduct(`${price}Cost`, `${price}UnitPrice`)}`,
      [`${price}Cost`, `${price}UnitPrice`, "PricingQuantity", "PricingUnit"],
    ),
    must(
      `${price}Cost-credit`,
      "warn",
      `${price}Cost is BilledCost when ChargeCategory is Credit and there is no ${price}UnitPrice`,
      `ChargeCategory = 'Credit' AND ${price}UnitPrice IS NULL AND ${price}Cost != BilledCost`,
      [`${price}Cost`, "BilledCost"],
    ),
    must(
      `PricingCurrency${price}UnitPrice-same`,
      "warn",
      `PricingCurrency${price}UnitPrice is ${price}UnitPrice when the pricing currency is the billing currency`,
      `PricingCurrency = BillingCurrency AND PricingCurrency${price}UnitPrice != ${price}UnitPrice`,
      [`PricingCurrency${price}UnitPrice`, `${price}UnitPrice`],
    ),
  ]),
  must(
    "PricingCurrencyEffectiveCost-same",
    "warn",
    "PricingCurrencyEffectiveCost is EffectiveCost when the pricing currency is the billing currency",
    "PricingCurrency = BillingCurrency AND PricingCurrencyEffectiveCost != EffectiveCost",
    ["PricingCurrencyEffectiveCost", "EffectiveCost"],
  ),
  must(
    "EffectiveCost-uncovered",
    "warn",
    "EffectiveCost is BilledCost for usage that no commitment covers",
    "ChargeCategory = 'Usage' AND CommitmentDiscountId IS NULL AND EffectiveCost != BilledCost",
    ["EffectiveCost", "BilledCost"],
  ),
  must(
    "EffectiveCost-credit",
    "warn",
    "EffectiveCost is BilledCost when ChargeCategory is Credit",
    "ChargeCategory = 'Credit' AND EffectiveCost != BilledCost",
    ["EffectiveCost", "BilledCost"],
  ),
  must(
    "EffectiveCost-purchase",
    "warn",
    "EffectiveCost is 0 when a commitment is purchased: the usage that it covers carries it",
    "ChargeCategory = 'Purchase' AND CommitmentDiscountId IS NOT NULL AND EffectiveCost != 0",
    ["EffectiveCost", "CommitmentDiscountId"],
  ),
  should(
    "BilledCost-covered",
    "BilledCost is 0 for usage that a commitment covers",
    "ChargeCategory = 'Usage' AND CommitmentDiscountId IS NOT NULL AND BilledCost != 0",
    ["BilledCost", "CommitmentDiscountId"],
  ),
  must(
    "PricingCategory-committed",
    "refuse",
    "PricingCategory is Committed for usage with a CommitmentDiscountId",
    "ChargeCategory = 'Usage' AND CommitmentDiscountId IS NOT NULL AND PricingCategory != 'Committed'",
    ["PricingCategory", "CommitmentDiscountId"],
  ),
  must(
    "CommitmentDiscountId-committed",
    "refuse",
    "CommitmentDiscountId is not null when PricingCategory is Committed",
    "CommitmentDiscountId IS NULL AND PricingCategory = 'Committed'",
    ["CommitmentDiscountId", "PricingCategory"],
  ),
  must(
    "CommitmentDiscountStatus-unused",
    "refuse",
    "CommitmentDiscountStatus is Unused for usage only",
    "CommitmentDiscountStatus = 'Unused' AND ChargeCategory != 'Usage'",
    ["CommitmentDiscountStatus", "ChargeCategory"],
  ),
  must(
    "ResourceId-commitment",
    "warn",
    "ResourceId is the CommitmentDiscountId when a commitment is purchased or not used",
    `CommitmentDiscountId IS NOT NULL AND (ChargeCategory = 'Purchase' OR ChargeCategory = 'Usage' AND CommitmentDiscountStatus = 'Unused')
      AND ifNull(ResourceId, '') != CommitmentDiscountId`,
    ["ResourceId", "CommitmentDiscountId", "ChargeCategory"],
  ),
  must(
    "ChargeFrequency-purchase",
    "refuse",
    "ChargeFrequency is not Usage-Based when ChargeCategory is Purchase",
    "ChargeCategory = 'Purchase' AND ChargeFrequency = 'Usage-Based'",
    ["ChargeFrequency", "ChargeCategory"],
  ),
  must(
    "BillingPeriodStart-snapshot",
    "refuse",
    "BillingPeriodStart is in the month of the snapshot that holds the charge",
    "toUnixTimestamp(BillingPeriodStart) != 0 AND toStartOfMonth(BillingPeriodStart) != x_BillingPeriod",
    ["BillingPeriodStart"],
  ),
  must(
    "BillingPeriodEnd-after-start",
    "refuse",
    "BillingPeriodEnd is after BillingPeriodStart",
    "toUnixTimestamp(BillingPeriodEnd) != 0 AND BillingPeriodEnd <= BillingPeriodStart",
    ["BillingPeriodEnd", "BillingPeriodStart"],
  ),
  must(
    "ChargePeriodEnd-after-start",
    "refuse",
    "ChargePeriodEnd is after ChargePeriodStart",
    "toUnixTimestamp(ChargePeriodEnd) != 0 AND ChargePeriodEnd <= ChargePeriodStart",
    ["ChargePeriodEnd", "ChargePeriodStart"],
  ),
  should(
    "ChargePeriodStart-in-billing-period",
    "ChargePeriodStart is in the billing period for usage that is no correction",
    `ChargeCategory = 'Usage' AND NOT ${isCorrection} AND toUnixTimestamp(ChargePeriodStart) != 0
      AND toUnixTimestamp(BillingPeriodStart) != 0 AND toUnixTimestamp(BillingPeriodEnd) > toUnixTimestamp(BillingPeriodStart)
      AND (ChargePeriodStart < BillingPeriodStart OR ChargePeriodStart >= BillingPeriodEnd)`,
    ["ChargePeriodStart", "BillingPeriodStart", "BillingPeriodEnd"],
  ),
  must(
    "ServiceSubcategory-parent",
    "refuse",
    "ServiceSubcategory is one of its ServiceCategory",
    `ServiceCategory IN ${quoteAll(Object.keys(focusServiceTaxonomy))} AND ServiceSubcategory IN ${quoteAll(Object.values(focusServiceTaxonomy).flat())}
      AND (ServiceCategory, ServiceSubcategory) NOT IN (${taxonomyPairs()})`,
    ["ServiceSubcategory", "ServiceCategory", "ServiceName"],
  ),
  must(
    "SkuPriceDetails-keys",
    "refuse",
    "SkuPriceDetails has the properties that FOCUS defines, and others with x_ before their name",
    `arrayExists(k -> NOT startsWith(k, 'x_') AND k NOT IN ${quoteAll(skuPriceProperties)}, ${keyValues("SkuPriceDetails")}.1)`,
    ["SkuPriceDetails"],
  ),
  must(
    "AllocatedMethodDetails-elements",
    "refuse",
    "AllocatedMethodDetails has an array Elements",
    hasNoArray("AllocatedMethodDetails", "Elements"),
    ["AllocatedMethodDetails"],
  ),
  must(
    "CommitmentProgramEligibilityDetails-programs",
    "refuse",
    "CommitmentProgramEligibilityDetails has an array CommitmentPrograms with an entry",
    hasNoArray("CommitmentProgramEligibilityDetails", "CommitmentPrograms"),
    ["CommitmentProgramEligibilityDetails"],
  ),
  should("ResourceName-not-id", "ResourceName is a display name, not the ResourceId again", "ResourceName = ResourceId", [
    "ResourceName",
    "ResourceId",
  ]),
];

function must(id: string, severity: FocusRuleSeverity, description: string, fails: string, shows: Shows): FocusRowRule {
  return { kind: "row", id, column: shows[0], severity, requirement: "MUST", description, fails, shows };
}

function should(id: string, description: string, fails: string, shows: Shows): FocusRowRule {
  return { kind: "row", id, column: shows[0], severity: "warn", requirement: "SHOULD", description, fails, shows };
}

type Shows = readonly [FocusColumnName, ...FocusColumnName[]];

/**
 * The difference that Azure's own rounding explains: a millionth of the cost, or half of the eighth decimal of the quantity. Floating point decides
 * only whether to complain; no amount is made of it.
 */
function differsFromProduct(cost: string, unitPrice: string): string {
  const [c, p] = [`toFloat64(${cost})`, `toFloat64(${unitPrice})`];
  return `abs(${p} * toFloat64(PricingQuantity) - ${c}) > greatest(1e-6 * abs(${c}), 0.5e-8 * ${p}, 1e-12)`;
}

function hasNoArray(column: FocusColumnName, key: string): string {
  const json = `ifNull(${column}, '')`;
  return `JSONType(${json}) = 'Object' AND (JSONType(${json}, ${quote(key)}) != 'Array' OR JSONLength(${json}, ${quote(key)}) = 0)`;
}

function taxonomyPairs(): string {
  return Object.entries(focusServiceTaxonomy)
    .flatMap(([category, subcategories]) => subcategories.map((subcategory) => `(${quote(category)}, ${quote(subcategory)})`))
    .join(", ");
}
