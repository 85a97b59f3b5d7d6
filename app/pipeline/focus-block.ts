import { decimalLimits } from "../domain/decimal/decimal-limits";
import { focusImportColumns } from "../domain/focus/import/focus-import-column";
import type { FocusRow } from "../domain/focus/import/focus-row";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { type BlockColumn, digitsOrNull } from "../runtime/clickhouse/write-blocks";
import type { FocusCostAndUsageRow } from "../tables/focus-cost-and-usage";
import { NativeBlock } from "./native-block";
import { TextDictionary } from "./text-dictionary";

type Column = keyof FocusCostAndUsageRow;

/** The rows of a page of a FOCUS file. */
export interface FocusPage {
  /** Counted from 0. */
  readonly index: number;
  readonly rows: readonly FocusRow[];
  /** Of FOCUS, as the file has it. */
  readonly version: string;
}

/**
 * Writes pages of FOCUS rows as blocks of ClickHouse's Native format, with the columns of `focusBlockColumns`. The engine gets each word of a page once for
 * each column and parses only the digits; these go as texts, which it reads into Decimals exactly. Nothing is kept from one page to the next: a text of a
 * file would keep the piece of the file that it was cut out of.
 */
export class FocusBlock {
  readonly #key: SnapshotKey;
  readonly #block = new NativeBlock();

  constructor(key: SnapshotKey) {
    this.#key = key;
  }

  /** Empty when there are no rows. */
  write({ index, rows, version }: FocusPage): Uint8Array {
    const { billingAccountId, period, snapshotId } = this.#key;
    const block = this.#block;
    if (rows.length === 0) return new Uint8Array(0);
    const dictionary = new TextDictionary();
    const first = new Uint32Array(rows.length);
    const own = first.map((_, ordinal) => ordinal);
    const words = { dictionary, ids: new Uint32Array(rows.length), first, own };
    const cells = rows.map((row) => row.cells);
    block.begin(focusBlockColumns.length, rows.length);
    cellColumns.forEach(({ name, form }, column) => {
      block.column(name, typeOf[form]);
      this.#writeCells(form, column, cells, words);
    });
    const word = (name: Column, text: string): void => {
      block.column(name, typeOf.word);
      block.lowCardinality(dictionary, Uint32Array.of(dictionary.idOf(text)), first, false);
    };
    const texts = (name: Column, textOf: (row: FocusRow, ordinal: number) => string): void => {
      block.column(name, typeOf.text);
      block.distinctTexts(rows.map(textOf), false);
    };
    word("x_BillingAccountId", billingAccountId);
    word("x_BillingPeriod", period.firstDay);
    word("x_SnapshotId", snapshotId);
    block.column("x_Page", numberType);
    block.numbers(new Uint32Array(rows.length).fill(index));
    block.column("x_Ordinal", numberType);
    block.numbers(own);
    texts("x_ChargeId", (_, ordinal) => `${snapshotId}/${index}/${ordinal}`);
    texts("x_ContentHash", (row) => row.contentHash);
    // An array of texts is the ends of the rows' arrays, and then all texts.
    block.column("x_Problems", problemsType);
    let end = 0;
    block.longs(Uint32Array.from(rows, ({ problems }) => (end += problems.length)));
    block.distinctTexts(
      rows.flatMap(({ problems }) => problems),
      false,
    );
    word("x_SourceFocusVersion", version);
    texts("x_SourceColumns", (row) => row.sourceColumns);
    return block.take();
  }

  #writeCells(form: Form, column: number, cells: readonly Cells[], words: PageWords): void {
    switch (form) {
      case "word":
      case "word-or-null":
        this.#writeWords(column, cells, words, form === "word-or-null");
        return;
      case "text":
      case "text-or-null":
      case "amount":
      case "amount-or-null":
      case "quantity-or-null": {
        const isNullable = form !== "text" && form !== "amount";
        this.#block.distinctTexts(
          cells.map((row) => row[column] ?? (isNullable ? null : "")),
          isNullable,
        );
        return;
      }
      case "instant": {
        let [last, seconds]: [string | null, number] = [null, 0];
        const numbers = new Uint32Array(cells.length);
        cells.forEach((row, ordinal) => {
          const cell = row[column] ?? null;
          if (cell !== last) [last, seconds] = [cell, secondsOf(cell ?? "")];
          numbers[ordinal] = seconds;
        });
        this.#block.numbers(numbers);
        return;
      }
    }
  }

  #writeWords(column: number, cells: readonly Cells[], { dictionary, ids, first, own }: PageWords, isNullable: boolean): void {
    const idOf = (cell: string | null): number => dictionary.idOf(cell === null && !isNullable ? "" : cell);
    let last = cells[0]?.[column] ?? null;
    let id = idOf(last);
    let isSame = true;
    for (let row = 0; row < cells.length; row += 1) {
      const cell = cells[row]?.[column] ?? null;
      if (cell !== last) {
        last = cell;
        id = idOf(cell);
        isSame = false;
      }
      ids[row] = id;
    }
    if (isSame) this.#block.lowCardinality(dictionary, ids.subarray(0, 1), first, isNullable);
    else this.#block.lowCardinality(dictionary, ids, own, isNullable);
  }
}

