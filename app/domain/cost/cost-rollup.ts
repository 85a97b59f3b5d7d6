import { chargeDimensions, costColumns } from "./cost-columns";
import type { CostField } from "./cost-dimension";

/** Where a question can be answered from. `charges` can answer all of them. */
export type CostTable =
  | "DailyFocusServiceCost"
  | "MonthlyFocusCost"
  | "DailyFocusCost"
  | "MonthlyFocusResourceCost"
  | "DailyFocusUsage"
  | "charges";

/** What else decides where a question can be answered from. */
export interface CostTableNeeds {
  /** Quantities are asked for, which DailyFocusUsage and the charges alone have. */
  readonly quantity?: boolean;
  /** What was negotiated is asked for, which the charges alone have. */
  readonly negotiation?: boolean;
  /** DailyFocusUsage has all charges of the question: it may have none of snapshots that are older than it. */
  readonly usageRollup?: boolean;
}

/** The smallest table that has everything a question is about. */
export function chooseCostTable(
  fields: readonly CostField[],
  needsDays: boolean,
  { quantity = false, negotiation = false, usageRollup = false }: CostTableNeeds = {},
): CostTable {
  const has = (dimensions: ReadonlySet<string>): boolean =>
    fields.every((field) => field.kind === "dimension" && dimensions.has(field.name));
  if (negotiation) return "charges";
  if (!quantity) {
    if (has(service)) return needsDays ? "DailyFocusServiceCost" : "MonthlyFocusCost";
    if (has(wide)) return needsDays ? "DailyFocusCost" : "MonthlyFocusCost";
    if (!needsDays && has(resource)) return "MonthlyFocusResourceCost";
  }
  return usageRollup && has(usage) ? "DailyFocusUsage" : "charges";
}

/** Whether DailyFocusUsage would answer a question, if it has all its charges. */
export function wantsUsageRollup(fields: readonly CostField[], quantity: boolean): boolean {
  return chooseCostTable(fields, true, { quantity, usageRollup: true }) === "DailyFocusUsage";
}

const { charge_category, service_category, service_subcategory, service_name, meter_category, region } = costColumns;
const { meter, consumed_unit, pricing_unit } = chargeDimensions;

/** The dimensions of DailyFocusServiceCost. */
export const serviceColumns = { charge_category, service_category, service_subcategory, service_name } as const;

/** The dimensions of DailyFocusUsage. */
export const usageColumns = { ...serviceColumns, meter_category, meter, region, consumed_unit, pricing_unit } as const;

const service: ReadonlySet<string> = new Set(["billing_account", ...Object.keys(serviceColumns)]);
const usage: ReadonlySet<string> = new Set(["billing_account", ...Object.keys(usageColumns)]);
const wide: ReadonlySet<string> = new Set(["billing_account", ...Object.keys(costColumns)]);
const resource: ReadonlySet<string> = new Set([...wide, "resource", "resource_name", "resource_type"]);
