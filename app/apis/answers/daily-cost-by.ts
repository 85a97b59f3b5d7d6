import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { onlyAccount } from "./only-account";

/** What a day's cost can be divided by, and what a budget can be for. */
export const dailyCostDimensions = ["account", "subscription", "service", "resource_group", "owner"] as const;
export type DailyCostDimension = (typeof dailyCostDimensions)[number];

/** What part of a bill to add up by day. */
export interface DailyCostQuestion {
  readonly dimension: DailyCostDimension;
  /** Days, `YYYY-MM-DD`, both included. */
  readonly from: string;
  readonly through: string;
  readonly billingAccount?: string | undefined;
  /** Only these values of the dimension; not for `account`. */
  readonly values?: readonly string[] | undefined;
}

/**
 * A SELECT of account, currency, subscription (empty but for a resource group, whose name is unique within one), value, day, cost, charges. From the
 * rollups: exact. A charge counts on the day it is dated, in whichever billing period it was delivered: late in a later one, ahead of its day in an earlier
 * one. One whose day nobody could read is on the first day of its period, or on none when it is live.
 */
export function dailyCostBy({ dimension, from, through, billingAccount, values }: DailyCostQuestion): SqlText {
  const { view, value, subscription } = columnsOf(dimension);
  const only = values === undefined || dimension === "account" ? SqlText.of`` : SqlText.of`AND ${value} IN ${Bound.texts(values)}`;
  return SqlText.of`
    SELECT d.billing_account_id AS account, d.currency AS currency, ${subscription} AS subscription, ${value} AS value, d.usage_date AS day, sum(d.cost) AS cost,
      sum(d.charges) AS charges
    FROM ${view} AS d
    WHERE d.usage_date BETWEEN ${Bound.date(from)} AND ${Bound.date(through)} ${onlyAccount(SqlText.of`d.billing_account_id`, billingAccount)} ${only}
    GROUP BY account, currency, subscription, value, day`;
}

/**
 * A SELECT of account, currency, value, day, fee: what of that cost is no usage by its FOCUS ChargeCategory, such as purchases, taxes and credits. Live
 * charges have no category yet, and are not in it.
 */
export function dailyFeesBy({ dimension, from, through, billingAccount, values }: DailyCostQuestion): SqlText {
  const { table, value } = feeColumnsOf(dimension);
  const only = values === undefined || dimension === "account" ? SqlText.of`` : SqlText.of`AND ${value} IN ${Bound.texts(values)}`;
  return SqlText.of`
    SELECT f.billing_account_id AS account, f.currency AS currency, ${value} AS value, f.usage_date AS day, sum(f.billed_cost) AS fee
    FROM ${table} AS f
    WHERE f.charge_category != 'Usage' AND f.usage_date BETWEEN ${Bound.date(from)} AND ${Bound.date(through)}
      AND f.snapshot_id IN (SELECT snapshot_id FROM CurrentBillingSnapshot) ${onlyAccount(SqlText.of`f.billing_account_id`, billingAccount)} ${only}
    GROUP BY account, currency, value, day`;
}

function feeColumnsOf(dimension: DailyCostDimension): { readonly table: SqlText; readonly value: SqlText } {
  const table = SqlText.of`DailyFocusCost`;
  switch (dimension) {
    case "account":
      return { table: SqlText.of`DailyFocusServiceCost`, value: SqlText.of`''` };
    case "subscription":
      return { table, value: SqlText.of`f.subscription` };
    case "service":
      return { table, value: SqlText.of`if(f.meter_category = '', f.service_name, f.meter_category)` };
    case "resource_group":
      return { table, value: SqlText.of`f.resource_group` };
    case "owner":
      return { table, value: SqlText.of`f.owner` };
  }
}

function columnsOf(dimension: DailyCostDimension): { readonly view: SqlText; readonly value: SqlText; readonly subscription: SqlText } {
  const none = SqlText.of`''`;
  switch (dimension) {
    case "account":
      return { view: SqlText.of`CurrentDailyCostByService`, value: none, subscription: none };
    case "subscription":
      return { view: SqlText.of`CurrentDailyCostBySubscription`, value: SqlText.of`d.subscription_guid`, subscription: none };
    case "service":
      return { view: SqlText.of`CurrentDailyCostByService`, value: SqlText.of`d.meter_category`, subscription: none };
    case "resource_group":
      return {
        view: SqlText.of`CurrentDailyCostByResourceGroup`,
        value: SqlText.of`d.resource_group`,
        subscription: SqlText.of`d.subscription_guid`,
      };
    case "owner":
      return { view: SqlText.of`CurrentDailyCostByOwner`, value: SqlText.of`d.owner`, subscription: none };
  }
}
