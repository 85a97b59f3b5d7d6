import { readUsageDetail } from "../domain/azure-ea/read-usage-detail";
import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import { enrichUsageDetail } from "../domain/charge/enrich-usage-detail";
import type { AzureBillingDetailRow } from "../tables/azure-billing-detail";
import type { TaggingAuditRow } from "../tables/tagging-audit";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";

export type AzureBillingDetailRows =
  | { readonly kind: "charge"; readonly detail: AzureBillingDetailRow; readonly audit: TaggingAuditRow | null }
  | { readonly kind: "refused"; readonly reason: string };

/** The rows of one posted record, or why it is no usage row. `ingestedAt` is RFC 3339. */
export function toAzureBillingDetailRows(
  record: AzureBillingDetailRecord,
  context: EnrichmentContext,
  ingestedAt: string,
): AzureBillingDetailRows {
  const { enrollment, currency, occurrence, ...row } = record;
  const copy = occurrence ?? "1";
  if (!/^[1-9]\d{0,8}$/.test(copy)) return refused(`occurrence is ${JSON.stringify(copy)}: it numbers identical rows from "1" upwards`);
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(enrollment)) return refused("enrollment must be 1 to 64 letters, digits, - or _");
  if (!/^[A-Z]{3}$/.test(currency)) return refused('currency must be an ISO 4217 code, such as "CNY"');
  const reading = readUsageDetail(row);
  if (reading.detail.date === null && reading.detail.extended_cost === null) {
    return refused("neither a date nor a cost under any name that Azure uses: this is no usage row");
  }
  const scope = {
    billingAccountId: enrollment,
    currency,
    snapshotId: "live",
    billingMonth: null,
    occurrences: { next: () => Number(copy) },
  };
  const { charge, audit } = enrichUsageDetail(reading, scope, context);
  return {
    kind: "charge",
    detail: { ...charge, problems: [...charge.problems], unknown_fields: reading.unknownHeaders.length, ingested_at: ingestedAt },
    audit: audit === null ? null : { ...audit, levels: audit.levels.map(toAuditLevel), ingested_at: ingestedAt },
  };
}

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
