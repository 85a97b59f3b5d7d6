import { countOf } from "../../domain/text/count-of";
import type { Comparison } from "../../pipeline/read-changes";
import { sha256Hex } from "../../runtime/sha256-hex";
import type { AnswerProblem, AnswerSnapshot } from "../serving/answer";
import { ApiError } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { noSuchPage, pageCursor } from "../serving/page-cursor";
import { nameSnapshots } from "../serving/read-answer-snapshots";

/** The comparisons of a question, and what of it cannot be compared. */
export interface Compared {
  readonly compared: readonly Comparison[];
  readonly dropped: readonly AnswerProblem[];
}

/** Two snapshots of a billing period, as an answer names them. */
export interface ComparedPeriod {
  billing_account_id: string;
  /** First day of the billing period. */
  billing_period: string;
  /** Null when nothing was published before: all charges of `to` were added. */
  from: string | null;
  to: string;
}

/** The comparisons as an answer names them. */
export function comparedPeriods(compared: readonly Comparison[]): readonly ComparedPeriod[] {
  return compared.map(({ account, period, from, to }) => ({ billing_account_id: account, billing_period: period, from, to }));
}

/** The later snapshots of the comparisons. */
export function nameCompared(request: ApiRequest, compared: readonly Comparison[]): Promise<readonly AnswerSnapshot[]> {
  return nameSnapshots(
    request,
    compared.map(({ account, period, to }) => ({ account, period, snapshot: to })),
  );
}

/** The pages of rows in a fixed order, by their number: what is compared does not change. `question` is what else decides which rows there are. */
export function comparisonPages(
  compared: readonly Comparison[],
  question: string,
): {
  /** Where a page begins. Throws 400 for an invalid cursor, and 409 when the snapshots compared are not those of the first page. */
  readonly read: (page: string | undefined) => number;
  readonly next: (rows: readonly unknown[], limit: number, offset: number) => string | null;
} {
  const asked = sha256Hex(JSON.stringify([compared, question])).slice(0, 20);
  return {
    read: (page) => {
      if (page === undefined) return 0;
      const [of, offset = ""] = pageCursor.read(page, 2);
      if (!/^\d{1,9}$/.test(offset)) throw noSuchPage();
      if (of === asked) return Number(offset);
      throw new ApiError(
        "snapshots-changed",
        "A bill was published or rolled back since the first page, or the question is another; start again without page",
        { parameter: "page" },
      );
    },
    next: (rows, limit, offset) => (rows.length === limit ? pageCursor.write([asked, String(offset + limit)]) : null),
  };
}

/** The problem `cost-missing` for a number of charges; none for 0. */
export function missingCost(charges: number): readonly AnswerProblem[] {
  if (charges === 0) return [];
  const message = `Not counted in any amount, because their cost is missing or unreadable: ${countOf(charges, "charge")}`;
  return [{ code: "cost-missing", message }];
}
