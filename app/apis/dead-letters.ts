import { Api } from "@514labs/moose-lib";
import type { tags } from "typia";
import { letterAccount, ofLetterAccount } from "./answers/dead-letters-sql";
import type { Answer } from "./serving/answer";
import { Bound } from "./serving/bound";
import { instantOf } from "./serving/instant-of";
import { pageCursor } from "./serving/page-cursor";
import { answering, serveApi } from "./serving/serve-api";
import { SqlText } from "./serving/sql-text";

interface DeadLettersParams {
  /** Only the letters that name this billing account as their enrollment. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Only those that were never replayed (`true`), or that were (`false`). */
  waiting?: boolean;
  /** At most this many, the latest first; 100 unless said. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** page.next of the answer before. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$"> & tags.Example<"WyIyMDk5LTAxLTAxIDAwOjAwOjAwLjAwMCIsIjAiXQ">;
}

interface DeadLettersRow {
  letter_id: string;
  /** The billing account that the record names; null when it names none that could be one. */
  billing_account_id: string | null;
  /** The posted record as JSON text. */
  original: string;
  reason: string;
  failed_at: string;
  /** When `npm run dead-letters -- replay` sent it again; null: never. */
  replayed_at: string | null;
}

interface DeadLettersTotal {
  letters: string;
  /** Of them, never replayed. */
  waiting: string;
}

/**
 * GET /api/dead-letters?billing_account=…: posted records that became no charge, with the reason. For editors of all billing accounts, since what is no charge has no
 * account that could be relied on.
 */
export const DeadLettersApi = serveApi(
  { role: "editor", everyAccount: true },
  new Api<DeadLettersParams, Answer<DeadLettersRow, DeadLettersTotal>>(
    "dead-letters",
    answering(async ({ billing_account: billingAccount, waiting, limit = 100, page }, request) => {
      const isWaiting = SqlText.of`d.replayed_at IS NULL`;
      const letters = SqlText.of`FROM AzureBillingDetailDeadLetter AS d FINAL WHERE 1 ${ofLetterAccount(billingAccount)}
        ${waiting === undefined ? SqlText.of`` : waiting ? SqlText.of`AND ${isWaiting}` : SqlText.of`AND NOT ${isWaiting}`}`;
      const [data, totals] = await Promise.all([
        request.rows<DeadLettersRow>(SqlText.of`
          SELECT d.letter_id AS letter_id, nullIf(${letterAccount}, '') AS billing_account_id, d.original AS original, d.reason AS reason,
            toString(d.failed_at, 'UTC') AS failed_at, toString(d.replayed_at, 'UTC') AS replayed_at
          ${letters} ${page === undefined ? SqlText.of`` : after(pageCursor.read(page, 2))}
          ORDER BY d.failed_at DESC, d.letter_id
          LIMIT ${Bound.count(limit)}`),
        request.rows<DeadLettersTotal>(
          SqlText.of`SELECT toString(count()) AS letters, toString(countIf(${isWaiting})) AS waiting ${letters}`,
        ),
      ]);
      const next = pageCursor.next(data, limit, (last) => [last.failed_at, last.letter_id]);
      return { data, snapshots: [], currency: null, totals, page: { next }, problems: [] };
    }),
    { metadata: { description: "Posted records that could not become charges, and why" } },
  ),
);

function after([failedAt = "", letterId = ""]: readonly string[]): SqlText {
  const at = instantOf(failedAt);
  return SqlText.of`AND (d.failed_at < ${at} OR (d.failed_at = ${at} AND d.letter_id > ${Bound.text(letterId)}))`;
}
