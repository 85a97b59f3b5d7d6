import { Readable } from "node:stream";
import type { ApiRequest } from "../serving/api-request";
import { CsvFollower } from "./csv-follower";
import { type FileMetadata, metadataHeader, metadataLines, parquetMetadata } from "./file-metadata";
import type { FileRequest } from "./file-request";
import { fileSql, type RowsStatement } from "./file-rows";
import { withParquetMetadata } from "./parquet-footer";

/** A file that is ready to be sent. */
export interface OpenFile {
  readonly stream: Readable;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Rows so far; all of them when the stream has ended. */
  readonly rows: () => number;
}

/**
 * The rows of a statement as a file, streamed from the engine, in flat memory. The stream fails where the engine does, so that a file which is cut off does not
 * look whole. Throws what ClickHouse throws before its first byte.
 */
export async function openFile(
  request: Pick<ApiRequest, "file" | "caller">,
  { format, bom, metadata: hasLines }: FileRequest,
  rows: RowsStatement,
  metadata: FileMetadata,
): Promise<OpenFile> {
  const isCsv = format === "csv";
  const query = fileSql(rows, { isCsv, seesPersonalFields: request.caller.seesPersonalFields });
  const engine = await request.file(`${query} FORMAT ${isCsv ? "CSV" : "Parquet"}`, rows.parameters);
  const header = rows.columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`).join(",");
  const before = `${bom ? "\uFEFF" : ""}${hasLines ? metadataLines(metadata) : ""}${header}\n`;
  let written = 0;
  const counted = (count: number): void => {
    written = count;
  };
  return {
    stream: Readable.from(isCsv ? csv(engine, before, rows.columns.length, counted) : parquet(engine, parquetMetadata(metadata), counted), {
      objectMode: false,
    }),
    contentType: isCsv ? "text/csv; charset=utf-8" : "application/vnd.apache.parquet",
    headers: {
      "Content-Disposition": `attachment; filename="${nameOf(metadata)}.${format}"`,
      "X-Answer-Metadata": metadataHeader(metadata),
    },
    rows: () => written,
  };
}

async function* csv(engine: Readable, before: string, width: number, counted: (rows: number) => void): AsyncGenerator<Buffer> {
  const follower = new CsvFollower(width);
  yield Buffer.from(before);
  for await (const chunk of engine as AsyncIterable<Buffer>) {
    follower.take(chunk);
    counted(follower.rows);
    yield chunk;
  }
  follower.end();
}

/** Holds back as much as a footer may have. */
async function* parquet(
  engine: Readable,
  entries: Readonly<Record<string, string>>,
  counted: (rows: number) => void,
): AsyncGenerator<Buffer> {
  const held: Buffer[] = [];
  let length = 0;
  for await (const chunk of engine as AsyncIterable<Buffer>) {
    held.push(chunk);
    length += chunk.length;
    for (let [first] = held; first !== undefined && length - first.length >= mostFooter; [first] = held) {
      held.shift();
      length -= first.length;
      yield first;
    }
  }
  const end = withParquetMetadata(Buffer.concat(held), entries);
  counted(end.rows);
  yield end.tail;
}

/** A row group of 100,000 rows has some kilobytes in the footer. */
const mostFooter = 16 << 20;

/** `charges-2026-10`, or the endpoint alone when no month was asked for. */
function nameOf({ endpoint, parameters }: FileMetadata): string {
  const month: unknown = typeof parameters === "object" && parameters !== null && "month" in parameters ? parameters.month : undefined;
  return typeof month === "string" && /^[\d-]{1,10}$/.test(month) ? `${endpoint}-${month}` : endpoint;
}
