import { createHash } from "node:crypto";
import type { PageReader } from "../json-rows/page-reader";
import type { RowTable } from "../json-rows/row-table";
import { checkMonth } from "./check-month";
import { EaApiError } from "./ea-api-error";
import { redactText } from "./redact-text";
import type { EaResponse } from "./request-page";

/** A body understood: rows, the link as it was written, and fingerprints. */
export interface ReadPage {
  readonly table: RowTable;
  readonly link: string | null;
  readonly body: Buffer;
  readonly wireBytes: number;
  readonly bodySha256: string;
  /** SHA-256 of the body up to the end of its rows, so without the link after them: two pages with the same one are the same page. */
  readonly rowsSha256: string;
  readonly etag: string | null;
}

/** Turns a 200 answer into rows. Throws EaApiError `malformed` when it is not a page of `month`. `member` holds the rows, in lower case. */
export function readPage(response: EaResponse, reader: PageReader, member: string, month: string): ReadPage {
  const { body } = response;
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
  checkMonth(reading.table, month);
  return {
    table: reading.table,
    link: typeof link === "string" && link !== "" ? link : null,
    body,
    wireBytes: response.wireBytes,
    ...fingerprints(body, reading.rowsEnd),
    etag: response.etag,
  };
}

/** Both in one pass: a body is hashed at about the speed it is parsed. */
function fingerprints(body: Buffer, rowsEnd: number): { readonly bodySha256: string; readonly rowsSha256: string } {
  const hash = createHash("sha256").update(body.subarray(0, rowsEnd));
  const rowsSha256 = hash.copy().digest("hex");
  return { rowsSha256, bodySha256: hash.update(body.subarray(rowsEnd)).digest("hex") };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function isUtf16(body: Buffer): boolean {
  const [first, second] = body;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}
