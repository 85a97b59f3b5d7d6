import type { EnrichedUsage } from "../domain/charge/enriched-usage";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { chargeText } from "./charge-text";
import { tabText } from "./tab-text";
import type { TextBuffer } from "./text-buffer";

/** Writes one line for the table of the facts: `snapshotDetailColumns` in their order. */
export type ChargeWriter = (usage: EnrichedUsage, page: number, ordinal: number, unknownFields: number) => void;

export function createChargeWriter(key: SnapshotKey, currency: string, out: TextBuffer): ChargeWriter {
  const start = [key.billingAccountId, currency, key.period.firstDay, key.snapshotId].map(tabText).join("\t");
  return ({ charge }, page, ordinal, unknownFields) => {
    out.write(`${start}\t${page}\t${ordinal}\t${charge.charge_id.slice(0, hashLength)}\t${chargeText(charge, unknownFields)}\n`);
  };
}

const hashLength = 64;
