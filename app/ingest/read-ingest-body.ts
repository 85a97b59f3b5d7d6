import { isUtf8 } from "node:buffer";
import { parse } from "lossless-json";
import { findValueFault } from "../domain/business-metric/business-metric-value";
import { firstKeptDay, isKeptDay, lastKeptDay } from "../domain/calendar/kept-day";
import type { ApplicationTagRow } from "../tables/application-tag";
import type { BudgetRow } from "../tables/budget";
import type { BusinessMetricRow } from "../tables/business-metric";
import { mostRecordBytes } from "./pack-records";
import { type RecordsForm, type RecordText, splitRecords } from "./split-records";
import { findJsonNumber } from "./find-json-number";

/** The body for Moose's ingest endpoint, or why the request is rejected as a whole. */
export type IngestBody =
  | {
      readonly kind: "records";
      /** One JSON value, which Moose reads completely. */
      readonly body: Buffer;
      readonly form: RecordsForm;
      readonly count: number;
    }
  | {
      readonly kind: "refused";
      /** Index of the record, from 0; null when the fault is in the body. */
      readonly index: number | null;
      readonly isTooLarge: boolean;
      /** Names the record and its line. */
      readonly message: string;
    };

/**
 * Reads a body for `/ingest/<pipeline>` so that Moose's endpoint cannot accept a part of it: Moose parses the first JSON value and ignores the rest,
 * stores the other records of a request when one is too large for a message, and drops unknown fields of rules and budgets, so that a
 * misspelled `enabled` would leave a rule on. NDJSON becomes an array. `null` for an unknown pipeline.
 */
export function readIngestBody(pipeline: string, body: Buffer): IngestBody | null {
  const findFault = recordFaults.get(pipeline.toLowerCase());
  if (findFault === undefined) return null;
  if (!isUtf8(body)) return refused(null, 1, "the body is not UTF-8");
  const text = body.toString("utf8");
  const split = splitRecords(text);
  if ("fault" in split) return refused(split.index, split.line, split.fault);
  for (const [index, record] of split.records.entries()) {
    const bytes = record.text.length > mostRecordBytes / 3 ? Buffer.byteLength(record.text) : 0;
    if (bytes > mostRecordBytes) {
      const reason = `the record has ${bytes} bytes; the maximum is ${mostRecordBytes}`;
      return { ...refused(index, record.line, reason), isTooLarge: true };
    }
    const fault = findFault(record);
    if (fault !== null) return refused(index, record.line, fault);
  }
  const { form, records } = split;
  if (form === "ndjson")
    return { kind: "records", body: Buffer.from(`[${records.map((record) => record.text).join(",")}]`), form, count: records.length };
  return { kind: "records", body: text.startsWith("\ufeff") ? body.subarray(3) : body, form, count: records.length };
}

function refused(index: number | null, line: number, reason: string): Extract<IngestBody, { readonly kind: "refused" }> {
  const where = index === null ? `Line ${line}` : `Record ${index}, line ${line}`;
  return { kind: "refused", index, isTooLarge: false, message: `${where}: ${reason}. Nothing of this request was stored` };
}

/** Text that is not JSON is left to Moose, whose error says where. Of a duplicate member Moose would silently take one. */
function findUsageFault({ text, hasNumbers, members }: RecordText): string | null {
  const record = parseOrNull(text);
  if (record === null) return null;
  if (Object.keys(record).length !== members) {
    try {
      parse(text);
    } catch (error) {
      return notJson(error);
    }
  }
  return hasNumbers ? findJsonNumber(record) : null;
}

const findSettingFault =
  (fields: readonly string[], days: readonly string[]) =>
  ({ text }: RecordText): string | null => {
    let members: unknown;
    try {
      // Throws for a member that is there twice, too.
      members = parse(text);
    } catch (error) {
      return notJson(error);
    }
    if (typeof members !== "object" || members === null) return "a record must be a JSON object";
    const unknown = Object.keys(members).find((name) => !fields.includes(name));
    if (unknown !== undefined) return `unknown field ${JSON.stringify(unknown)}; allowed are ${fields.join(", ")}`;
    for (const [name, day] of Object.entries(members)) {
      if (days.includes(name) && typeof day === "string" && !isKeptDay(day))
        return `${name} is ${JSON.stringify(day)}; it must be a day from ${firstKeptDay} to ${lastKeptDay}, or null`;
    }
    return null;
  };

/**
 * Members that are missing or not strings are left to Moose, whose error says what they must be. A value that is a JSON number is refused here: Moose would read it
 * as a double, which loses digits.
 */
function findMetricFault(record: RecordText): string | null {
  const fault = findSettingFault(businessMetricFields, [])(record);
  if (fault !== null) return fault;
  const { day, entity, metric, value } = parseOrNull(record.text) ?? {};
  if (typeof value === "number") return `value is the number ${value}; send its digits as text, because a JSON number would lose some`;
  const told = findValueFault({
    day: typeof day === "string" ? day : firstKeptDay,
    entity: typeof entity === "string" ? entity : "-",
    metric: typeof metric === "string" ? metric : "-",
    value: typeof value === "string" ? value : "0",
  });
  return told === null ? null : `${told.field} ${told.detail}`;
}

function notJson(error: unknown): string {
  return `is not JSON: ${error instanceof Error ? error.message : String(error)}`;
}

function parseOrNull(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** All fields of a posted row. Does not compile when one is missing. */
const allOf =
  <Row>() =>
  <const Names extends readonly (keyof Row & string)[]>(
    names: Exclude<keyof Row, Names[number]> extends never ? Names : never,
  ): readonly string[] =>
    names;

/** `updated_at` is accepted, since callers post back what they have read; Moose sets the time of storing. */
const applicationTagFields = allOf<ApplicationTagRow>()([
  "id",
  "pattern",
  "match_kind",
  "scope",
  "application",
  "cmdb_service",
  "priority",
  "enabled",
  "valid_from",
  "valid_to",
  "updated_at",
]);

const budgetFields = allOf<BudgetRow>()([
  "id",
  "billing_account_id",
  "scope_kind",
  "scope_value",
  "month",
  "currency",
  "amount",
  "enabled",
  "updated_at",
]);

const businessMetricFields = allOf<BusinessMetricRow>()(["day", "entity", "metric", "value", "unit", "source", "updated_at"]);

/** By the pipeline's name in lower case, since Moose ignores its case. */
const recordFaults: ReadonlyMap<string, (record: RecordText) => string | null> = new Map([
  ["azurebillingdetail", findUsageFault],
  ["applicationtag", findSettingFault(applicationTagFields, ["valid_from", "valid_to"])],
  ["budget", findSettingFault(budgetFields, [])],
  ["businessmetric", findMetricFault],
]);
