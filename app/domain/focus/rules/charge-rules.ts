import type { FocusColumnName } from "../focus-columns";
import { focusServiceTaxonomy } from "../focus-service-taxonomy";
import { isProduct, productOf } from "../map-costs";
import { type FocusRowRule, type FocusWarningReason, isCorrection, keyValues } from "./focus-rule";
import { sqlLiteral, sqlLiterals } from "../../sql-literal";

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

/** What JSONType calls a number. */
const numbers = "'Int64', 'UInt64', 'Double'";

const skuPriceNumbers: readonly string[] = skuPriceProperties.filter((name) => /Count$|Iops$|Space$|Size$|Throughput$/.test(name));

/** What must hold between the columns of one charge: prices, costs, periods, commitments and services. */
export const chargeRules: readonly FocusRowRule[] = [
  ...(["Contracted", "List"] as const).flatMap((price) => [
    must(
      `${price}Cost-product`,
      "source-contradicts-itself",
      `${price}Cost is ${price}UnitPrice times PricingQuantity, apart from digits that the source cut off`,
      `NOT ${isProduct(productOf(`${price}UnitPrice`, "PricingQuantity"), `${price}UnitPrice`, "PricingQuantity", `${price}Cost`)}`,
      [`${price}Cost`, `${price}UnitPrice`, "PricingQuantity", "PricingUnit"],
    ),
    must(
      `${price}Cost-credit`,
      "source-contradicts-itself",
      `${price}Cost is BilledCost when ChargeCategory is Credit and ${price}UnitPrice is null`,
      `ChargeCategory = 'Credit' AND ${price}UnitPrice IS NULL AND ${price}Cost != BilledCost`,
      [`${price}Cost`, "BilledCost"],
    ),
    must(
      `PricingCurrency${price}UnitPrice-same`,
      "source-contradicts-itself",
      `PricingCurrency${price}UnitPrice is ${price}UnitPrice when the pricing currency is the billing currency`,
      `PricingCurrency = BillingCurrency AND PricingCurrency${price}UnitPrice != ${price}UnitPrice`,
      [`PricingCurrency${price}UnitPrice`, `${price}UnitPrice`],
    ),
  ]),
  must(
    "PricingCurrencyEffectiveCost-same",
    "source-contradicts-itself",
    "PricingCurrencyEffectiveCost is EffectiveCost when the pricing currency is the billing currency",
    "PricingCurrency = BillingCurrency AND PricingCurrencyEffectiveCost != EffectiveCost",
    ["PricingCurrencyEffectiveCost", "EffectiveCost"],
  ),
  must(
    "EffectiveCost-uncovered",
    "source-contradicts-itself",
    "EffectiveCost is BilledCost for usage that is not covered by a commitment",
    "ChargeCategory = 'Usage' AND CommitmentDiscountId IS NULL AND EffectiveCost != BilledCost",
    ["EffectiveCost", "BilledCost"],
  ),
  must(
    "EffectiveCost-uncovered-purchase",
    "source-contradicts-itself",
    "EffectiveCost is BilledCost for the purchase of anything but a commitment",
    "ChargeCategory = 'Purchase' AND CommitmentDiscountId IS NULL AND EffectiveCost != BilledCost",
    ["EffectiveCost", "BilledCost"],
  ),
  must(
    "EffectiveCost-credit",
    "source-contradicts-itself",
    "EffectiveCost is BilledCost when ChargeCategory is Credit or Tax",
    "ChargeCategory IN ('Credit', 'Tax') AND EffectiveCost != BilledCost",
    ["EffectiveCost", "BilledCost"],
  ),
  must(
    "EffectiveCost-purchase",
    "source-contradicts-itself",
    "EffectiveCost is 0 when a commitment is purchased: the covered usage carries the cost",
    "ChargeCategory = 'Purchase' AND CommitmentDiscountId IS NOT NULL AND EffectiveCost != 0",
    ["EffectiveCost", "CommitmentDiscountId"],
  ),
  must(
    "BilledCost-covered",
    "source-contradicts-itself",
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
    "source-leaves-it-out",
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
    "source-contradicts-itself",
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
    "BillingPeriodStart is in the month of the snapshot that holds the charge, except for a period that begins at midnight in another time zone",
    `toUnixTimestamp(BillingPeriodStart) != 0 AND toStartOfMonth(toDate(BillingPeriodStart, 'UTC')) != x_BillingPeriod
      AND NOT has(x_Problems, 'local-time')`,
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
    "ChargePeriodStart is in the billing period for usage that is not a correction",
    `ChargeCategory = 'Usage' AND NOT ${isCorrection} AND toUnixTimestamp(ChargePeriodStart) != 0
      AND toUnixTimestamp(BillingPeriodStart) != 0 AND toUnixTimestamp(BillingPeriodEnd) > toUnixTimestamp(BillingPeriodStart)
      AND (ChargePeriodStart < BillingPeriodStart OR ChargePeriodStart >= BillingPeriodEnd)`,
    ["ChargePeriodStart", "BillingPeriodStart", "BillingPeriodEnd"],
  ),
  must(
    "ServiceSubcategory-parent",
    "refuse",
    "ServiceSubcategory is one of its ServiceCategory",
    `ServiceCategory IN ${sqlLiterals(Object.keys(focusServiceTaxonomy))} AND ServiceSubcategory IN ${sqlLiterals(Object.values(focusServiceTaxonomy).flat())}
      AND (ServiceCategory, ServiceSubcategory) NOT IN (${taxonomyPairs()})`,
    ["ServiceSubcategory", "ServiceCategory", "ServiceName"],
  ),
  must(
    "SkuPriceDetails-keys",
    "refuse",
    "SkuPriceDetails has the properties that FOCUS defines, and others with x_ before their name",
    `arrayExists(k -> NOT startsWith(k, 'x_') AND k NOT IN ${sqlLiterals(skuPriceProperties)}, ${keyValues("SkuPriceDetails")}.1)`,
    ["SkuPriceDetails"],
  ),
  must(
    "AllocatedMethodDetails-elements",
    "refuse",
    "AllocatedMethodDetails has an array Elements of objects with an AllocatedRatio that is a number",
    `${hasNoArray("AllocatedMethodDetails", "Elements")} OR ${someElement("AllocatedMethodDetails", "Elements", `JSONType(e, 'AllocatedRatio') NOT IN (${numbers})`)}`,
    ["AllocatedMethodDetails"],
  ),
  must(
    "CommitmentProgramEligibilityDetails-programs",
    "refuse",
    "CommitmentProgramEligibilityDetails has an array CommitmentPrograms of objects with a ProgramType",
    `${hasNoArray("CommitmentProgramEligibilityDetails", "CommitmentPrograms")} OR ${someElement("CommitmentProgramEligibilityDetails", "CommitmentPrograms", "JSONExtractString(e, 'ProgramType') = ''")}`,
    ["CommitmentProgramEligibilityDetails"],
  ),
  must(
    "ContractApplied-elements",
    "refuse",
    "ContractApplied has an array Elements of objects with a ContractId and a ContractCommitmentId, and a number as applied cost or quantity",
    `${hasNoArray("ContractApplied", "Elements")} OR ${someElement("ContractApplied", "Elements", `JSONExtractString(e, 'ContractId') = '' OR JSONExtractString(e, 'ContractCommitmentId') = '' OR JSONType(e, 'ContractCommitmentAppliedCost') NOT IN (${numbers}, 'Null') OR JSONType(e, 'ContractCommitmentAppliedQuantity') NOT IN (${numbers}, 'Null')`)}`,
    ["ContractApplied"],
  ),
  must(
    "AllocatedTags-not-in-tags",
    "source-contradicts-itself",
    "AllocatedTags does not repeat a tag of Tags",
    `AllocatedTags IS NOT NULL AND hasAny(${keyValues("AllocatedTags")}, ${keyValues("Tags")})`,
    ["AllocatedTags", "Tags"],
  ),
  must(
    "SkuPriceDetails-value-types",
    "refuse",
    "SkuPriceDetails has numbers as CoreCount, DiskMaxIops, DiskSpace, GpuCount, MemorySize, NetworkMaxIops and NetworkMaxThroughput",
    `arrayExists(p -> p.1 IN ${sqlLiterals(skuPriceNumbers)} AND NOT match(p.2, '^-?[0-9]'), ${keyValues("SkuPriceDetails")})`,
    ["SkuPriceDetails"],
  ),
  must(
    "ResourceName-not-id",
    "source-contradicts-itself",
    "ResourceName is a display name, not the ResourceId again",
    "ResourceName = ResourceId",
    ["ResourceName", "ResourceId"],
  ),
];

