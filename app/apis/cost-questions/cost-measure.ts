import { costMeasures, keysOf, negotiationMeasures, quantityMeasures } from "../../domain/cost/cost-columns";
import { type CostDoubt, type CostMetric, costMetricColumns, costMetrics } from "../../domain/cost/cost-doubt";
import { SqlText } from "../serving/sql-text";

/** What can be measured: the four costs of FOCUS, how much more list prices would have cost, what of that was negotiated, how much was used, and how many of something were charged. */
export const costMeasureNames = [
  "billed_cost",
  "effective_cost",
  "contracted_cost",
  "list_cost",
  "savings",
  "negotiated_savings",
  "consumed_quantity",
  "pricing_quantity",
  "charges",
  "subscriptions",
  "resource_groups",
  "resources",
] as const;

export type CostMeasureName = (typeof costMeasureNames)[number];

/** A measure of costs as a column of the rollups, of charges and of LiveCharge; of quantities, DailyFocusUsage is the only rollup, and of what was negotiated there is none. */
export type MeasureColumn = keyof typeof costMeasures | keyof typeof negotiationMeasures | keyof typeof quantityMeasures | "charges";

const measureColumns: readonly string[] = [...keysOf(costMeasures), ...keysOf(negotiationMeasures), ...keysOf(quantityMeasures), "charges"];

/** SQL: the column of a measure. */
export function measure(name: MeasureColumn): SqlText {
  return SqlText.name(name, measureColumns);
}

/** How one is computed from rows that are called `r`. */
export interface CostMeasure {
  readonly sql: SqlText;
  /** Columns of the rows that it is made of. */
  readonly columns: readonly (MeasureColumn | CountedDimension | QuantityUnit)[];
  /** The costs that are in it. */
  readonly metrics: readonly CostMetric[];
  /** What may not be known of it, beside the doubts of those costs. */
  readonly doubts?: readonly CostDoubt[];
  /** Of a quantity: the dimension that says its unit. It is a dimension of every question about it, since two units are never added. */
  readonly unit?: QuantityUnit;
}

export type QuantityUnit = "consumed_unit" | "pricing_unit";
export type CountedDimension = "subscription" | "resource_group" | "resource";

/** The units of the quantities among measures, each once. */
export function unitsOfMeasures(measures: readonly CostMeasureName[]): readonly QuantityUnit[] {
  return measures.flatMap((name) => costMeasure[name].unit ?? []);
}

/** Costs are sums, null where not one charge has that cost; quantities are sums of one unit; counts are of different ones, without those that have no name. */
export const costMeasure: Readonly<Record<CostMeasureName, CostMeasure>> = {
  billed_cost: sumOf("billed"),
  effective_cost: sumOf("effective"),
  contracted_cost: sumOf("contracted"),
  list_cost: sumOf("list"),
  savings: {
    sql: known(
      SqlText.of`list_unknown_charges`,
      SqlText.of`sum(r.list_cost) - (sum(r.effective_cost) - sum(r.list_unknown_effective_cost))`,
    ),
    columns: ["list_cost", "effective_cost", "list_unknown_effective_cost", "list_unknown_charges", "charges"],
    metrics: ["list", "effective"],
  },
  negotiated_savings: {
    sql: known(SqlText.of`negotiation_unknown_charges`, SqlText.of`sum(r.negotiated_savings)`),
    columns: ["negotiated_savings", "negotiation_unknown_charges", "charges"],
    metrics: [],
    doubts: ["cost-missing", "negotiated-savings-unknown", "value-assumed"],
  },
  consumed_quantity: quantityOf("consumed_quantity", "consumed_unit"),
  pricing_quantity: quantityOf("pricing_quantity", "pricing_unit"),
  charges: { sql: SqlText.of`sum(r.charges)`, columns: ["charges"], metrics: [] },
  subscriptions: { sql: SqlText.of`uniqExactIf(r.subscription, r.subscription != '')`, columns: ["subscription"], metrics: [] },
  resource_groups: {
    sql: SqlText.of`uniqExactIf((r.subscription, r.resource_group), r.resource_group != '')`,
    columns: ["subscription", "resource_group"],
    metrics: [],
  },
  resources: { sql: SqlText.of`uniqExactIf(r.resource, r.resource != '')`, columns: ["resource"], metrics: [] },
};

function sumOf(metric: CostMetric): CostMeasure {
  const { cost, unknown } = costMetricColumns[metric];
  return { sql: knownCost(metric), columns: [cost, unknown, "charges"], metrics: [metric] };
}

/** A sum of rows that have one unit; null where the rows have no unit. */
function quantityOf(quantity: "consumed_quantity" | "pricing_quantity", unit: QuantityUnit): CostMeasure {
  const sql = SqlText.of`if(max(r.${SqlText.name(unit, [unit])}) = '', NULL, sum(r.${measure(quantity)}))`;
  return { sql, columns: [quantity, unit], metrics: [], unit };
}

/** The sum of one of the four costs over rows `r`; null where not one charge has it. */
function knownCost(metric: CostMetric): SqlText {
  const { cost, unknown } = costMetricColumns[metric];
  return known(measure(unknown), SqlText.of`sum(r.${measure(cost)})`);
}

/** The columns of rows that `fourCosts` is made of. */
export const fourCostColumns: readonly MeasureColumn[] = [
  ...new Set([
    ...costMetrics.map((metric) => costMetricColumns[metric].cost),
    ...costMetrics.map((metric) => costMetricColumns[metric].unknown),
  ]),
  "charges",
];

/** All four costs of rows `r` as digits, by the names of their columns; null where not one charge has that cost. */
export const fourCosts: SqlText = SqlText.join(
  costMetrics.map((metric) => SqlText.of`toString(${knownCost(metric)}) AS ${measure(costMetricColumns[metric].cost)}`),
  ", ",
);

function known(unknown: SqlText, sum: SqlText): SqlText {
  return SqlText.of`if(sum(r.charges) > 0 AND sum(r.${unknown}) = sum(r.charges), NULL, ${sum})`;
}
