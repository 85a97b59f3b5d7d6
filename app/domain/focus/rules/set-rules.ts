import type { FocusColumnName } from "../focus-columns";
import type { FocusSetRule } from "./focus-rule";

/** What must hold over all charges of a snapshot. Warnings: what a source calls the same thing is the source's to say. */
export const setRules: readonly FocusSetRule[] = [
  one("SkuId", ["SkuPriceId"], "MUST"),
  one("ServiceCategory", ["ServiceName"], "MUST"),
  // A sub-category has one category, so that another category would break this rule too.
  one("ServiceSubcategory", ["ServiceName", "ServiceCategory"], "SHOULD"),
  one("CommitmentDiscountUnit", ["CommitmentDiscountId"], "MUST"),
  one("RegionName", ["RegionId"], "MUST"),
  one("SkuMeter", ["SkuId"], "SHOULD"),
];

function one(column: FocusColumnName, per: FocusSetRule["per"], requirement: "MUST" | "SHOULD"): FocusSetRule {
  return {
    kind: "set",
    id: `${column}-one-per-${per[0]}`,
    column,
    per,
    severity: "warn",
    requirement,
    ...(requirement === "MUST" ? { warnsBecause: "source-contradicts-itself" as const } : {}),
    description: `${column} is the same for all charges of one ${per.join(" and ")}`,
  };
}