/** `broken` is the effect on a publication: it is refused, or a warning with its reason. */
function must(id: string, broken: "refuse" | FocusWarningReason, description: string, fails: string, shows: Shows): FocusRowRule {
  const rule = { kind: "row", id, column: shows[0], requirement: "MUST", description, fails, shows } as const;
  return broken === "refuse" ? { ...rule, severity: "refuse" } : { ...rule, severity: "warn", warnsBecause: broken };
}

function should(id: string, description: string, fails: string, shows: Shows): FocusRowRule {
  return { kind: "row", id, column: shows[0], severity: "warn", requirement: "SHOULD", description, fails, shows };
}

type Shows = readonly [FocusColumnName, ...FocusColumnName[]];

function hasNoArray(column: FocusColumnName, key: string): string {
  const json = `ifNull(${column}, '')`;
  return `JSONType(${json}) = 'Object' AND (JSONType(${json}, ${sqlLiteral(key)}) != 'Array' OR JSONLength(${json}, ${sqlLiteral(key)}) = 0)`;
}

/** Whether a condition holds of an element of an array, `e` as JSON text; what is not an object has none of the keys. */
function someElement(column: FocusColumnName, key: string, condition: string): string {
  return `arrayExists(e -> ${condition}, JSONExtractArrayRaw(ifNull(${column}, ''), ${sqlLiteral(key)}))`;
}

function taxonomyPairs(): string {
  return Object.entries(focusServiceTaxonomy)
    .flatMap(([category, subcategories]) => subcategories.map((subcategory) => `(${sqlLiteral(category)}, ${sqlLiteral(subcategory)})`))
    .join(", ");
}
