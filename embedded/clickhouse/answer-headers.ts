import type { ChdbResult } from "chdb";
import type { Answer } from "./answer";
import { contentTypeOf } from "./content-type-of";
import type { QueryRequest } from "./query-request";

/** Says what the answer's body is in. */
export function announceFormat({ response }: Answer, format: string): void {
  response.setHeader("X-ClickHouse-Format", format);
  response.setHeader("Content-Type", contentTypeOf(format));
}

/** The headers that tell of the work that was done. */
export function summaryHeaders(request: QueryRequest, { rowsRead, bytesRead, elapsed }: ChdbResult, verb: string): Record<string, string> {
  const rows = String(rowsRead);
  const bytes = String(bytesRead);
  const wrote = verb === "INSERT";
  const summary = {
    read_rows: rows,
    read_bytes: bytes,
    written_rows: wrote ? rows : "0",
    written_bytes: wrote ? bytes : "0",
    total_rows_to_read: "0",
    result_rows: rows,
    result_bytes: bytes,
    elapsed_ns: String(Math.round(elapsed * 1e9)),
    query_id: request.queryId,
  };
  return { "X-ClickHouse-Summary": JSON.stringify(summary) };
}
