import { type DeadLetterModel, IngestPipeline, OlapTable, Stream } from "@514labs/moose-lib";
import type { AzureBillingDetailRecord } from "../domain/azure-billing-detail-record";
import { toAzureBillingDetail } from "../domain/to-azure-billing-detail";
import { AzureBillingDetailTable, type AzureBillingDetailRow } from "../tables/azure-billing-detail";

/** Records that the stream could not take, whole, with the reason. */
export const AzureBillingDetailDeadLetterTable = new OlapTable<DeadLetterModel>("AzureBillingDetailDeadLetter", {
  orderByFields: ["failedAt"],
});

/** POST /ingest/AzureBillingDetail: one record or an array of them. */
export const AzureBillingDetailPipeline = new IngestPipeline<AzureBillingDetailRecord>("AzureBillingDetail", {
  table: false,
  stream: true,
  ingestApi: true,
  deadLetterQueue: { destination: AzureBillingDetailDeadLetterTable },
});

/** Cleaned charges on their way to the table. */
export const EnrichedAzureBillingDetailStream = new Stream<AzureBillingDetailRow>("EnrichedAzureBillingDetail", {
  destination: AzureBillingDetailTable,
});

AzureBillingDetailPipeline.stream?.addTransform(EnrichedAzureBillingDetailStream, (record) => {
  const detail = toAzureBillingDetail(record);
  return { ...detail, problems: [...detail.problems], ingested_at: new Date().toISOString() };
});
