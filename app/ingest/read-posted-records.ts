import { isLosslessNumber, parse, stringify } from "lossless-json";
import { canonicalNumber } from "../domain/decimal/canonical-number";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { mostRecordBytes } from "./pack-records";
import { type RecordsForm, type RecordText, splitRecords } from "./split-records";
import { findRecordFault } from "./to-azure-billing-detail-rows";

export type PostedRecords =
  | { readonly kind: "records"; readonly form: RecordsForm; readonly records: readonly AzureBillingDetailRecord[] }
  | {
      readonly kind: "refused";
      /** Index of the record, from 0; null when the fault is in the body. */
      readonly index: number | null;
      /** Of the body, from 1. */
      readonly line: number;
      readonly isTooLarge: boolean;
      readonly reason: string;
    };

/**
 * The records of a body when each will become a charge, otherwise the first that will not, and why: all are accepted or none. JSON numbers become text
 * with their original digits.
 */
export function readPostedRecords(body: string): PostedRecords {
  const split = splitRecords(body);
  if ("fault" in split) return { kind: "refused", index: split.index, line: split.line, isTooLarge: false, reason: split.fault };
  const records: AzureBillingDetailRecord[] = [];
  for (const [index, found] of split.records.entries()) {
    const { text, line } = found;
    const bytes = Buffer.byteLength(text);
    if (bytes > mostRecordBytes) {
      const reason = `the record has ${bytes} bytes; the maximum is ${mostRecordBytes}`;
      return { kind: "refused", index, line, isTooLarge: true, reason };
    }
    const record = readRecord(found);
    const reason = typeof record === "string" ? record : findRecordFault(record);
    if (typeof record === "string" || reason !== null) return { kind: "refused", index, line, isTooLarge: false, reason: reason ?? "" };
    records.push(record);
  }
  return { kind: "records", form: split.form, records };
}

function readRecord(found: RecordText): AzureBillingDetailRecord | string {
  let members: unknown;
  try {
    members = parseRecord(found);
  } catch (error) {
    return `is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (typeof members !== "object" || members === null) return "a record must be a JSON object";
  const record: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) {
    // Own property even when it is called __proto__.
    Object.defineProperty(record, name, { value: textOf(value), enumerable: true, writable: true, configurable: true });
  }
  const { enrollment, currency, occurrence = null } = record;
  if (typeof enrollment !== "string") return "enrollment is missing";
  if (typeof currency !== "string") return "currency is missing";
  if (typeof occurrence !== "string" && occurrence !== null) return "occurrence must be a whole number";
  return { ...record, enrollment, currency, ...(occurrence === null ? {} : { occurrence }) };
}

/** Throws for text that is not JSON, and for a duplicate member, of which JSON.parse would take the last. */
function parseRecord({ text, hasNumbers, members }: RecordText): unknown {
  // Without numbers the engine's own parser loses nothing, at a tenth of the time.
  const parsed: unknown = hasNumbers ? null : JSON.parse(text);
  const isWhole = typeof parsed === "object" && parsed !== null && Object.keys(parsed).length === members;
  return isWhole ? parsed : parse(text);
}

/** The digits that were sent, in the one spelling that a parsed number has too, so that both ways of posting make the same charge; an object or an array as the JSON text of it. */
function textOf(value: unknown): unknown {
  if (isLosslessNumber(value)) return canonicalNumber(value.value);
  return typeof value === "object" && value !== null ? stringify(value) : value;
}
