import { SqlText } from "../serving/sql-text";

/** What can be measured: the four costs of FOCUS, how much more list prices would have cost, and how many of something were charged. */
export const costMeasureNames = [
  "billed_cost",
  "effective_cost",
  "contracted_cost",
  "list_cost",
  "savings",
  "charges",
  "subscriptions",
  "resource_groups",
  "resources",
] as const;

export type CostMeasureName = (typeof costMeasureNames)[number];

/** How one is computed from rows that are called `r`. */
export interface CostMeasure {
  readonly sql: SqlText;
  /** Columns of the rows that it is made of. */
  readonly columns: readonly (
    | "billed_cost"
    | "effective_cost"
    | "contracted_cost"
    | "list_cost"
    | "charges"
    | "subscription"
    | "resource_group"
    | "resource"
  )[];
}

/** Costs are sums; counts are of different ones, without those that have no name. */
export const costMeasure: Readonly<Record<CostMeasureName, CostMeasure>> = {
  billed_cost: { sql: SqlText.of`sum(r.billed_cost)`, columns: ["billed_cost"] },
  effective_cost: { sql: SqlText.of`sum(r.effective_cost)`, columns: ["effective_cost"] },
  contracted_cost: { sql: SqlText.of`sum(r.contracted_cost)`, columns: ["contracted_cost"] },
  list_cost: { sql: SqlText.of`sum(r.list_cost)`, columns: ["list_cost"] },
  savings: { sql: SqlText.of`sum(r.list_cost) - sum(r.effective_cost)`, columns: ["list_cost", "effective_cost"] },
  charges: { sql: SqlText.of`sum(r.charges)`, columns: ["charges"] },
  subscriptions: { sql: SqlText.of`uniqExactIf(r.subscription, r.subscription != '')`, columns: ["subscription"] },
  resource_groups: {
    sql: SqlText.of`uniqExactIf((r.subscription, r.resource_group), r.resource_group != '')`,
    columns: ["subscription", "resource_group"],
  },
  resources: { sql: SqlText.of`uniqExactIf(r.resource, r.resource != '')`, columns: ["resource"] },
};
