import { createHash } from "node:crypto";
import type { PageReader } from "../json/page-reader";
import type { RowTable } from "../json/row-table";
import { checkPageMonth } from "./check-page-month";
import { EaApiError } from "./ea-api-error";
import type { EaSlice } from "./ea-slice";
import type { EaWireForm } from "./ea-wire-form";
import { redactText } from "./redact-text";
import type { EaResponse } from "./request-page";
import { rowsMember } from "./rows-member";

/** A body understood: rows, the link as it was written, and fingerprints. */
export interface ReadPage {
  readonly table: RowTable;
  readonly link: string | null;
  readonly body: Buffer;
  readonly wireBytes: number;
  /** SHA-256 of the rows as they were written, without the link and the id around them: two pages with the same one are the same page. */
  readonly rowsSha256: string;
  readonly etag: string | null;
}

/** Turns a 200 answer into rows. Throws EaApiError `malformed` when it is not a page of the slice's month. */
export function readPage(response: EaResponse, reader: PageReader, form: EaWireForm, slice: EaSlice): ReadPage {
  const { body } = response;
  const member = rowsMember(form);
  const context = (): { bodyStart: string; bodySha256: string } => ({
    bodyStart: redactText(body.subarray(0, 512).toString("utf8")).slice(0, 256),
    bodySha256: sha256(body),
  });
  if (body.length === 0) throw new EaApiError("malformed", "EA answered 200 with an empty body");
  if (isUtf16(body)) throw new EaApiError("malformed", "EA answered in UTF-16 instead of UTF-8", { ...context(), bodyStart: "" });
  const reading = reader.read(body, member);
  if (!reading.ok)
    throw new EaApiError(
      "malformed",
      `EA answered with something that is not a page: ${reading.reason} (byte ${reading.offset})`,
      context(),
    );
  if (reading.table === null) throw new EaApiError("malformed", `EA answered with JSON that has no ${member}`, context());
  const link = reading.members.get("nextlink");
  checkPageMonth(reading.table, slice, form);
  return {
    table: reading.table,
    link: typeof link === "string" && link !== "" ? link : null,
    body,
    wireBytes: response.wireBytes,
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
