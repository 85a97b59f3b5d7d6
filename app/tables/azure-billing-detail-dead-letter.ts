import { ClickHouseEngines, type DateTime64String, OlapTable } from "@514labs/moose-lib";

/**
 * Grain: one posted record that could not become a charge. The original is text, since a JSON column would rewrite its dates and digits.
 * Read with FINAL: a record that is delivered twice is one dead letter, and replaying it sets `replayed_at`.
 */
export interface AzureBillingDetailDeadLetterRow {
  /** SHA-256 of the original. */
  letter_id: string;
  original: string;
  reason: string;
  failed_at: DateTime64String<3>;
  replayed_at: DateTime64String<3> | null;
  version: DateTime64String<3>;
}

export const AzureBillingDetailDeadLetterTable = new OlapTable<AzureBillingDetailDeadLetterRow>("AzureBillingDetailDeadLetter", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "version",
  orderByFields: ["letter_id"],
});
