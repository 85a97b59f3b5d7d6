import type { CostDimension } from "../../domain/cost/cost-dimension";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import { type CostScope, costRows } from "../cost-questions/cost-rows";
import { SqlText } from "../serving/sql-text";

/** What a day's cost can be divided by, and what a budget can be for. A service is FOCUS ServiceName. */
export type DailyCostDimension = "account" | "subscription" | "service" | "resource_group" | "owner";

/** What part of a bill to add up by day. */
export interface DailyCostQuestion {
  readonly dimension: DailyCostDimension;
  /** A scope of days. */
  readonly scope: CostScope;
  /** Only these values of the dimension; not for `account`. */
  readonly values?: readonly string[] | undefined;
}

/**
 * A SELECT of account, currency, subscription (empty but for a resource group, whose name is unique within one), value, day, cost (billed), fee, purchase, charges.
 * `fee` is the part of the cost whose FOCUS ChargeCategory is not Usage: purchases, taxes, credits; `purchase` that of purchases alone. Days are those of /api/costs: a charge counts on the day it
 * is dated, whatever billing period it was delivered in, and a charge without a readable day counts on no day.
 */
export function dailyCostBy({ dimension, scope, values }: DailyCostQuestion): SqlText {
  const { field, value, subscription } = dailyColumns(dimension);
  const only = values === undefined || field === null ? [] : [{ field: { kind: "dimension", name: field }, op: "in", values } as const];
  const filters = [...scope.filters, ...only];
  const fields = [...filters.map((filter) => filter.field), ...(field === null ? [] : [{ kind: "dimension", name: field } as const])];
  const rows = costRows(
    chooseCostTable(fields, true),
    { ...scope, filters },
    () => SqlText.of`billing_account_id AS account, currency, ${subscription} AS in_subscription, ${value} AS value, usage_date AS day, billed_cost AS cost,
      if(charge_category = 'Usage', toDecimal256(0, 18), billed_cost) AS fee, if(charge_category = 'Purchase', billed_cost, toDecimal256(0, 18)) AS purchase, charges`,
  );
  return SqlText.of`
    SELECT d.account AS account, d.currency AS currency, d.in_subscription AS subscription, d.value AS value, d.day AS day, sum(d.cost) AS cost,
      sum(d.fee) AS fee, sum(d.purchase) AS purchase, sum(d.charges) AS charges
    FROM (${rows}) AS d GROUP BY account, currency, subscription, value, day`;
}

interface DimensionColumns {
  readonly field: CostDimension | null;
  readonly value: SqlText;
  readonly subscription: SqlText;
}

/** What a charge is called by in a dimension. */
export function dailyColumns(dimension: DailyCostDimension): DimensionColumns {
  const none = SqlText.of`''`;
  switch (dimension) {
    case "account":
      return { field: null, value: none, subscription: none };
    case "subscription":
      return { field: "subscription", value: SqlText.of`subscription`, subscription: none };
    case "service":
      return { field: "service_name", value: SqlText.of`service_name`, subscription: none };
    case "resource_group":
      return { field: "resource_group", value: SqlText.of`resource_group`, subscription: SqlText.of`subscription` };
    case "owner":
      return { field: "owner", value: SqlText.of`owner`, subscription: none };
  }
}
