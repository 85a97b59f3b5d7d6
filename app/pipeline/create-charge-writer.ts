import type { EnrichedRow } from "../domain/charge/enrich-row";
import type { UsageSubject } from "../domain/charge/usage-subject";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { ownText, subjectText } from "./charge-text";
import { tabText } from "./tab-text";
import type { TextBuffer } from "./text-buffer";

/** Writes one line for the table of the facts: `snapshotDetailColumns` in their order. */
export type ChargeWriter = (row: EnrichedRow, page: number, ordinal: number, unknownFields: number) => void;

/**
 * The text of a subject is most of a line and is made once: its bytes are kept from the second of its rows on, so that subjects that come once cost
 * no memory. Holds at most `mostBytes` of them; when they are full it starts again.
 */
export function createChargeWriter(key: SnapshotKey, currency: string, out: TextBuffer): ChargeWriter {
  const start = [key.billingAccountId, currency, key.period.firstDay, key.snapshotId].map(tabText).join("\t");
  let texts = new WeakMap<UsageSubject, Uint8Array | "seen">();
  let bytes = 0;
  const writeSubject = (subject: UsageSubject): void => {
    const known = texts.get(subject);
    if (known instanceof Uint8Array) {
      out.writeBytes(known);
      return;
    }
    const from = out.length;
    out.write(`${subjectText(subject.columns, subject.details)}\n`);
    if (known === undefined) {
      texts.set(subject, "seen");
      return;
    }
    if (bytes + out.length - from > mostBytes) {
      texts = new WeakMap();
      bytes = 0;
    }
    const text = out.copyFrom(from);
    bytes += text.length;
    texts.set(subject, text);
  };
  return ({ subject, details, day, amounts, owner, contentHash, problems }, page, ordinal, unknownFields) => {
    out.write(`${start}\t${page}\t${ordinal}\t${contentHash}\t${ownText(day, amounts, owner, problems, unknownFields)}`);
    if (details === subject.details) writeSubject(subject);
    else out.write(`${subjectText(subject.columns, details)}\n`);
  };
}

const mostBytes = 48 << 20;
