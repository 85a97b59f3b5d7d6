import { createHash } from "node:crypto";
import { isSubjectHeader, matchHeader, normalizeHeader } from "../../domain/azure-ea/match-header";
import type { UsageDetailField } from "../../domain/azure-ea/usage-fields";
import type { RowKind } from "../json/row-table";
import { FocusFileError, isBlankRow } from "./focus-file";
import type { InputFile } from "./input-file";
import { openFocusFile } from "./open-focus-file";
import type { FocusFileReading } from "./read-focus-file";
import type { PartContent } from "../source";

/** What a file of usage must say, in Microsoft's words. Without one of them a column was renamed, or it is another file. */
const needed: readonly (readonly [UsageDetailField, string])[] = [
  ["date", "Date"],
  ["extended_cost", "CostInBillingCurrency"],
  ["consumed_quantity", "Quantity"],
  ["meter_id", "MeterId"],
];

/**
 * Finds the columns of a file of usage.
 * @throws FocusFileError one that every bill has is missing, or a header is there twice
 */
export function planUsageColumns(file: string, headers: readonly string[]): { readonly account: number } {
  const fields = headers.map((header) => matchHeader(header)?.field ?? null);
  const missing = needed.filter(([field]) => !fields.includes(field)).map(([, name]) => name);
  if (missing.length > 0)
    throw new FocusFileError(
      { file, line: 1 },
      `has no column ${missing.join(", ")}: it is not usage of Cost Management, or a column was renamed`,
    );
  const twice = headers.find((header, index) => headers.indexOf(header) !== index);
  if (twice !== undefined) throw new FocusFileError({ file, line: 1, column: twice }, "appears twice");
  return { account: fields.indexOf("row_billing_account_id") };
}

/** What the files of one delivery of usage say together: one header, one billing account, and no file twice. */
export class UsageContents {
  readonly #files = new Map<string, string>();
  #headers: readonly string[] | null = null;
  #account: string | null;
  /** As the last row that named the account wrote it. */
  #checked: string | null | undefined = null;
  #source = "";

  /** `account`: the one that all rows must name; null: that of the first row that names one. */
  constructor(account: string | null) {
    this.#account = account === null ? null : account.toLowerCase();
  }

  /** The columns of all files, in the order of the first. @throws FocusFileError this file has others */
  take(file: string, headers: readonly string[]): { readonly fields: readonly string[]; readonly order: readonly number[] } {
    const names = headers.map(normalizeHeader);
    const first = this.#headers;
    if (first === null) {
      this.#headers = headers;
      this.#source = file;
      return { fields: headers, order: [...headers.keys()] };
    }
    // `Meter Id` and `MeterId` of one file are two columns.
    const order = first.map((header) => (headers.includes(header) ? headers.indexOf(header) : names.indexOf(normalizeHeader(header))));
    const lost = first.filter((_, index) => order[index] === -1);
    const known = new Set(first.map(normalizeHeader));
    const added = headers.filter((header) => !known.has(normalizeHeader(header)));
    if (lost.length + added.length > 0) {
      const difference = [...lost.map((name) => `without ${name}`), ...added.map((name) => `with ${name}`)].join(", ");
      throw new FocusFileError({ file, line: 1 }, `has other columns than ${this.#source}: ${difference}`);
    }
    return { fields: first, order };
  }

  /**
   * `contents`: what tells the rows of a file from those of another, whether it was packed or not.
   * @throws FocusFileError an earlier file has the same rows, which would count twice
   */
  endFile(file: string, rows: number, contents: string): void {
    const same = this.#files.get(contents);
    if (rows > 0 && same !== undefined)
      throw new FocusFileError({ file }, `has the same ${rows === 1 ? "charge" : `${rows} charges`} as ${same}; it would count twice`);
    this.#files.set(contents, file);
  }

  /** @throws FocusFileError the row is of another account */
  checkAccount(text: string | null | undefined, at: { readonly file: string; readonly line: number }, column: string): void {
    if (text === this.#checked) return;
    const account = text?.trim().toLowerCase() ?? "";
    if (account === "") return;
    this.#account ??= account;
    if (account !== this.#account)
      throw new FocusFileError(
        { ...at, column },
        `${JSON.stringify(text)} is another billing account than ${JSON.stringify(this.#account)}`,
      );
    this.#checked = text;
  }
}

/**
 * Reads a file of usage, run by run of its rows; at its end the bytes of its text, unpacked.
 * @throws FocusFileError it cannot be read, or does not fit the files of `contents`, which were read before it
 */
export async function* readUsageFile(
  input: InputFile,
  { parquet }: FocusFileReading,
  contents: UsageContents,
): AsyncGenerator<Extract<PartContent, { kind: "azure-usage" }>, number | null, undefined> {
  const file = await openFocusFile(input, parquet, null);
  try {
    const { name, headers } = file;
    const { account } = planUsageColumns(name, headers);
    const { fields, order } = contents.take(name, headers);
    const isInOrder = order.every((place, index) => place === index);
    const own = [...headers.keys()].filter((index) => !isSubjectHeader(headers[index] ?? ""));
    const rowsOfFile = new FileFingerprint(fields);
    for await (const batch of file.rows(own)) {
      const rows: (readonly (string | null)[])[] = [];
      const kinds: (RowKind | null)[] = [];
      for (const [index, values] of batch.rows.entries()) {
        if (isBlankRow(file, values)) continue;
        const line = batch.lines[index] ?? 0;
        if (values[0] === headers[0] && values.every((value, cell) => value === headers[cell]))
          throw new FocusFileError({ file: name, line }, "repeats the header: pass the parts of an export as separate files");
        contents.checkAccount(values[account], { file: name, line }, headers[account] ?? "");
        const row = isInOrder ? values : order.map((place) => values[place] ?? null);
        const kind = batch.kinds?.[index] ?? null;
        rowsOfFile.add(row, kind);
        rows.push(row);
        kinds.push(kind);
      }
      rowsOfFile.endBatch();
      if (rows.length > 0) yield { kind: "azure-usage", table: { fields, rows, kinds } };
    }
    contents.endFile(name, rowsOfFile.rows, rowsOfFile.digest());
    return file.textBytes();
  } finally {
    await file.close();
  }
}

/** What tells the rows of a file from those of another, whatever their cells are quoted by and whichever order its columns have. */
class FileFingerprint {
  readonly #hash = createHash("sha256");
  readonly #own: readonly number[];
  readonly #shared: readonly number[];
  /** Of the cells that the rows of a kind share. */
  readonly #ofKind = new WeakMap<RowKind, string>();
  #text = "";
  rows = 0;

  constructor(fields: readonly string[]) {
    const places = [...fields.keys()];
    this.#own = places.filter((place) => !isSubjectHeader(fields[place] ?? ""));
    this.#shared = places.filter((place) => isSubjectHeader(fields[place] ?? ""));
  }

  add(row: readonly (string | null)[], kind: RowKind | null): void {
    let shared = kind === null ? undefined : this.#ofKind.get(kind);
    if (shared === undefined) {
      shared = createHash("sha256").update(joined(row, this.#shared)).digest("base64");
      if (kind !== null) this.#ofKind.set(kind, shared);
    }
    this.#text += `${shared}${joined(row, this.#own)}\n`;
    this.rows += 1;
  }

  endBatch(): void {
    this.#hash.update(this.#text);
    this.#text = "";
  }

  digest(): string {
    return this.#hash.digest("hex");
  }
}

function joined(row: readonly (string | null)[], places: readonly number[]): string {
  let text = "";
  for (const place of places) text += `${row[place] ?? ""}\u0000`;
  return text;
}
