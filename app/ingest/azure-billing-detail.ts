import { IngestPipeline, Stream } from "@514labs/moose-lib";
import { processStreamPartitions } from "../runtime/config/stream-settings";
import type { AzureBillingDetailBlock } from "./pack-records";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { gatherAzureBillingDetail, storeAzureBillingDetail } from "./store-azure-billing-detail";

/**
 * POST /ingest/AzureBillingDetail: one record or an array of records; a request with an invalid record is rejected as a whole. Moose itself accepts a part of some
 * invalid bodies: the gate before it rejects them (read-ingest-body.ts).
 * The endpoint itself has no dead letter queue: Moose writes one letter per record with the whole request in each, so that a refused
 * array of 1,000 records took 20 GB of the broker's memory. The producer still has what was refused.
 */
export const AzureBillingDetailPipeline = new IngestPipeline<AzureBillingDetailRecord>("AzureBillingDetail", {
  table: false,
  stream: true,
  ingestApi: true,
});

/**
 * Records as blocks, between a function that gathers them and one that makes charges of them and stores those. Moose spends more on handing over each
 * record than a charge takes; in two processes that goes on while the engine stores, and what gathers meanwhile is one INSERT.
 * Its blocks lie in any partition: Moose gives messages of functions no key. Nothing depends on their order, since a charge is known by what its record says.
 */
export const AzureBillingDetailBlockStream = new Stream<AzureBillingDetailBlock>("AzureBillingDetailBlock", {
  parallelism: processStreamPartitions(),
});

AzureBillingDetailPipeline.stream?.addTransform(AzureBillingDetailBlockStream, gatherAzureBillingDetail);

// A consumer and not the stream's own table: Moose's way from a stream to its table writes a default where a value does not fit,
// and retries a row that the table refuses for ever.
AzureBillingDetailBlockStream.addConsumer(storeAzureBillingDetail);
