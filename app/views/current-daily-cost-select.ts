import { livePeriodColumn } from "../domain/cost/cost-columns";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { DailyFocusCostTable } from "./daily-focus-cost";

/** What a column of a rollup is, in SQL: of a live charge, and of a row `f` of DailyFocusCost. */
export interface CurrentDailyCostDimension {
  readonly charge: string;
  readonly focus: string;
}

/**
 * What readers see of a rollup: the active snapshot of each period, live charges where a period has none, and of what was imported from FOCUS files, which
 * the rollups of Azure's charges do not have, the rollup of FOCUS: its billed cost, with tax and without, since there taxes are charges of their own.
 */
export function currentDailyCostSelect(
  rollup: { readonly name: string },
  dimensions: Readonly<Record<string, CurrentDailyCostDimension>>,
): string {
  const keys = ["billing_account_id", "billing_period", "snapshot_id", "currency", "usage_date", ...Object.keys(dimensions)].join(", ");
  const ofLive = Object.entries(dimensions).map(([name, { charge }]) => (name === charge ? name : `${charge} AS ${name}`));
  const ofFocus = Object.entries(dimensions).map(([name, { focus }]) => `${focus} AS ${name}`);
  const active = `\`${CurrentBillingSnapshotView.name}\``;
  return `
    SELECT ${keys},
      sum(cost) AS cost, sum(cost_with_tax) AS cost_with_tax, sum(charges) AS charges
    FROM \`${rollup.name}\`
    WHERE snapshot_id IN (SELECT snapshot_id FROM ${active})
    GROUP BY ${keys}
    UNION ALL
    SELECT billing_account_id, ${livePeriodColumn} AS billing_period, snapshot_id, currency, ifNull(date, toDate(0)) AS usage_date, ${ofLive.join(", ")},
      ifNull(sum(toDecimal256(extended_cost, 18)), toDecimal256(0, 18)) AS cost,
      ifNull(sum(toDecimal256(extended_cost_tax, 18)), toDecimal256(0, 18)) AS cost_with_tax,
      count() AS charges
    FROM \`${AzureBillingDetailTable.name}\` FINAL
    WHERE snapshot_id = 'live'
      AND (billing_account_id, ${livePeriodColumn}) NOT IN (SELECT billing_account_id, billing_period FROM ${active})
    GROUP BY ${keys}
    UNION ALL
    SELECT f.billing_account_id AS billing_account_id, f.billing_period AS billing_period, f.snapshot_id AS snapshot_id, f.currency AS currency,
      f.usage_date AS usage_date, ${ofFocus.join(", ")},
      sum(f.billed_cost) AS cost, sum(f.billed_cost) AS cost_with_tax, sum(f.charges) AS charges
    FROM \`${DailyFocusCostTable.name}\` AS f
    WHERE f.snapshot_id IN (SELECT snapshot_id FROM ${active} WHERE snapshot_id NOT IN (SELECT snapshot_id FROM \`${rollup.name}\`))
    GROUP BY ${keys}`;
}
