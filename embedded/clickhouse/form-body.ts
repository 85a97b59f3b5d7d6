import { HttpException } from "./http-exception";
import type { RequestBody } from "./request-body";

/** A body of `multipart/form-data`: fields are parameters as those of the URL, files are the content of external tables. */
export interface FormBody {
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly files: readonly FormFile[];
}

/** The content of an external table, by the table's name. */
interface FormFile {
  readonly name: string;
  readonly content: Buffer;
}

export const noForm: FormBody = { fields: [], files: [] };

/** Whether a body of this `Content-Type` is a form. Only multipart is: ClickHouse takes `application/x-www-form-urlencoded`, which curl sends, for SQL. */
export function isForm(contentType: string): boolean {
  return /^multipart\/form-data/i.test(contentType);
}

/** Reads a form of at most `limit` bytes into memory. Throws exception 229 for a larger one, and 408 for one that cannot be read. */
export async function readForm(body: RequestBody, contentType: string, limit: number): Promise<FormBody> {
  const bytes = await body.whole(limit);
  if (bytes === undefined) throw new HttpException(229, "QUERY_IS_TOO_LARGE", `The form is too large: more than ${limit} bytes.`);
  const fields: [string, string][] = [];
  const files: FormFile[] = [];
  for (const [name, value] of await parse(bytes, contentType)) {
    if (typeof value === "string") fields.push([name, value]);
    else files.push({ name, content: Buffer.from(await value.arrayBuffer()) });
  }
  return { fields, files };
}

async function parse(bytes: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(Uint8Array.from(bytes), { headers: { "Content-Type": contentType } }).formData();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new HttpException(408, "BAD_REQUEST_PARAMETER", `Cannot read the body as ${contentType}: ${reason}.`);
  }
}
