import { planInvoiceLines, type ReadInvoiceLine } from "../../domain/focus/import/read-invoice-line";
import { type FocusFile, FocusFileError, isBlankRow } from "./focus-file";
import type { InputFile } from "./input-file";
import { openFocusFile } from "./open-focus-file";
import type { FocusFileReading } from "./read-focus-file";

/** Which lines the files of one delivery have already. One for each reading of them. */
export class InvoiceContents {
  readonly #lines = new Map<string, string>();

  /** @throws FocusFileError the line is there already: an id names one line of an invoice */
  add({ key }: ReadInvoiceLine, at: { readonly file: string; readonly line: number }): void {
    const place = `${at.file} line ${at.line}`;
    const earlier = this.#lines.get(key);
    if (earlier !== undefined)
      throw new FocusFileError(
        { ...at, column: "InvoiceDetailId" },
        `is the line of the invoice that ${earlier} is; both together would count twice`,
      );
    this.#lines.set(key, place);
  }
}

/**
 * Reads a file of FOCUS's dataset Invoice Detail, run by run of its lines.
 * @throws FocusFileError it is another file, or one line of it cannot be read
 */
export async function* readInvoiceFile(
  input: InputFile,
  encoding: string | null,
  { parquet, sha256 }: FocusFileReading,
  contents: InvoiceContents,
): AsyncGenerator<readonly ReadInvoiceLine[], void, undefined> {
  const file = await openFocusFile(input, parquet, encoding);
  try {
    const read = readerOf(file, sha256);
    for await (const { rows, lines } of file.rows())
      yield rows.flatMap((cells, index): readonly ReadInvoiceLine[] => {
        if (isBlankRow(file, cells)) return [];
        const at = { file: file.name, line: lines[index] ?? 0 };
        const line = read(cells);
        if ("detail" in line) throw new FocusFileError({ ...at, column: line.column }, line.detail);
        contents.add(line, at);
        return [line];
      });
  } finally {
    await file.close();
  }
}

/**
 * Looks at the header of a file.
 * @throws FocusFileError it is of another dataset
 */
export function readerOf(file: FocusFile, sha256: (text: string) => string): Exclude<ReturnType<typeof planInvoiceLines>, string> {
  const read = planInvoiceLines(file.headers, sha256);
  if (typeof read === "string") throw new FocusFileError({ file: file.name, line: file.format === "parquet" ? null : 1 }, read);
  return read;
}
