import type { FocusColumnName } from "../focus-columns";
import { type FocusRowRule, isCorrection } from "./focus-rule";

interface Condition {
  readonly slug: string;
  readonly text: string;
  readonly sql: string;
  readonly shows: readonly FocusColumnName[];
}

const tax: Condition = { slug: "tax", text: "ChargeCategory is Tax", sql: "ChargeCategory = 'Tax'", shows: ["ChargeCategory"] };
const priced: Condition = {
  slug: "priced",
  text: "ChargeCategory is Usage or Purchase and ChargeClass is not Correction",
  sql: `ChargeCategory IN ('Usage', 'Purchase') AND NOT ${isCorrection}`,
  shows: ["ChargeCategory", "ChargeClass"],
};
/** Of tax the tax is the fault. */
const withoutSkuPrice: Condition = {
  slug: "without-sku-price",
  text: "SkuPriceId is null",
  sql: "SkuPriceId IS NULL AND ChargeCategory != 'Tax'",
  shows: ["ChargeCategory", "SkuPriceId"],
};
/** Where SkuPriceId is null, it is the fault, and these must be null too. */
const withSkuPrice: Condition = {
  slug: "with-sku-price",
  text: "SkuPriceId is not null",
  sql: "SkuPriceId IS NOT NULL AND ChargeCategory != 'Tax'",
  shows: ["SkuPriceId", "ChargeCategory"],
};
const pricedSku: Condition = {
  ...priced,
  text: `${priced.text}, and SkuPriceId is not null`,
  sql: `${priced.sql} AND SkuPriceId IS NOT NULL`,
};
const committed: Condition = {
  slug: "committed",
  text: "a usage or purchase that is not a correction has a CommitmentDiscountId and a SkuPriceId",
  sql: `CommitmentDiscountId IS NOT NULL AND SkuPriceId IS NOT NULL AND ${priced.sql}`,
  shows: ["CommitmentDiscountId", "SkuPriceId", "ChargeCategory", "ChargeClass"],
};
const metered: Condition = {
  slug: "metered",
  text: "ChargeCategory is Usage, CommitmentDiscountStatus is not Unused, ChargeClass is not Correction and SkuPriceId is not null",
  sql: `SkuPriceId IS NOT NULL AND ChargeCategory = 'Usage' AND ifNull(CommitmentDiscountStatus, '') != 'Unused' AND NOT ${isCorrection}`,
  shows: ["ChargeCategory", "CommitmentDiscountStatus", "ChargeClass"],
};

const nullWhen: readonly (readonly [FocusColumnName, Condition])[] = [
  ["SkuId", tax],
  ["SkuPriceId", tax],
  ["ContractedUnitPrice", tax],
  ["ListUnitPrice", tax],
  ["PricingCategory", tax],
  ["PricingCurrencyContractedUnitPrice", tax],
  ["PricingCurrencyListUnitPrice", tax],
  ["PricingQuantity", tax],
  ["ContractedUnitPrice", withoutSkuPrice],
  ["ListUnitPrice", withoutSkuPrice],
  ["PricingCategory", withoutSkuPrice],
  ["PricingCurrencyContractedUnitPrice", withoutSkuPrice],
  ["PricingCurrencyListUnitPrice", withoutSkuPrice],
  ["PricingQuantity", withoutSkuPrice],
  [
    "CommitmentDiscountQuantity",
    { ...withoutSkuPrice, sql: "SkuPriceId IS NULL AND CommitmentDiscountId IS NOT NULL AND ChargeCategory IN ('Usage', 'Purchase')" },
  ],
  [
    "ConsumedQuantity",
    { ...withoutSkuPrice, sql: "SkuPriceId IS NULL AND ChargeCategory = 'Usage' AND ifNull(CommitmentDiscountStatus, '') != 'Unused'" },
  ],
  ["AllocatedMethodDetails", without("AllocatedMethodId")],
  ["AllocatedResourceId", without("AllocatedMethodId")],
  ["AllocatedTags", without("AllocatedMethodId")],
  ["CapacityReservationStatus", without("CapacityReservationId")],
  ["CommitmentDiscountName", without("CommitmentDiscountId")],
  ["CommitmentDiscountStatus", without("CommitmentDiscountId")],
  [
    "CommitmentDiscountQuantity",
    {
      slug: "not-committed",
      text: "the charge is not a usage or purchase with a CommitmentDiscountId",
      sql: "CommitmentDiscountId IS NULL OR ChargeCategory NOT IN ('Usage', 'Purchase')",
      shows: ["CommitmentDiscountId", "ChargeCategory"],
    },
  ],
  [
    "ConsumedQuantity",
    { slug: "not-usage", text: "ChargeCategory is not Usage", sql: "ChargeCategory != 'Usage'", shows: ["ChargeCategory"] },
  ],
  [
    "ConsumedQuantity",
    {
      slug: "unused",
      text: "ChargeCategory is Usage and CommitmentDiscountStatus is Unused",
      sql: "ChargeCategory = 'Usage' AND CommitmentDiscountStatus = 'Unused'",
      shows: ["ChargeCategory", "CommitmentDiscountStatus"],
    },
  ],
  ["InvoiceDetailId", without("InvoiceId")],
  ["ResourceName", without("ResourceId")],
  ["SkuMeter", without("SkuId")],
  ["SkuPriceDetails", without("SkuPriceId")],
];

