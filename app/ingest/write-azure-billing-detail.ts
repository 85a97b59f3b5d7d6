import type { Charge } from "../domain/charge/charge";
import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import { readCurrencyCode } from "../domain/currency-code";
import { chargeText } from "../pipeline/charge-text";
import { tabText } from "../pipeline/tab-text";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import { writeOrRefuse } from "../runtime/clickhouse/write-or-refuse";
import { writeRows } from "../runtime/clickhouse/write-rows";
import { writeText } from "../runtime/clickhouse/write-text";
import { sha256Hex } from "../runtime/sha256-hex";
import type { AzureBillingDetailRow } from "../tables/azure-billing-detail";
import { chargeColumns, type EveryColumn } from "../tables/charge-columns";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { type AzureBillingDetailRows, toAzureBillingDetailRows } from "./to-azure-billing-detail-rows";

interface PostedCharge {
  readonly record: AzureBillingDetailRecord;
  readonly rows: Extract<AzureBillingDetailRows, { readonly kind: "charge" }>;
}

/** The outcome of posted records: each is a charge or a dead letter. */
export interface WrittenRecords {
  readonly charges: readonly AzureBillingDetailRecord[];
  readonly letters: readonly { readonly record: AzureBillingDetailRecord; readonly reason: string }[];
}

/**
 * Makes charges of posted records and stores them with their audits. A record that is not a charge, or whose charge the table refuses, becomes
 * a dead letter. Throws when ClickHouse is unavailable; repeating the call changes no total.
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

/** One line of TabSeparated for the table of the live charges: `azureBillingDetailColumns` in their order. `ingestedAt` is `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
function azureBillingDetailText(charge: Charge, unknownFields: number, ingestedAt: string): string {
  const { billing_account_id, currency, snapshot_id, charge_id, occurrence } = charge;
  const key = `${tabText(billing_account_id)}\t${tabText(currency)}\t${tabText(snapshot_id)}\t${charge_id}\t${occurrence}\t${ingestedAt}`;
  return `${key}\t${chargeText(charge, unknownFields)}\n`;
}

const keyColumns = ["billing_account_id", "currency", "snapshot_id", "charge_id", "occurrence", "ingested_at"] as const;

/** All columns of the table in the order `azureBillingDetailText` writes them. */
const azureBillingDetailColumns: EveryColumn<AzureBillingDetailRow, (typeof keyColumns | typeof chargeColumns)[number]> = [
  ...keyColumns,
  ...chargeColumns,
];
