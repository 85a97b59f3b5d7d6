import { z } from "zod";
import type { DeliveryFile, Part, PartContent } from "../source";
import { FocusFileError } from "./focus-file";
import type { InputFile } from "./input-file";

/** Where a delivery of files is gone on with: which file, and how many of its rows are done. */
export const fileCursor = z.object({ file: z.number().int().min(0), row: z.number().int().min(0) }).strict();

export type FileCursor = z.infer<typeof fileCursor>;

/**
 * The parts of all files of a delivery from a place on, each file held against what the manifest counts of it before its last part is given out. What is before
 * the place is read too, and not given out: the files of a delivery are compared with each other, and a run that goes on must know those of before. A delivery
 * whose files have no rows is one part without any.
 * @param listed the same files as the delivery lists them
 * @param partsOf the rows of one file in runs; at its end how many bytes of text it had, unpacked, or null when unknown
 */
export async function* fileParts(
  files: readonly InputFile[],
  listed: readonly DeliveryFile[],
  from: FileCursor | null,
  partsOf: (file: InputFile) => AsyncGenerator<PartContent, number | null, undefined>,
  empty: PartContent,
  signal: AbortSignal,
): AsyncGenerator<Part<FileCursor>, void, undefined> {
  for (const [index, file] of files.entries()) {
    const isLast = index + 1 === files.length;
    const parts = partsOf(file);
    let row = 0;
    let held: { readonly content: PartContent; readonly row: number } | null = null;
    for (;;) {
      signal.throwIfAborted();
      const step = await parts.next();
      if (step.done === true) {
        checkCounts(file, listed[index], row, step.value);
        break;
      }
      const skipped = rowsBefore(from, index) - row;
      row += rowsOf(step.value);
      if (held !== null) yield { content: held.content, hash: "", next: { file: index, row: held.row } };
      const content = skipRows(step.value, Math.max(0, skipped));
      held = content === null ? null : { content, row };
    }
    if (held !== null) yield { content: held.content, hash: "", next: isLast ? null : { file: index + 1, row: 0 } };
    else if (isLast) yield { content: empty, hash: "", next: null };
  }
}

/** How many rows of a file are before a place; of a file before it all. */
export function rowsBefore(place: FileCursor | null, file: number): number {
  if (place === null || file > place.file) return 0;
  return file < place.file ? Infinity : place.row;
}

/** What the manifest counts of a file against what was there. Bytes may be those of the file or of its text: Microsoft does not say. */
function checkCounts(file: InputFile, expected: DeliveryFile | undefined, rows: number, textBytes: number | null): void {
  const counted = expected?.counted ?? { rows: null, bytes: null };
  if (counted.rows !== null && rows !== counted.rows)
    throw new FocusFileError({ file: file.name }, `has ${rows} rows, and ${counted.rows} in its manifest`);
  if (counted.bytes !== null && counted.bytes !== file.bytes && counted.bytes !== textBytes)
    throw new FocusFileError({ file: file.name }, `has ${file.bytes} bytes, and ${counted.bytes} in its manifest`);
}

function rowsOf(content: PartContent): number {
  switch (content.kind) {
    case "focus":
      return content.rows.length;
    case "azure-usage":
      return content.table.rows.length;
    case "prices":
    case "emissions":
    case "reservations":
    case "invoices":
    case "business-metrics":
      return content.read;
  }
}

/** A part without its first rows; null when none is left. */
function skipRows(content: PartContent, skipped: number): PartContent | null {
  if (rowsOf(content) <= skipped) return null;
  if (skipped === 0) return content;
  switch (content.kind) {
    case "focus":
      return { ...content, rows: content.rows.slice(skipped), lines: content.lines.slice(skipped) };
    case "azure-usage":
      return { ...content, table: { fields: content.table.fields, rows: content.table.rows.slice(skipped) } };
    case "prices":
    case "emissions":
    case "reservations":
    case "invoices":
    case "business-metrics":
      // A set of records is never gone on with.
      return content;
  }
}
