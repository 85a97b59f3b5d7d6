import { IngestPipeline } from "@514labs/moose-lib";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { storeAzureBillingDetail } from "./store-azure-billing-detail";

/**
 * POST /ingest/AzureBillingDetail: one record or an array of them; a request with a bad record is refused whole.
 * The endpoint itself has no dead letter queue: Moose writes one letter per record with the whole request in each, so that a refused
 * array of 1,000 records took 20 GB of the broker's memory. The producer still has what was refused.
 */
export const AzureBillingDetailPipeline = new IngestPipeline<AzureBillingDetailRecord>("AzureBillingDetail", {
  table: false,
  stream: true,
  ingestApi: true,
});

// A consumer and not a transform into a second stream: Moose's way from a stream to its table writes a default where a value does not fit,
// and retries a row that the table refuses for ever.
AzureBillingDetailPipeline.stream?.addConsumer(storeAzureBillingDetail);
