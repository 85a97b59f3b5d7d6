import { createHash } from "node:crypto";
import type { EaWireForm } from "../../domain/azure-ea/wire-form";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { redactText } from "../../domain/text/redact";
import type { HttpBody } from "../http/fetch-body";
import type { PageReader } from "../json/page-reader";
import type { RowTable } from "../json/row-table";
import { SourceError } from "../source-error";
import type { EaSlice } from "./run";

/** A body understood: rows, the link as it was written, and fingerprints. */
export interface ReadPage {
  readonly table: RowTable;
  readonly link: string | null;
  readonly body: Buffer;
  /** SHA-256 of the rows as they were written, without the link and the id around them: two pages with the same one are the same page. */
  readonly rowsSha256: string;
  readonly etag: string | null;
}

/** Turns a 200 answer into rows. Throws SourceError `malformed` when it is not a page of the slice's month. */
export function readPage(response: HttpBody, reader: PageReader, form: EaWireForm, slice: EaSlice): ReadPage {
  const { body } = response;
  const member = rowsMember(form);
  const context = (): { bodyStart: string; bodySha256: string } => ({
    bodyStart: redactText(body.subarray(0, 512).toString("utf8")).slice(0, 256),
    bodySha256: sha256(body),
  });
  if (body.length === 0) throw new SourceError("malformed", "EA answered 200 with an empty body");
  if (isUtf16(body)) throw new SourceError("malformed", "EA answered in UTF-16 instead of UTF-8", { ...context(), bodyStart: "" });
  const reading = reader.read(body, member);
  if (!reading.ok)
    throw new SourceError("malformed", `the response of EA is not a usage page: ${reading.reason} (byte ${reading.offset})`, context());
  if (reading.table === null) throw new SourceError("malformed", `EA answered with JSON that has no ${member}`, context());
  const link = reading.members.get("nextlink");
  checkPageMonth(reading.table, slice, form);
  return {
    table: reading.table,
    link: typeof link === "string" && link !== "" ? link : null,
    body,
    rowsSha256: sha256(body.subarray(reading.rowsStart, reading.rowsEnd)),
    etag: response.etag,
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function isUtf16(body: Buffer): boolean {
  const [first, second] = body;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}

/**
 * Throws `malformed` when a page is not of the month that was asked for. A billing month may hold late usage of earlier days, so rows of an earlier month
 * are let through, for the seal to count; but the page must have a row that shows which month was served, and no row may be of a later month or of one
 * before the enrollment's term can have begun. A row without a readable date shows nothing. Where days were asked for and not a billing month, there
 * is nothing late.
 */
function checkPageMonth(table: RowTable, slice: EaSlice, form: EaWireForm): void {
  const asked = BillingMonth.parse(slice.month);
  if (table.rows.length === 0 || asked === null) return;
  const column = table.fields.findIndex((field) => field.toLowerCase() === "date");
  const known = new Map<string, DatedMonth>();
  let last = { text: "", place: placeOf("", asked, false) };
  let shown = false;
  let first: { readonly index: number; readonly text: string } | null = null;
  for (const [index, row] of table.rows.entries()) {
    const date = column < 0 ? undefined : row[column];
    const text = typeof date === "string" ? date : "";
    // Rows of one day mostly follow one another.
    if (text !== last.text) {
      const place = known.get(text) ?? placeOf(text, asked, allowsLate(form));
      known.set(text, place);
      last = { text, place };
    }
    const found = last.place;
    if (found === "asked") {
      shown = true;
      continue;
    }
    first ??= { index, text };
    if (found === "refused") throw ofAnotherMonth(slice.month, index, text);
  }
  if (shown || first === null || slice.acceptLate === true) return;
  throw ofAnotherMonth(slice.month, first.index, first.text);
}

type DatedMonth = "asked" | "late" | "undated" | "refused";

function placeOf(text: string, asked: BillingMonth, mayBeLate: boolean): DatedMonth {
  // Also of .NET's year 1, which stands for "no date".
  const month = BillingMonth.parse(usageMonth(text) ?? "");
  if (month === null) return "undated";
  const monthsAfter = month.compare(asked);
  if (monthsAfter === 0) return "asked";
  return mayBeLate && monthsAfter < 0 && monthsAfter >= -monthsOfTerm ? "late" : "refused";
}

function allowsLate(form: EaWireForm): boolean {
  switch (form) {
    case "china":
    case "consumption-v2":
    case "consumption-v3":
      return true;
    case "custom-date-v2":
    case "custom-date-v3":
      return false;
  }
}

function ofAnotherMonth(month: string, index: number, text: string): SourceError {
  const found = text === "" ? "no date" : JSON.stringify(text.slice(0, 40));
  return new SourceError("malformed", `EA sent a row of another month than ${month}: row ${index} of the page has ${found}`, {
    code: "month-mismatch",
  });
}

/** An enrollment runs for three years. */
const monthsOfTerm = 36;

/**
 * The month (`YYYY-MM`) of a usage date as EA writes it: `2024-01-05T00:00:00`, `2024-01-05`, `01/05/2024` (month first), with or without a time.
 * null if it is none of these. The day is a calendar day and no time zone is applied.
 */
export function usageMonth(date: string): string | null {
  const iso = /^(\d{4}-(?:0[1-9]|1[0-2]))-\d{2}(?:$|[T ])/.exec(date);
  if (iso?.[1] !== undefined) return iso[1];
  const american = /^(\d{1,2})\/\d{1,2}\/(\d{4})(?:$| )/.exec(date);
  if (american?.[1] === undefined || american[2] === undefined) return null;
  const month = Number(american[1]);
  return month >= 1 && month <= 12 ? `${american[2]}-${String(month).padStart(2, "0")}` : null;
}

/** The member of a body that holds the rows, in lower case. */
function rowsMember(form: EaWireForm): "content" | "data" {
  switch (form) {
    case "china":
      return "content";
    case "consumption-v2":
    case "consumption-v3":
    case "custom-date-v2":
    case "custom-date-v3":
      return "data";
  }
}
