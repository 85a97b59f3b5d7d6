import { Api, sql } from "@514labs/moose-lib";
import type { tags } from "typia";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";

interface CostsParams {
  /** The usage month, `YYYY-MM`. */
  month: string & tags.Pattern<"^\\d{4}-(0[1-9]|1[0-2])$">;
}

interface CostsRow {
  billing_account_id: string;
  /** Digits, not a JSON number: exact to the last one. */
  cost: string;
  charges: string;
}

const charge = AzureBillingDetailTable.columns;

/** GET /api/costs?month=YYYY-MM: cost of the month by billing account; a charge that was delivered twice counts once. */
export const CostsApi = new Api<CostsParams, CostsRow[]>("costs", async ({ month }, { client }) => {
  const firstDay = `${month}-01`;
  const result = await client.query.execute<CostsRow>(sql.statement`
    SELECT ${charge.billing_account_id} AS billing_account_id, toString(sum(${charge.extended_cost})) AS cost, toString(count()) AS charges
    FROM ${AzureBillingDetailTable} FINAL
    WHERE ${charge.month_date} = toDate(${firstDay})
    GROUP BY billing_account_id
    ORDER BY billing_account_id`);
  return result.json();
});