const valueWhen: readonly (readonly [FocusColumnName, Condition])[] = [
  ["SkuId", priced],
  ["SkuPriceId", priced],
  ["ContractedUnitPrice", withSkuPrice],
  ["ListUnitPrice", withSkuPrice],
  ["PricingCategory", pricedSku],
  ["PricingCurrencyContractedUnitPrice", withSkuPrice],
  ["PricingCurrencyListUnitPrice", withSkuPrice],
  ["PricingQuantity", pricedSku],
  [
    "BillingAccountName",
    {
      slug: "named-source",
      // Usage details of EA have no such column, and a file that was made of them here has it empty. Files of other producers have no cost in x_ExtendedCost.
      text: "the source names billing accounts: a FOCUS file of a provider, or a row of the Cost Management schemas",
      sql: "x_ChargeType != '' OR x_SourceFocusVersion != '' AND x_ExtendedCost IS NULL",
      shows: ["BillingAccountId"],
    },
  ],
  ["CommitmentDiscountQuantity", committed],
  ["CommitmentDiscountStatus", usageWith("CommitmentDiscountId")],
  ["CapacityReservationStatus", usageWith("CapacityReservationId")],
  ["ConsumedQuantity", metered],
];

/** Null together, and never one of the two alone. */
const together: readonly (readonly [FocusColumnName, FocusColumnName])[] = [
  ["AllocatedResourceName", "AllocatedResourceId"],
  ["CommitmentDiscountCategory", "CommitmentDiscountId"],
  ["CommitmentDiscountType", "CommitmentDiscountId"],
  ["CommitmentDiscountUnit", "CommitmentDiscountQuantity"],
  ["ConsumedUnit", "ConsumedQuantity"],
  ["PricingUnit", "PricingQuantity"],
  ["RegionName", "RegionId"],
  ["ResourceType", "ResourceId"],
  ["SubAccountName", "SubAccountId"],
  ["SubAccountType", "SubAccountId"],
];

/** Values that are wanted rather than owed, since a source may not have them. */
const valueWanted: readonly (readonly [FocusColumnName, Condition])[] = [
  ["ChargeDescription", { slug: "wanted", text: "there is a charge", sql: "1", shows: [] }],
  ["SkuMeter", withValue("SkuId")],
];

/** When a column of FOCUS 1.4 must be null, and when it must not be. */
export const nullRules: readonly FocusRowRule[] = [
  ...nullWhen.map(([column, when]) => mustBeNull(column, when)),
  // What a source leaves out cannot be made up: one row without a meter must not hold back a month.
  ...valueWhen.map(
    ([column, when]): FocusRowRule => ({
      ...mustHaveValue(column, when),
      severity: "warn",
      warnsBecause: "source-leaves-it-out",
    }),
  ),
  ...together.flatMap(([column, other]) => [mustBeNull(column, without(other)), mustHaveValue(column, withValue(other))]),
  ...valueWanted.map(([column, when]): FocusRowRule => ({ ...mustHaveValue(column, when), severity: "warn", requirement: "SHOULD" })),
];

function mustBeNull(column: FocusColumnName, { slug, text, sql, shows }: Condition): FocusRowRule {
  return row(`${column}-null-${slug}`, column, `${column} is null when ${text}`, `${column} IS NOT NULL AND (${sql})`, shows);
}

function mustHaveValue(column: FocusColumnName, { slug, text, sql, shows }: Condition): FocusRowRule {
  return row(`${column}-value-${slug}`, column, `${column} is not null when ${text}`, `${column} IS NULL AND (${sql})`, shows);
}

function row(id: string, column: FocusColumnName, description: string, fails: string, shows: readonly FocusColumnName[]): FocusRowRule {
  return { kind: "row", id, column, severity: "refuse", requirement: "MUST", description, fails, shows: [column, ...shows] };
}

function without(other: FocusColumnName): Condition {
  return { slug: `without-${other}`, text: `${other} is null`, sql: `${other} IS NULL`, shows: [other] };
}

function withValue(other: FocusColumnName): Condition {
  return { slug: `with-${other}`, text: `${other} is not null`, sql: `${other} IS NOT NULL`, shows: [other] };
}

function usageWith(other: FocusColumnName): Condition {
  return {
    slug: `usage-with-${other}`,
    text: `${other} is not null and ChargeCategory is Usage`,
    sql: `${other} IS NOT NULL AND ChargeCategory = 'Usage'`,
    shows: [other, "ChargeCategory"],
  };
}
