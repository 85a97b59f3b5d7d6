import { deflateRawSync } from "node:zlib";
import type { AzureBillingDetailBlock } from "./azure-billing-detail-block";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";

/** Characters of a block that a message of Kafka can carry. Moose's topics take 1 MiB. */
const longestMessage = 1_000_000;

/** Bytes of a record's JSON that is a message however badly it deflates: base64 makes four thirds of it. */
export const mostRecordBytes = 700_000;

/**
 * Blocks of the records in their order, as large as a message can be. Deflated, since usage rows repeat each other: a thousand of them are one
 * message. With more than one in a request Nagle's algorithm and delayed acknowledgement, which Moose leaves on, cost 40 ms.
 */
export function packRecords(records: readonly AzureBillingDetailRecord[]): readonly AzureBillingDetailBlock[] {
  if (records.length === 0) return [];
  const block = { records: deflateRawSync(JSON.stringify(records), { level: 3 }).toString("base64") };
  if (records.length === 1 || isMessage(block)) return [block];
  const middle = Math.ceil(records.length / 2);
  return [...packRecords(records.slice(0, middle)), ...packRecords(records.slice(middle))];
}

/** False for a block of a single record that is too long for a message. */
export function isMessage({ records }: AzureBillingDetailBlock): boolean {
  return records.length <= longestMessage;
}
