import { doubtsOf } from "../../domain/cost/cost-doubt";
import { askCosts } from "../cost-questions/ask-costs";
import { measure } from "../cost-questions/cost-measure";
import { type CostScope, costRows } from "../cost-questions/cost-rows";
import { doubtColumns, type DoubtedRow, doubtSums, problemsOfDoubts } from "../cost-questions/doubt-sums";
import { undatedProblem } from "../cost-questions/read-day-problems";
import type { AnswerProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { SqlText } from "../serving/sql-text";

/** Charges of one billing account and currency that an answer by day cannot place, or that have no cost to add up. */
export interface ChargeGap extends DoubtedRow {
  readonly account: string;
  /** Charges without a readable day, and what they cost; null when none of them has a cost. */
  readonly undated: string;
  readonly undated_cost: string | null;
  /** Charges without a readable cost. */
  readonly unpriced: string;
}

/** Of the charges of a billing month, published and posted. */
export function readChargeGaps(request: ApiRequest, scope: CostScope): Promise<readonly ChargeGap[]> {
  const rows = costRows(
    "DailyFocusServiceCost",
    scope,
    () =>
      SqlText.of`billing_account_id AS account, currency, usage_date = toDate(0) AS undated, billed_cost, charges, ${SqlText.join(doubtColumns(doubts).map(measure), ", ")}`,
  );
  return askCosts<ChargeGap>(
    request,
    scope.snapshots,
    SqlText.of`
    SELECT r.account AS account, r.currency AS currency, toString(sumIf(r.charges, r.undated)) AS undated,
      toString(if(sumIf(r.charges - r.missing_charges, r.undated) = 0, NULL, sumIf(r.billed_cost, r.undated))) AS undated_cost,
      toString(sum(r.missing_charges)) AS unpriced, ${doubtSums(doubts)}
    FROM (${rows}) AS r GROUP BY r.account, r.currency ORDER BY r.account, r.currency`,
  );
}

/** What an answer by day says of them, in the words of /api/costs. */
export function chargeGapProblems(gaps: readonly ChargeGap[]): readonly AnswerProblem[] {
  const undated = gaps.filter((gap) => gap.undated !== "0");
  return [
    ...undatedProblem(undated.map(({ currency, undated: charges, undated_cost: billed_cost }) => ({ currency, charges, billed_cost }))),
    ...problemsOfDoubts(doubts, gaps),
  ];
}

const doubts = doubtsOf(["billed"]);
