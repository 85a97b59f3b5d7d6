import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { SourceError } from "../source-error";
import { explainContent } from "./content-kind";
import { CsvScanner } from "./csv-scanner";
import { readCsvText } from "./csv-text";
import { type FocusFile, FocusFileError, type FocusFileRows } from "./focus-file";
import type { InputFile } from "./input-file";

/**
 * Opens a CSV file, plain or gzip, and reads its header. Cells are text as it is there; commas, semicolons, tabs or bars stand between them, told from the
 * header. A row with more or fewer cells than the header, an open quote or a cut-off gzip is an error, since what is missing cannot be known. One run of
 * lines is in memory at a time.
 */
export async function openCsvFile(file: InputFile, isGzip: boolean, encoding: string | null): Promise<FocusFile> {
  const { name } = file;
  const source = Readable.from(file.read(), { objectMode: false, highWaterMark: bytesAtOnce });
  const gunzip = isGzip ? createGunzip({ chunkSize: bytesAtOnce }) : null;
  // Whoever reads the last stream gets the error of either; the callback only keeps it from being unhandled.
  if (gunzip !== null) pipeline(source, gunzip, () => undefined);
  const stream = gunzip ?? source;
  const count = { text: 0 };
  const close = (): Promise<void> => {
    source.destroy();
    stream.destroy();
    return Promise.resolve();
  };
  try {
    const texts = readCsvText(explained(gathered(stream), name, encoding, count), encoding, name);
    const first = await next(texts, name);
    const begin = first?.toString("utf8", 0, longestBegin) ?? "";
    if (first === null || (/^\uFEFF?[\s\uFEFF]*/.exec(begin)?.[0].length === begin.length && begin.length < longestBegin))
      throw new FocusFileError({ file: name }, "is empty");
    const { delimiter, skipped } = layoutOf(begin, name);
    const scanner = new CsvScanner(name, delimiter, skipped === "" ? 1 : 2);
    const headers = await readHeaders(texts, scanner, first.subarray(Buffer.byteLength(skipped)), name);
    return {
      name,
      format: isGzip ? "csv.gz" : "csv",
      headers,
      doubles: [],
      delimiter,
      rows: (own = []) => {
        scanner.follow(own);
        return readRows(texts, scanner, name);
      },
      textBytes: () => count.text,
      close,
    };
  } catch (error) {
    await close();
    throw explain(error, name);
  }
}

/** The first row: of a header without a line feed, or of a very long line, only later pieces have its end. */
async function readHeaders(texts: AsyncGenerator<Buffer>, scanner: CsvScanner, begin: Buffer, name: string): Promise<readonly string[]> {
  for (let text: Buffer | null = begin; ; text = await next(texts, name)) {
    const { rows } = scanner.push(text ?? nothing, text === null, 1);
    if (rows[0] !== undefined) return rows[0].map((header) => header ?? "");
    if (text === null) return [];
  }
}

async function* readRows(texts: AsyncGenerator<Buffer>, scanner: CsvScanner, name: string): AsyncGenerator<FocusFileRows> {
  // What came with the header.
  for (let text: Buffer | null = nothing; ; text = await next(texts, name)) {
    const read = scanner.push(text ?? nothing, text === null);
    if (read.rows.length > 0) yield read;
    if (text === null) return;
  }
}

async function next(texts: AsyncGenerator<Buffer>, name: string): Promise<Buffer | null> {
  try {
    const step = await texts.next();
    return step.done === true ? null : step.value;
  } catch (error) {
    throw explain(error, name);
  }
}

/** Bytes in pieces of a size: a network sends small ones, and each becomes a page of the ledger. */
async function* gathered(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes < bytesAtOnce) continue;
    yield Buffer.concat(chunks);
    chunks = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(chunks);
}

/** The bytes of a file, once the first of them have been found to be text. */
async function* explained(
  stream: AsyncIterable<Buffer>,
  file: string,
  encoding: string | null,
  count: { text: number },
): AsyncGenerator<Buffer> {
  let isFirst = true;
  for await (const chunk of stream) {
    count.text += chunk.length;
    const other = isFirst ? explainContent(chunk, encoding) : null;
    if (other !== null) throw new FocusFileError({ file }, other);
    isFirst = false;
    yield chunk;
  }
}

/** The separator of cells, and Excel's line `sep=;` when the file has it. */
function layoutOf(begin: string, file: string): { readonly delimiter: string; readonly skipped: string } {
  const said = /^\uFEFF*"?sep=([,;\t|])"?\r?\n/i.exec(begin);
  if (said?.[1] !== undefined) return { delimiter: said[1], skipped: said[0] };
  const line = /[^\r\n]+/.exec(begin)?.[0] ?? "";
  if (/\r(?!\n)/.test(begin.slice(0, line.length + 2)) && !begin.includes("\n")) {
    throw new FocusFileError({ file }, "ends its lines with carriage returns only: save it with line feeds");
  }
  const outside = line.replace(/"(?:[^"]|"")*"/g, "");
  const count = (delimiter: string): number => outside.split(delimiter).length;
  return { delimiter: delimiters.reduce((most, delimiter) => (count(delimiter) > count(most) ? delimiter : most)), skipped: "" };
}

function explain(error: unknown, file: string): SourceError {
  if (error instanceof SourceError) return error;
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "Z_BUF_ERROR") return new FocusFileError({ file }, "is truncated: its gzip data ends early", error);
  if (typeof code === "string" && code.startsWith("Z_")) return new FocusFileError({ file }, `has broken gzip (${code})`, error);
  return new FocusFileError({ file }, error instanceof Error ? error.message : String(error), error);
}

const delimiters = [",", ";", "\t", "|"] as const;
const bytesAtOnce = 256 << 10;
/** More than any header has. */
const longestBegin = 256 << 10;
const nothing: Buffer = Buffer.alloc(0);
