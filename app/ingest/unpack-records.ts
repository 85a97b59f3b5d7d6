import { inflateRawSync } from "node:zlib";
import type { AzureBillingDetailBlock } from "./azure-billing-detail-block";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";

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
