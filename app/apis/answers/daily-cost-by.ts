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
 * A SELECT of account, currency, subscription (empty but for a resource group, whose name is unique within one), value, day, cost. From the rollups:
 * exact. A charge whose day nobody could read is on the first day of its month, or on none when it is live.
 */
export function dailyCostBy({ dimension, from, through, billingAccount, values }: DailyCostQuestion): SqlText {
  const { view, value, subscription } = columnsOf(dimension);
  const only = values === undefined || dimension === "account" ? SqlText.of`` : SqlText.of`AND ${value} IN ${Bound.texts(values)}`;
  return SqlText.of`
    SELECT d.billing_account_id AS account, d.currency AS currency, ${subscription} AS subscription, ${value} AS value, d.usage_date AS day, sum(d.cost) AS cost
    FROM ${view} AS d
    WHERE d.billing_period BETWEEN toStartOfMonth(${Bound.date(from)}) AND ${Bound.date(through)}
      AND d.usage_date BETWEEN ${Bound.date(from)} AND ${Bound.date(through)} ${onlyAccount(SqlText.of`d.billing_account_id`, billingAccount)} ${only}
    GROUP BY account, currency, subscription, value, day`;
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
