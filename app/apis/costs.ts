import { Api } from "@514labs/moose-lib";
import type { tags } from "typia";
import { BillingMonth } from "../domain/calendar/billing-month";
import type { Answer } from "./serving/answer";
import { ApiError } from "./serving/api-error";
import { Bound } from "./serving/bound";
import { readAnswerSnapshots } from "./serving/read-answer-snapshots";
import { answering, serveApi } from "./serving/serve-api";
import { SqlText } from "./serving/sql-text";

interface CostsParams {
  /** The usage month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
}

interface CostsRow {
  billing_account_id: string;
  /** A row per currency: amounts of two are never added. */
  currency: string;
  /** Digits, not a JSON number: exact to the last one. */
  cost: string;
  charges: string;
}

interface CostsTotal {
  currency: string;
  cost: string;
  charges: string;
}

/**
 * GET /api/costs?month=YYYY-MM: cost of the month by billing account and currency; a charge that was delivered twice counts once.
 * Summed as Decimal256, because a sum of Decimal(38,18) wraps around in silence from 1.7e20 on.
 */
export const CostsApi = serveApi(
  { role: "reader" },
  new Api<CostsParams, Answer<CostsRow, CostsTotal>>(
    "costs",
    answering(async ({ month }, request) => {
      const period = BillingMonth.parse(month);
      if (period === null) throw new ApiError("bad-parameter", "month is no month", { parameter: "month", allowed: ["YYYY-MM"] });
      const ofMonth = SqlText.of`FROM CurrentDailyCostByService WHERE billing_period = ${Bound.date(period.firstDay)}`;
      const sums = SqlText.of`toString(sum(cost)) AS cost, toString(sum(charges)) AS charges`;
      const [data, totals, snapshots] = await Promise.all([
        request.rows<CostsRow>(
          SqlText.of`SELECT billing_account_id, currency, ${sums} ${ofMonth} GROUP BY billing_account_id, currency ORDER BY billing_account_id, currency`,
        ),
        request.rows<CostsTotal>(SqlText.of`SELECT currency, ${sums} ${ofMonth} GROUP BY currency ORDER BY currency`),
        readAnswerSnapshots(request, { from: period.firstDay, through: period.firstDay }),
      ]);
      const currency = totals.length === 1 ? (totals[0]?.currency ?? null) : null;
      return { data, snapshots, currency, totals, page: { next: null }, problems: [] };
    }),
  ),
);
