import type { tags } from "typia";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { type BillingPeriod, billingPeriodFrom } from "../../domain/calendar/billing-period";
import { allChangesSql, changeColumns, type ChangeRow, type ChangeTotalRow } from "../../pipeline/changes-sql";
import { chooseComparison, comparedParameters, readComparisons } from "../../pipeline/read-changes";
import { type Answer, answerOf } from "../serving/answer";
import { ApiError } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { type Compared, type ComparedPeriod, comparedPeriods, comparisonPages, missingCost, nameCompared } from "./compared-periods";
import { monthParameter } from "./parameters";
import { readMovedPeriods, readSince } from "./read-moved-periods";

export interface ChangesParams {
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Billing month, `YYYY-MM`. Defaults to all months. When several billing periods begin in it, `from` or `to` selects one. */
  month?: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** `yesterday`, `today`, a day `YYYY-MM-DD` (from its beginning, UTC) or an RFC 3339 time: what was published since. Without it: what the last reading of each month changed. */
  since?: string & tags.MaxLength<40> & tags.Example<"yesterday">;
  /** Snapshot ids, with billing_account and month. Default: the previously active snapshot and the active one. */
  from?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,64}$">;
  to?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,64}$">;
  /** Maximum rows to return (default 100), largest difference first. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<100>;
  /** `page.next` of the previous answer. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$">;
}

export interface ChangesAnswer extends Answer<ChangeRow, ChangeTotalRow> {
  /** The compared snapshots; empty when they are of several billing periods, or nothing was published before. */
  from: string;
  to: string;
  /** All compared snapshots. */
  compared: readonly ComparedPeriod[];
}

/** The answer of GET /api/changes. */
export async function answerChanges(params: ChangesParams, request: ApiRequest): Promise<ChangesAnswer> {
  const { since, limit = 100, page } = params;
  const isOne = params.billing_account !== undefined && params.month !== undefined && since === undefined;
  const { compared, dropped } = isOne ? await compareOne(params, request) : await compareMoved(params, request);
  const pages = comparisonPages(compared, "charge");
  const offset = pages.read(page);
  request.allRows?.({
    query: allChangesSql,
    parameters: { ...comparedParameters(compared) },
    columns: changeColumns.map((name) => ({ name })),
  });
  const { changes, totals, withoutCost } = await readComparisons(request.database, compared, {
    limit: request.allRows === undefined ? limit : 0,
    offset,
  });
  const [only] = compared;
  return {
    ...answerOf({
      data: changes,
      snapshots: await nameCompared(request, compared),
      totals,
      next: pages.next(changes, limit, offset),
      problems: [...dropped, ...missingCost(withoutCost)],
    }),
    from: compared.length === 1 ? (only?.from ?? "") : "",
    to: compared.length === 1 ? (only?.to ?? "") : "",
    compared: comparedPeriods(compared),
  };
}

async function compareOne({ billing_account = "", month = "", from, to }: ChangesParams, request: ApiRequest): Promise<Compared> {
  const period = await periodOf(request, billing_account, monthParameter(month), [from, to]);
  const compared = await chooseComparison(request.database, { billingAccountId: billing_account, period }, { from, to });
  if (compared === null) throw new ApiError("not-found", "This month does not have two such snapshots to compare; see /api/snapshots");
  return { compared: [compared], dropped: [] };
}

async function compareMoved({ billing_account, month, since, from, to }: ChangesParams, request: ApiRequest): Promise<Compared> {
  const named = from !== undefined ? "from" : to !== undefined ? "to" : undefined;
  if (named !== undefined)
    throw new ApiError("bad-parameter", `${named} requires billing_account and month, and no since`, {
      parameter: named,
      allowed: ["a snapshot_id of /api/snapshots"],
    });
  return readMovedPeriods(request, {
    account: billing_account,
    month: month === undefined ? undefined : monthParameter(month),
    since: since === undefined ? undefined : readSince(since, request.now),
  });
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
