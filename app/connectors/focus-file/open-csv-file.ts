import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import type { FocusFile, FocusFileRows } from "./focus-file";
import { FocusFileError } from "./focus-file-error";

/**
 * Opens a CSV file, plain or gzip, and reads its header. Cells are text as it is there; a row with more or fewer cells than the header, an open quote or a
 * cut-off gzip is an error, since what is missing cannot be known. One chunk of rows is in memory at a time.
 */
export async function openCsvFile(path: string, isGzip: boolean): Promise<FocusFile> {
  const name = basename(path);
  const parser = parse({ bom: true, info: true, max_record_size: longestRecord, skip_empty_lines: true });
  // The parser takes over whatever goes wrong before it; the callback only keeps the error from being nobody's.
  const source = createReadStream(path, { highWaterMark: 256 << 10 });
  if (isGzip) pipeline(source, createGunzip(), parser, () => undefined);
  else pipeline(source, parser, () => undefined);
  const records: AsyncIterator<unknown> = parser[Symbol.asyncIterator]();
  const next = async (): Promise<CsvRecord | null> => {
    try {
      const step = await records.next();
      if (step.done === true) return null;
      if (!isCsvRecord(step.value)) throw new TypeError("csv-parse answered no record");
      return step.value;
    } catch (error) {
      throw explain(error, name);
    }
  };
  const close = async (): Promise<void> => {
    source.destroy();
    parser.destroy();
    await records.return?.();
  };
  const first = await next().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  if (first === null) throw new FocusFileError({ file: name }, "is empty");
  return { name, format: isGzip ? "csv.gz" : "csv", headers: first.record, doubles: [], rows: () => readRows(next, first), close };
}

async function* readRows(next: () => Promise<CsvRecord | null>, header: CsvRecord): AsyncGenerator<FocusFileRows> {
  let end = header.info.lines;
  for (let ended = false; !ended; ) {
    const lines: number[] = [];
    const rows: (readonly string[])[] = [];
    while (rows.length < rowsAtOnce) {
      const found = await next();
      if (found === null) {
        ended = true;
        break;
      }
      lines.push(end + 1);
      rows.push(found.record);
      end = found.info.lines;
    }
    if (rows.length > 0) yield { lines, rows };
  }
}

function explain(error: unknown, file: string): FocusFileError {
  if (error instanceof FocusFileError) return error;
  if (error instanceof CsvError) {
    const line = typeof error["lines"] === "number" ? error["lines"] : null;
    return new FocusFileError({ file, line }, `is not proper CSV: ${error.message}`, error);
  }
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "Z_BUF_ERROR") return new FocusFileError({ file }, "is cut off: its gzip ends too early", error);
  if (typeof code === "string" && code.startsWith("Z_")) return new FocusFileError({ file }, `has broken gzip (${code})`, error);
  return new FocusFileError({ file }, error instanceof Error ? error.message : String(error), error);
}

interface CsvRecord {
  readonly record: readonly string[];
  /** `lines`: of the file, up to the end of the record. */
  readonly info: { readonly lines: number };
}

function isCsvRecord(value: unknown): value is CsvRecord {
  return typeof value === "object" && value !== null && "record" in value && Array.isArray(value.record) && "info" in value;
}

const rowsAtOnce = 500;
/** An open quote would otherwise take the rest of the file into memory. */
const longestRecord = 16 << 20;
