import type { tags } from "typia";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { type BillingPeriod, billingPeriodFrom } from "../../domain/calendar/billing-period";
import type { ChangeRow, ChangeTotalRow } from "../../pipeline/changes-sql";
import { readChanges } from "../../pipeline/read-changes";
import { type Answer, answerOf } from "../serving/answer";
import { ApiError } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { readAnswerSnapshots } from "../serving/read-answer-snapshots";
import { countOf } from "../../domain/text/count-of";
import { SqlText } from "../serving/sql-text";
import { monthParameter } from "./parameters";

export interface ChangesParams {
  /** Billing account id (at Azure the enrollment number). */
  billing_account: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Billing month, `YYYY-MM`. When several billing periods begin in it, `from` or `to` selects one. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Snapshot ids. Default: the previously active snapshot and the active one. */
  from?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,64}$">;
  to?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,64}$">;
  /** Maximum rows to return (default 100), largest difference first. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<100>;
}

export interface ChangesAnswer extends Answer<ChangeRow, ChangeTotalRow> {
  /** The compared snapshots. */
  from: string;
  to: string;
}

/** The answer of GET /api/changes. */
export async function answerChanges(
  { billing_account: billingAccountId, month, from, to, limit = 100 }: ChangesParams,
  request: ApiRequest,
): Promise<ChangesAnswer> {
  const period = await periodOf(request, billingAccountId, monthParameter(month), [from, to]);
  const key = { billingAccountId, period };
  const changes = await readChanges(request.database, key, { from, to, limit });
  if (changes === null) throw new ApiError("not-found", "This month does not have two such snapshots to compare; see /api/snapshots");
  const snapshots = await readAnswerSnapshots(request, { from: period.firstDay, through: period.firstDay, account: billingAccountId });
  const { totals } = changes;
  return {
    ...answerOf({
      data: changes.changes,
      snapshots,
      totals,
      problems:
        changes.withoutCost > 0
          ? [
              {
                code: "cost-missing",
                message: `Not counted in any amount, because their cost is missing or unreadable: ${countOf(changes.withoutCost, "charge")}`,
              },
            ]
          : [],
    }),
    from: changes.from,
    to: changes.to,
  };
}

/** The billing period that is asked for: the one that the named snapshots are of, or the only one that begins in the month. Throws the 400 when it is none of these. */
async function periodOf(
  request: ApiRequest,
  account: string,
  month: BillingMonth,
  named: readonly (string | undefined)[],
): Promise<BillingPeriod> {
  const ids = named.filter((id) => id !== undefined);
  const isAsked = ids.length === 0 ? SqlText.of`e.step = 3` : SqlText.of`e.snapshot_id IN ${Bound.texts(ids)}`;
  const rows = await request.rows<{ readonly first_day: string }>(SqlText.of`
    SELECT DISTINCT toString(e.billing_period) AS first_day FROM BillingSnapshot AS e
    WHERE e.billing_account_id = ${Bound.text(account)} AND ${isAsked}
      AND e.billing_period BETWEEN ${Bound.date(month.firstDay)} AND ${Bound.date(`${month.toString()}-${month.days}`)}
    ORDER BY first_day`);
  if (rows.length > 1) {
    const days = rows.map(({ first_day }) => first_day).join(", ");
    throw new ApiError("bad-parameter", `Several billing periods begin in this month, on ${days}; select a snapshot of one of them`, {
      parameter: "to",
      allowed: ["a snapshot_id of /api/snapshots"],
    });
  }
  return billingPeriodFrom(rows[0]?.first_day ?? month.firstDay) ?? month;
}
