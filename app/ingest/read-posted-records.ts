import { isLosslessNumber, parse, stringify } from "lossless-json";
import { createEnrichmentContext } from "../domain/charge/create-enrichment-context";
import { compileApplicationTags } from "../domain/resource-tracking/compile-application-tags";
import { sha256Hex } from "../runtime/sha256-hex";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";
import { mostRecordBytes } from "./pack-records";
import { type RecordsForm, type RecordText, splitRecords } from "./split-records";
import { toAzureBillingDetailRows } from "./to-azure-billing-detail-rows";

export type PostedRecords =
  | { readonly kind: "records"; readonly form: RecordsForm; readonly records: readonly AzureBillingDetailRecord[] }
  | {
      readonly kind: "refused";
      /** Of the record, from 0; null when it is the body. */
      readonly index: number | null;
      /** Of the body, from 1. */
      readonly line: number;
      readonly isTooLarge: boolean;
      readonly reason: string;
    };

/**
 * The records of a body, each of which will be a charge, or the first that will not and why: all are taken or none. Numbers of JSON become text with the
 * digits that they were sent with.
 */
export function readPostedRecords(body: string): PostedRecords {
  const split = splitRecords(body);
  if ("fault" in split) return { kind: "refused", index: split.index, line: split.line, isTooLarge: false, reason: split.fault };
  const records: AzureBillingDetailRecord[] = [];
  for (const [index, { text, line }] of split.records.entries()) {
    const bytes = Buffer.byteLength(text);
    if (bytes > mostRecordBytes) {
      const reason = `it has ${bytes} bytes, and a record has at most ${mostRecordBytes}`;
      return { kind: "refused", index, line, isTooLarge: true, reason };
    }
    const record = readRecord({ text, line });
    const reason = typeof record === "string" ? record : faultOf(record);
    if (typeof record === "string" || reason !== null) return { kind: "refused", index, line, isTooLarge: false, reason: reason ?? "" };
    records.push(record);
  }
  return { kind: "records", form: split.form, records };
}

function readRecord({ text }: RecordText): AzureBillingDetailRecord | string {
  let members: unknown;
  try {
    // Refuses a member that is there twice with two values, of which JSON.parse would take the last.
    members = parse(text);
  } catch (error) {
    return `is not JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  if (typeof members !== "object" || members === null) return "a record is a JSON object";
  const record: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) {
    // Own property even when it is called __proto__.
    Object.defineProperty(record, name, { value: textOf(value), enumerable: true, writable: true, configurable: true });
  }
  const { enrollment, currency, occurrence = null } = record;
  if (typeof enrollment !== "string") return "enrollment is missing";
  if (typeof currency !== "string") return "currency is missing";
  if (typeof occurrence !== "string" && occurrence !== null) return "occurrence is no number";
  return { ...record, enrollment, currency, ...(occurrence === null ? {} : { occurrence }) };
}

/** Digits as they were sent; an object or an array as the JSON text of it. */
function textOf(value: unknown): unknown {
  if (isLosslessNumber(value)) return value.value;
  return typeof value === "object" && value !== null ? stringify(value) : value;
}

/** The same judgement as the stream's, without rules: they decide on owners and not on what is a charge. */
function faultOf(record: AzureBillingDetailRecord): string | null {
  const rows = toAzureBillingDetailRows(record, context, "1970-01-01T00:00:00.000Z");
  return rows.kind === "refused" ? rows.reason : null;
}

const context = createEnrichmentContext({
  taxRate: "0",
  matcher: compileApplicationTags([], "level-first").matcher,
  sha256: sha256Hex,
});
