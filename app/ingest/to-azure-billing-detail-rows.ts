import { readUsageDetail } from "../domain/azure-ea/read-usage-detail";
import type { UsageDetailReading } from "../domain/azure-ea/usage-detail-reading";
import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import { isCurrencyCode, readCurrencyCode } from "../domain/currency-code";
import { isNullText } from "../domain/text/is-null-text";
import { trimInvisible } from "../domain/trim-invisible";
import { toAccountId } from "../domain/access/is-account-id";
import { enrichUsageDetail } from "../domain/charge/enrich-usage-detail";
import type { Charge } from "../domain/charge/charge";
import type { TaggingAuditRow } from "../tables/tagging-audit";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { findJsonNumber } from "./find-json-number";

export type AzureBillingDetailRows =
  | { readonly kind: "charge"; readonly charge: Charge; readonly unknownFields: number; readonly audit: TaggingAuditRow | null }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * The rows of one posted record, or why it is not a usage row. `ingestedAt` is RFC 3339. Nothing is thrown: an error, which would be one of this
 * program, is a reason too, so that it does not hold up the stream.
 */
export function toAzureBillingDetailRows(
  record: AzureBillingDetailRecord,
  context: EnrichmentContext,
  ingestedAt: string,
): AzureBillingDetailRows {
  try {
    return readRows(record, context, ingestedAt);
  } catch (error) {
    return refused(`could not be read: ${String(error)}`);
  }
}

/** Why a posted record will not become a charge; null when it will. Derives nothing, so it can run before the record is stored. */
export function findRecordFault(record: AzureBillingDetailRecord): string | null {
  const delivered = readDelivered(record);
  return typeof delivered === "string" ? delivered : null;
}

function readRows(record: AzureBillingDetailRecord, context: EnrichmentContext, ingestedAt: string): AzureBillingDetailRows {
  const delivered = readDelivered(record);
  if (typeof delivered === "string") return refused(delivered);
  const { enrollment, currency, copy, reading } = delivered;
  const scope = {
    billingAccountId: enrollment,
    currency,
    snapshotId: "live",
    billingMonth: null,
    occurrence: Number(copy),
  };
  const { charge, audit } = enrichUsageDetail(reading, scope, context);
  return {
    kind: "charge",
    charge,
    unknownFields: reading.reader.unknownHeaders.length,
    audit: audit === null ? null : { ...audit, levels: audit.levels.map(toAuditLevel), ingested_at: ingestedAt },
  };
}

interface Delivered {
  readonly enrollment: string;
  readonly currency: string;
  readonly copy: string;
  readonly reading: UsageDetailReading;
}

/** What a record says of its account and its row, or why it is not a usage row. */
function readDelivered(record: AzureBillingDetailRecord): Delivered | string {
  const enrollment = toAccountId(record.enrollment);
  const currency = readCurrencyCode(record.currency);
  const copy = trimInvisible(record.occurrence ?? "1");
  if (!/^[1-9]\d{0,8}$/.test(copy)) return `occurrence is ${JSON.stringify(copy)}: it numbers identical rows from "1" upwards`;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(enrollment)) return "enrollment must be 1 to 64 letters, digits, - or _";
  if (isNullText(enrollment)) return `enrollment is ${JSON.stringify(record.enrollment)}, which means no value`;
  if (!isCurrencyCode(currency)) return 'currency must be an ISO 4217 code, such as "CNY"';
  const number = findJsonNumber(record);
  if (number !== null) return number;
  const reading = readUsageDetail(record, deliveryFields);
  const isUsage = reading.row.date !== null || reading.row.extended_cost !== null;
  return isUsage ? { enrollment, currency, copy, reading } : "not a usage row: it has no date and no cost under any name that Azure uses";
}

/** What a record says beside the row. None of them is a name of Azure's. */
const deliveryFields: ReadonlySet<string> = new Set(["enrollment", "currency", "occurrence"]);

type AuditLevel = TaggingAuditRow["levels"][number];

function toAuditLevel({
  level,
  text,
  match_count,
  matches,
}: NonNullable<ReturnType<typeof enrichUsageDetail>["audit"]>["levels"][number]): AuditLevel {
  return { level, text, match_count, matches: matches.map(({ id, pattern, application }) => `${id} ${pattern} ${application}`) };
}

function refused(reason: string): AzureBillingDetailRows {
  return { kind: "refused", reason };
}
