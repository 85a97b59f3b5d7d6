import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import type { MooseClient } from "../runtime/moose-client";
import { readCurrencyCode } from "../domain/read-currency-code";
import { sha256Hex } from "../runtime/sha256-hex";
import { writeOrRefuse } from "../runtime/write-or-refuse";
import { writeRows } from "../runtime/write-rows";
import { writeText } from "../runtime/write-text";
import { azureBillingDetailColumns } from "./azure-billing-detail-columns";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { azureBillingDetailText } from "./azure-billing-detail-text";
import { type AzureBillingDetailRows, toAzureBillingDetailRows } from "./to-azure-billing-detail-rows";

interface PostedCharge {
  readonly record: AzureBillingDetailRecord;
  readonly rows: Extract<AzureBillingDetailRows, { readonly kind: "charge" }>;
}

/** What became of posted records: each of them is one of the two. */
export interface WrittenRecords {
  readonly charges: readonly AzureBillingDetailRecord[];
  readonly letters: readonly { readonly record: AzureBillingDetailRecord; readonly reason: string }[];
}

/**
 * Makes charges of posted records and stores them with their audits. A record that is no charge, or whose charge the table refuses, becomes
 * a dead letter. Throws when ClickHouse is away: doing all of it again changes no total.
 */
export async function writeAzureBillingDetail(
  client: MooseClient,
  records: readonly AzureBillingDetailRecord[],
  contextOf: (currency: string) => EnrichmentContext,
): Promise<WrittenRecords> {
  const now = new Date().toISOString();
  const charges: PostedCharge[] = [];
  const letters: { readonly record: AzureBillingDetailRecord; readonly reason: string }[] = [];
  for (const record of records) {
    const rows = toAzureBillingDetailRows(record, contextOf(readCurrencyCode(record.currency)), now);
    if (rows.kind === "charge") charges.push({ record, rows });
    else letters.push({ record, reason: rows.reason });
  }
  const refused = await writeOrRefuse(charges, (part) => writeCharges(client, part, now));
  for (const { row, reason } of refused) letters.push({ record: row.record, reason });
  await writeRows(
    client,
    "AzureBillingDetailDeadLetter",
    letters.map(({ record, reason }) => toLetter(record, reason, now)),
  );
  const isRefused = new Set(refused.map(({ row }) => row));
  return { charges: charges.filter((charge) => !isRefused.has(charge)).map(({ record }) => record), letters };
}

async function writeCharges(client: MooseClient, posted: readonly PostedCharge[], now: string): Promise<void> {
  // The audit first: a charge that can be read has its audit, and a second delivery replaces both.
  await writeRows(
    client,
    "TaggingAudit",
    posted.flatMap(({ rows: { audit } }) => (audit === null ? [] : [audit])),
  );
  const lines = posted.map(({ rows: { charge, unknownFields } }) => azureBillingDetailText(charge, unknownFields, now));
  await writeText(client, { table: "AzureBillingDetail", columns: azureBillingDetailColumns, chunks: [Buffer.from(lines.join(""))] });
}

function toLetter(record: AzureBillingDetailRecord, reason: string, now: string): object {
  const original = JSON.stringify(record);
  return { letter_id: sha256Hex(original), original, reason, failed_at: now, replayed_at: null, version: now };
}
