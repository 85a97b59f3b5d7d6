import { Api, sql } from "@514labs/moose-lib";
import type { tags } from "typia";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";

interface CostsParams {
  /** The usage month, `YYYY-MM`. */
  month: string & tags.Pattern<"^\\d{4}-(0[1-9]|1[0-2])$">;
}

interface CostsRow {
  billing_account_id: string;
  /** A row per currency: amounts of two are never added. */
  currency: string;
  /** Digits, not a JSON number: exact to the last one. */
  cost: string;
  charges: string;
}

const charge = AzureBillingDetailTable.columns;

/**
 * GET /api/costs?month=YYYY-MM: cost of the month by billing account and currency; a charge that was delivered twice counts once.
 * Summed as Decimal256, because a sum of Decimal(38,18) wraps around in silence from 1.7e20 on.
 */
export const CostsApi = new Api<CostsParams, CostsRow[]>("costs", async ({ month }, { client }) => {
  const firstDay = `${month}-01`;
  const result = await client.query.execute<CostsRow>(sql.statement`
    SELECT ${charge.billing_account_id} AS billing_account_id, ${charge.currency} AS currency,
      toString(sum(toDecimal256(${charge.extended_cost}, 18))) AS cost, toString(count()) AS charges
    FROM ${AzureBillingDetailTable} FINAL
    WHERE ${charge.month_date} = toDate(${firstDay})
    GROUP BY billing_account_id, currency
    ORDER BY billing_account_id, currency`);
  return result.json();
});
