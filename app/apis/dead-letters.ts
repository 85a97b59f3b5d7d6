import { Api } from "@514labs/moose-lib";
import type { tags } from "typia";
import type { Answer } from "./serving/answer";
import { Bound } from "./serving/bound";
import { instantOf } from "./serving/instant-of";
import { pageCursor } from "./serving/page-cursor";
import { answering, serveApi } from "./serving/serve-api";
import { SqlText } from "./serving/sql-text";

interface DeadLettersParams {
  /** At most this many, the latest first; 100 unless said. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** page.next of the answer before. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$"> & tags.Example<"WyIyMDk5LTAxLTAxIDAwOjAwOjAwLjAwMCIsIjAiXQ">;
}

interface DeadLettersRow {
  letter_id: string;
  /** The posted record as JSON text. */
  original: string;
  reason: string;
  failed_at: string;
  /** When `npm run dead-letters -- replay` sent it again; null: never. */
  replayed_at: string | null;
}

/**
 * GET /api/dead-letters: posted records that became no charge, with the reason. For editors of all billing accounts, since what is no charge has no
 * account that could be relied on.
 */
export const DeadLettersApi = serveApi(
  { role: "editor", everyAccount: true },
  new Api<DeadLettersParams, Answer<DeadLettersRow>>(
    "dead-letters",
    answering(async ({ limit = 100, page }, request) => {
      const [failedAt = "", letterId = ""] = page === undefined ? [] : pageCursor.read(page, 2);
      const after =
        page === undefined
          ? SqlText.of``
          : SqlText.of`WHERE d.failed_at < ${instantOf(failedAt)} OR (d.failed_at = ${instantOf(failedAt)} AND d.letter_id > ${Bound.text(letterId)})`;
      const data = await request.rows<DeadLettersRow>(SqlText.of`
        SELECT d.letter_id AS letter_id, d.original AS original, d.reason AS reason, toString(d.failed_at, 'UTC') AS failed_at,
          toString(d.replayed_at, 'UTC') AS replayed_at
        FROM AzureBillingDetailDeadLetter AS d FINAL ${after}
        ORDER BY d.failed_at DESC, d.letter_id
        LIMIT ${Bound.count(limit)}`);
      const next = pageCursor.next(data, limit, (last) => [last.failed_at, last.letter_id]);
      return { data, snapshots: [], currency: null, totals: [], page: { next }, problems: [] };
    }),
    { metadata: { description: "Posted records that could not become charges, and why" } },
  ),
);
