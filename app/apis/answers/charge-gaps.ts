import type { BillingMonth } from "../../domain/calendar/billing-month";
import type { AnswerProblem, AnswerSnapshot } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { mostNamedSnapshots } from "../serving/most-named-snapshots";
import { SqlText } from "../serving/sql-text";
import { onlyAccount } from "./only-account";

/** Charges of one billing account and currency that an answer by day cannot place, or that have no cost to add up. */
export interface ChargeGap {
  readonly account: string;
  readonly currency: string;
  /** Charges without a readable day, and what they cost; null when none of them has a cost. */
  readonly undated: string;
  readonly undated_cost: string | null;
  /** Charges without a readable cost. */
  readonly unpriced: string;
}

/**
 * The charges of a month, of the given snapshots and live, that have no readable day or no readable cost. Published snapshots do not change, so
 * what was found in one is kept. A live charge without a day is of the month that its own year and month say.
 */
export async function readChargeGaps(
  request: ApiRequest,
  { month, snapshots, billingAccount }: ChargeGapQuestion,
): Promise<readonly ChargeGap[]> {
  const ids = snapshots
    .filter(({ billing_period, snapshot_id }) => billing_period >= month.firstDay && snapshot_id !== "live")
    .map(({ snapshot_id }) => snapshot_id);
  const chunks = Array.from({ length: Math.ceil(ids.length / mostNamedSnapshots) }, (_, index) =>
    ids.slice(index * mostNamedSnapshots, (index + 1) * mostNamedSnapshots),
  );
  const found = await Promise.all([
    ...chunks.map((chunk) => request.keptRows<ChargeGap>(gapsOf(publishedSql(chunk)))),
    request.rows<ChargeGap>(gapsOf(liveSql(month, billingAccount))),
  ]);
  return found.flat();
}

/** Which charges: the live ones of this month, and those of snapshots of it; earlier ones are passed over. */
export interface ChargeGapQuestion {
  readonly month: BillingMonth;
  readonly snapshots: readonly AnswerSnapshot[];
  readonly billingAccount: string | undefined;
}

/** What an answer says of them, each with its number and amount. `place` says where charges without a day are in the answer. */
export function chargeGapProblems(gaps: readonly ChargeGap[], place: string): readonly AnswerProblem[] {
  return gaps.flatMap(({ account, currency, undated, undated_cost, unpriced }) => [
    ...(undated === "0"
      ? []
      : [
          {
            code: "charges-without-day",
            message: `${account}: ${undated} charges have no readable day, ${undated_cost === null ? "nor a cost" : `${undated_cost} ${currency}`}; ${place}`,
          },
        ]),
    ...(unpriced === "0"
      ? []
      : [
          {
            code: "charges-without-cost",
            message: `${account}: ${unpriced} charges in ${currency} have no readable cost and are in no amount`,
          },
        ]),
  ]);
}

function gapsOf(charges: SqlText): SqlText {
  return SqlText.of`
    SELECT c.account AS account, c.currency AS currency, toString(countIf(c.undated)) AS undated, toString(sumOrNullIf(c.cost, c.undated)) AS undated_cost,
      toString(countIf(c.cost IS NULL)) AS unpriced
    FROM (${charges}) AS c GROUP BY c.account, c.currency ORDER BY c.account, c.currency`;
}

/** Of a snapshot of native usage rows by its own rows, of an imported one by what its FOCUS rows say of themselves. */
function publishedSql(ids: readonly string[]): SqlText {
  return SqlText.of`
    SELECT a.billing_account_id AS account, a.currency AS currency, toDecimal256(a.extended_cost, 18) AS cost, a.date IS NULL AS undated
    FROM AzureBillingSnapshotDetail AS a
    WHERE a.snapshot_id IN ${Bound.texts(ids)} AND (a.date IS NULL OR a.extended_cost IS NULL)
    UNION ALL
    SELECT f.x_BillingAccountId, f.BillingCurrency, if(has(f.x_Problems, 'cost-missing'), NULL, toDecimal256(f.BilledCost, 18)), has(f.x_Problems, 'charge-period-unknown')
    FROM FocusCostAndUsage AS f
    WHERE f.x_SnapshotId IN ${Bound.texts(ids)} AND hasAny(f.x_Problems, ['cost-missing', 'charge-period-unknown'])
      AND f.x_SnapshotId NOT IN (SELECT d.snapshot_id FROM DailyCostByService AS d WHERE d.snapshot_id IN ${Bound.texts(ids)})`;
}

function liveSql(month: BillingMonth, billingAccount: string | undefined): SqlText {
  return SqlText.of`
    SELECT a.billing_account_id AS account, a.currency AS currency, toDecimal256(a.extended_cost, 18) AS cost, a.date IS NULL AS undated
    FROM CurrentAzureBillingDetail AS a
    WHERE a.snapshot_id = 'live' AND a.billing_period = ${Bound.date(month.firstDay)} AND (a.date IS NULL OR a.extended_cost IS NULL)
      ${onlyAccount(SqlText.of`a.billing_account_id`, billingAccount)}`;
}
