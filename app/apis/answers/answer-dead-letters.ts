import type { tags } from "typia";
import { toAccountId } from "../../domain/access/is-account-id";
import type { Answer } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { instantOf } from "../serving/page-place";
import { pageCursor } from "../serving/page-cursor";
import { SqlText } from "../serving/sql-text";

export interface DeadLettersParams {
  /** Only dead letters with this billing account as their enrollment. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** `true`: only dead letters that were never replayed; `false`: only replayed ones. */
  waiting?: boolean;
  /** Maximum rows to return (default 100), latest first. Totals cover all rows. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** `page.next` of the previous answer. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$"> & tags.Example<"WyIyMDk5LTAxLTAxIDAwOjAwOjAwLjAwMCIsIjAiXQ">;
}

export interface DeadLettersRow {
  letter_id: string;
  /** Billing account named in the record; null when it has no valid one. */
  billing_account_id: string | null;
  /** The posted record as JSON text. */
  original: string;
  reason: string;
  failed_at: string;
  /** When `npm run dead-letters -- replay` replayed it; null when it was not. */
  replayed_at: string | null;
}

export interface DeadLettersTotal {
  letters: string;
  /** Of these, never replayed. */
  waiting: string;
}

/** Posted records that became no charge, the latest first. */
export async function answerDeadLetters(
  { billing_account: billingAccount, waiting, limit = 100, page }: DeadLettersParams,
  request: ApiRequest,
): Promise<Answer<DeadLettersRow, DeadLettersTotal>> {
  const isWaiting = SqlText.of`d.replayed_at IS NULL`;
  const letters = SqlText.of`FROM AzureBillingDetailDeadLetter AS d FINAL WHERE 1 ${ofLetterAccount(billingAccount)}
    ${waiting === undefined ? SqlText.of`` : waiting ? SqlText.of`AND ${isWaiting}` : SqlText.of`AND NOT ${isWaiting}`}`;
  const rows = SqlText.of`
      SELECT d.letter_id AS letter_id, nullIf(${letterAccount}, '') AS billing_account_id, d.original AS original, d.reason AS reason,
        toString(d.failed_at, 'UTC') AS failed_at, toString(d.replayed_at, 'UTC') AS replayed_at
      ${letters}`;
  request.allRows?.({
    statement: rows,
    columns: ["letter_id", "billing_account_id", "original", "reason", "failed_at", "replayed_at"].map((name) => ({ name })),
  });
  const [data, totals] = await Promise.all([
    request.allRows !== undefined
      ? []
      : request.rows<DeadLettersRow>(SqlText.of`
      ${rows} ${page === undefined ? SqlText.of`` : following(pageCursor.read(page, 2))}
      ORDER BY d.failed_at DESC, d.letter_id LIMIT ${Bound.count(limit)}`),
    request.rows<DeadLettersTotal>(SqlText.of`SELECT toString(count()) AS letters, toString(countIf(${isWaiting})) AS waiting ${letters}`),
  ]);
  const next = pageCursor.next(data, limit, (last) => [last.failed_at, last.letter_id]);
  return { data, snapshots: [], currency: null, totals, page: { next }, problems: [] };
}

function following([failedAt = "", letterId = ""]: readonly string[]): SqlText {
  const at = instantOf(failedAt);
  return SqlText.of`AND (d.failed_at < ${at} OR (d.failed_at = ${at} AND d.letter_id > ${Bound.text(letterId)}))`;
}

/**
 * The billing account that a dead letter `d` names as its enrollment, in lower case and without what `trimInvisible` takes off; empty when it names none that
 * could be one. The original may be any text, so it is not relied on for who may see it.
 */
export const letterAccount = SqlText.of`lower(extract(JSONExtractString(d.original, 'enrollment'), '^[\\s\\x{00}-\\x{1F}\\x{7F}\\x{AD}\\p{Z}\\x{180E}\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{FEFF}]*([A-Za-z0-9_.:-]{1,128})[\\s\\x{00}-\\x{1F}\\x{7F}\\x{AD}\\p{Z}\\x{180E}\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{FEFF}]*$'))`;

/** `AND …` for the letters of one billing account, else nothing. */
export function ofLetterAccount(billingAccount: string | undefined): SqlText {
  return billingAccount === undefined ? SqlText.of`` : SqlText.of`AND ${letterAccount} = ${Bound.text(toAccountId(billingAccount))}`;
}
