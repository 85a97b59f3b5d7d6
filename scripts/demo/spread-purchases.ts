import type { ClickHouseClient } from "@clickhouse/client";
import { ExactSum } from "../../app/domain/snapshot/exact-sum";

/** What was billed for the commitments of an account, beside what is spread of it. Amounts are digits. */
export interface SpreadPurchases {
  readonly currency: string;
  readonly commitments: string;
  readonly billed: string;
  /** Effective cost of what was used and unused in all bills. */
  readonly effective: string;
  /** Of days after the last bill. */
  readonly toCome: string;
  /** Billed less effective and to come: 0 where nothing is lost or counted twice. */
  readonly difference: string;
}

/**
 * Compares what was billed for commitments with their effective cost over their lives: that of the published bills, and that of the days after them by the terms
 * that the last bill was read by. Only of commitments whose terms are known.
 */
export async function readSpreadPurchases(clickhouse: ClickHouseClient, account: string): Promise<readonly SpreadPurchases[]> {
  const spread = "x_EffectiveCostSource IN ('order-terms', 'reservation-details')";
  const query = `
    SELECT f.currency AS currency, t.commitments AS commitments, f.billed AS billed, f.effective AS effective, toString(t.purchased - t.before - f.last_effective) AS toCome
    FROM (
      SELECT BillingCurrency AS currency, toString(sumIf(toDecimal256(BilledCost, 18), ChargeCategory = 'Purchase')) AS billed,
        toString(sum(toDecimal256(EffectiveCost, 18))) AS effective, sumIf(toDecimal256(EffectiveCost, 18), x_BillingPeriod = ${lastPeriod}) AS last_effective
      FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = {account:String} AND ${spread} GROUP BY currency) AS f
    INNER JOIN (
      SELECT currency, toString(count()) AS commitments, sum(toDecimal256(purchased, 18)) AS purchased, sum(toDecimal256(spread_before, 18)) AS before
      FROM CommitmentTerm WHERE billing_account_id = {account:String} AND evidence != 'unknown' AND billing_period = ${lastPeriod}
        AND snapshot_id IN (SELECT snapshot_id FROM CurrentBillingSnapshot WHERE billing_account_id = {account:String}) GROUP BY currency) AS t USING (currency)
    ORDER BY currency`;
  const result = await clickhouse.query({ query, query_params: { account }, format: "JSONEachRow" });
  const rows = await result.json<Omit<SpreadPurchases, "difference">>();
  return rows.map((row) => ({
    ...row,
    difference: new ExactSum(row.billed).minus(new ExactSum(row.effective)).minus(new ExactSum(row.toCome)).toString(),
  }));
}

const lastPeriod = "(SELECT max(billing_period) FROM CurrentBillingSnapshot WHERE billing_account_id = {account:String})";
