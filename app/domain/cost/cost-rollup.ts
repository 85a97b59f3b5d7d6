import { costColumns } from "./cost-columns";
import type { CostDimension, CostField } from "./cost-dimension";

/** Where a question can be answered from. `charges` can answer all of them. */
export type CostTable = "DailyFocusServiceCost" | "MonthlyFocusCost" | "DailyFocusCost" | "MonthlyFocusResourceCost" | "charges";

/** The smallest table that has everything a question is about. */
export function chooseCostTable(fields: readonly CostField[], needsDays: boolean): CostTable {
  const has = (dimensions: ReadonlySet<string>): boolean =>
    fields.every((field) => field.kind === "dimension" && dimensions.has(field.name));
  if (has(service)) return needsDays ? "DailyFocusServiceCost" : "MonthlyFocusCost";
  if (has(wide)) return needsDays ? "DailyFocusCost" : "MonthlyFocusCost";
  return !needsDays && has(resource) ? "MonthlyFocusResourceCost" : "charges";
}

const service: ReadonlySet<CostDimension> = new Set([
  "billing_account",
  "charge_category",
  "service_category",
  "service_subcategory",
  "service_name",
]);
const wide: ReadonlySet<string> = new Set(["billing_account", ...Object.keys(costColumns)]);
const resource: ReadonlySet<string> = new Set([...wide, "resource", "resource_name", "resource_type"]);
