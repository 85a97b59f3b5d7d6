import { deflateRawSync, inflateRawSync } from "node:zlib";
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

/** The records of blocks in their order, a few ten thousand at a time: what gathers while ClickHouse is away would not fit into memory. */
export function* unpackRecords(
  blocks: readonly AzureBillingDetailBlock[],
  bytesAtOnce = 16 * 1024 * 1024,
): Generator<AzureBillingDetailRecord[]> {
  let records: AzureBillingDetailRecord[] = [];
  let bytes = 0;
  for (const block of blocks) {
    const text = inflateRawSync(Buffer.from(block.records, "base64"));
    const unpacked: unknown = JSON.parse(text.toString("utf8"));
    if (Array.isArray(unpacked)) records.push(...unpacked.filter(isRecord));
    bytes += text.length;
    if (bytes < bytesAtOnce) continue;
    yield records;
    records = [];
    bytes = 0;
  }
  if (records.length > 0) yield records;
}

/** The endpoint has validated it; this is what became of it on the way. */
export function isRecord(value: unknown): value is AzureBillingDetailRecord {
  return typeof value === "object" && value !== null && "enrollment" in value && "currency" in value;
}

/** Records on their way from the endpoint's stream to the function that stores them. */
export interface AzureBillingDetailBlock {
  /** A JSON array of `AzureBillingDetailRecord`, deflated, as base64. */
  records: string;
}
