import { type DeadLetterModel, DeadLetterQueue, IngestPipeline, OlapTable, Stream } from "@514labs/moose-lib";
import type { AzureBillingDetailRecord } from "../domain/azure-billing-detail-record";
import { toAzureBillingDetail } from "../domain/to-azure-billing-detail";
import { type AzureBillingDetailRow, AzureBillingDetailTable } from "../tables/azure-billing-detail";

/** Records that broke the transform, whole, with the reason. */
export const AzureBillingDetailDeadLetterTable = new OlapTable<DeadLetterModel>("AzureBillingDetailDeadLetter", {
  orderByFields: ["failedAt"],
});

const deadLetterQueue = new DeadLetterQueue<AzureBillingDetailRecord>("AzureBillingDetailDeadLetterQueue", {
  destination: AzureBillingDetailDeadLetterTable,
});

/**
 * POST /ingest/AzureBillingDetail: one record or an array of them; a request with a bad record is refused whole.
 * The endpoint itself has no dead letter queue: Moose writes one letter per record with the whole request in each, so that a refused
 * array of 1,000 records took 20 GB of the broker's memory. The producer still has what was refused; only the transform's failures are kept.
 */
export const AzureBillingDetailPipeline = new IngestPipeline<AzureBillingDetailRecord>("AzureBillingDetail", {
  table: false,
  stream: true,
  ingestApi: true,
});

/** Cleaned charges on their way to the table. */
export const EnrichedAzureBillingDetailStream = new Stream<AzureBillingDetailRow>("EnrichedAzureBillingDetail", {
  destination: AzureBillingDetailTable,
});

AzureBillingDetailPipeline.stream?.addTransform(
  EnrichedAzureBillingDetailStream,
  (record) => {
    const detail = toAzureBillingDetail(record);
    return { ...detail, problems: [...detail.problems], ingested_at: new Date().toISOString() };
  },
  { deadLetterQueue },
);
