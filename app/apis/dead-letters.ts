import { Api, sql } from "@514labs/moose-lib";
import type { tags } from "typia";
import { AzureBillingDetailDeadLetterTable } from "../tables/azure-billing-detail-dead-letter";

interface DeadLettersParams {
  /** At most this many, the latest first; 100 unless said. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000>;
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

const letter = AzureBillingDetailDeadLetterTable.columns;

/** GET /api/dead-letters: posted records that became no charge, with the reason. */
export const DeadLettersApi = new Api<DeadLettersParams, DeadLettersRow[]>("dead-letters", async ({ limit = 100 }, { client }) => {
  const result = await client.query.execute<DeadLettersRow>(sql.statement`
    SELECT ${letter.letter_id} AS letter_id, ${letter.original} AS original, ${letter.reason} AS reason,
      ${letter.failed_at} AS failed_at, ${letter.replayed_at} AS replayed_at
    FROM ${AzureBillingDetailDeadLetterTable} FINAL
    ORDER BY failed_at DESC, letter_id
    LIMIT ${limit}`);
  return result.json();
});