type Cells = FocusRow["cells"];

/** What the columns of words of a page share. */
interface PageWords {
  readonly dictionary: TextDictionary;
  /** Of the column that is being written: by row. */
  readonly ids: Uint32Array;
  /** The place of a row's id where all rows have one, and where each has its own. */
  readonly first: Uint32Array;
  readonly own: Uint32Array;
}

/** How a column is sent, which need not be as it is stored. Where the table has no null, a cell without a value is sent as the empty text. */
type Form = "word" | "word-or-null" | "text" | "text-or-null" | "amount" | "amount-or-null" | "quantity-or-null" | "instant";

/** What no charges share, or few of them: a dictionary would be as long as the column. */
const texts: ReadonlySet<Column> = new Set([
  "AllocatedResourceId",
  "AllocatedResourceName",
  "InvoiceDetailId",
  "ResourceId",
  "ResourceName",
  "x_InstanceId",
  "x_OtherColumns",
  "x_ResourceKey",
  "x_ResourceName",
  "x_SkuDetails",
  "x_TagsText",
  "x_VmName",
] satisfies readonly Column[]);

const numberType = "UInt32";
const problemsType = "Array(String)";
const typeOf: Readonly<Record<Form, string>> = {
  word: "LowCardinality(String)",
  "word-or-null": "LowCardinality(Nullable(String))",
  text: "String",
  "text-or-null": "Nullable(String)",
  amount: "String",
  "amount-or-null": "Nullable(String)",
  "quantity-or-null": "Nullable(String)",
  instant: "DateTime",
};

/** In the order of the cells of a row. */
const cellColumns = focusImportColumns.map(({ name, kind, nullable }): { readonly name: Column; readonly form: Form } => {
  switch (kind) {
    case "text":
      if (texts.has(name)) return { name, form: nullable ? "text-or-null" : "text" };
      return { name, form: nullable ? "word-or-null" : "word" };
    case "json":
      return { name, form: "text-or-null" };
    case "day":
      return { name, form: "word-or-null" };
    case "amount":
      return { name, form: nullable ? "amount-or-null" : "amount" };
    case "quantity":
      return { name, form: "quantity-or-null" };
    case "date-time":
      return { name, form: "instant" };
  }
});

/** The columns of a block; those of Azure that no file has are left out, and keep their defaults. Digits that are none throw. */
export const focusBlockColumns: readonly BlockColumn[] = [
  ...cellColumns.map(({ name, form }) => ({ name, type: typeOf[form], ...digitsOf(name, form) })),
  ...(["x_BillingAccountId", "x_BillingPeriod", "x_SnapshotId"] as const).map((name) => ({ name, type: typeOf.word })),
  { name: "x_Page", type: numberType },
  { name: "x_Ordinal", type: numberType },
  { name: "x_ChargeId", type: typeOf.text },
  { name: "x_ContentHash", type: typeOf.text },
  { name: "x_Problems", type: problemsType },
  { name: "x_SourceFocusVersion", type: typeOf.word },
  { name: "x_SourceColumns", type: typeOf.text },
];

function digitsOf(name: Column, form: Form): { readonly value?: string } {
  switch (form) {
    case "amount":
      return { value: `toDecimal128(${name}, ${decimalLimits.cost.fractionDigits})` };
    case "amount-or-null":
      return { value: digitsOrNull(name, decimalLimits.cost.fractionDigits) };
    case "quantity-or-null":
      return { value: digitsOrNull(name, decimalLimits.quantity.fractionDigits) };
    case "word":
    case "word-or-null":
    case "text":
    case "text-or-null":
    case "instant":
      return {};
  }
}

/** Of an instant in UTC as ClickHouse writes it: seconds since 1970, since a text would be read in the time zone of whichever server it is. */
function secondsOf(instant: string): number {
  return Date.parse(`${instant.replace(" ", "T")}Z`) / 1000;
}
