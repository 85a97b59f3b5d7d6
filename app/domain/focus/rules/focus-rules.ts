import { type FocusColumnName, focusColumns } from "../focus-columns";
import { chargeRules } from "./charge-rules";
import { columnRules } from "./column-rules";
import type { FocusRule, FocusSetRule } from "./focus-rule";
import { nullRules } from "./null-rules";

/** What must hold over all charges of a snapshot. Warnings: what a source calls the same thing is the source's to say. */
const setRules: readonly FocusSetRule[] = [
  one("SkuId", ["SkuPriceId"], "MUST"),
  one("ServiceCategory", ["ServiceName"], "MUST"),
  // A sub-category has one category, so that another category would break this rule too.
  one("ServiceSubcategory", ["ServiceName", "ServiceCategory"], "SHOULD"),
  one("CommitmentDiscountUnit", ["CommitmentDiscountId"], "MUST"),
  one("RegionName", ["RegionId"], "MUST"),
  one("SkuMeter", ["SkuId"], "SHOULD"),
];

/** Every executable rule of FOCUS 1.4's Cost and Usage that one snapshot can be checked against. */
export const focusRules: readonly FocusRule[] = [...focusColumns.flatMap(columnRules), ...nullRules, ...chargeRules, ...setRules];

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
