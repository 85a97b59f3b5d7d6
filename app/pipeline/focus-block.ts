import { decimalLimits } from "../domain/decimal/decimal-limits";
import { focusImportColumns, type FocusImportKind } from "../domain/focus/import/focus-import-column";
import { rowColumns } from "../domain/focus/import/focus-record";
import type { FocusCells, FocusRow } from "../domain/focus/import/focus-row";
import { memoize } from "../domain/memoize";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { type BlockColumn, digitsOrNull } from "../runtime/clickhouse/write-blocks";
import type { FocusCostAndUsageRow } from "../tables/focus-cost-and-usage";
import { Distinct } from "./distinct";
import { NativeBlock } from "./native-block";
import { nativeText } from "./native-bytes";
import { nullId, TextDictionary } from "./text-dictionary";

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
 * each column and parses only the digits; these go as texts, which it reads into Decimals exactly. What rows share is numbered and written once for all of
 * them.
 */
export class FocusBlock {
  readonly #key: SnapshotKey;
  readonly #mostBytes: number;
  readonly #block = new NativeBlock();
  #shared = new SharedTexts();

  /** When the words that it remembers are more than `mostBytes`, about, it starts again. */
  constructor(key: SnapshotKey, mostBytes = 12 << 20) {
    this.#key = key;
    this.#mostBytes = mostBytes;
  }

  /** Empty when there are no rows. */
  write({ index, rows, version }: FocusPage): Uint8Array {
    const { billingAccountId, period, snapshotId } = this.#key;
    const block = this.#block;
    if (rows.length === 0) return new Uint8Array(0);
    if (this.#shared.dictionary.bytes > this.#mostBytes) this.#shared = new SharedTexts();
    const { dictionary } = this.#shared;
    const first = new Uint32Array(rows.length);
    const distinct = new Distinct<FocusCells>(rows.length);
    const isAlone = new Uint8Array(rows.length);
    // Row by row, and below subject by subject: column by column each value would come from another place in memory.
    const own = ownColumns.map(() => new Array<string | null>(rows.length).fill(null));
    rows.forEach(({ shared, cells }, ordinal) => {
      distinct.add(ordinal, shared);
      if (shared === cells) isAlone[distinct.places[ordinal] ?? 0] = 1;
      for (const [index, { position }] of ownColumns.entries()) {
        const column = own[index];
        if (column !== undefined) column[ordinal] = cells[position] ?? null;
      }
    });
    const { values, places } = distinct;
    const numbers = new Uint32Array(sharedColumns.length * values.length);
    const texts = sharedColumns.map(({ isText }) => (isText ? new Array<string | null>(values.length).fill(null) : []));
    const columns = { size: values.length, numbers, texts };
    values.forEach((cells, place) => {
      if (isAlone[place] === 1) this.#shared.write(cells, columns, place);
      else this.#shared.writeKnown(cells, columns, place);
    });
    block.begin(focusBlockColumns.length, rows.length);
    let [ownAt, sharedAt] = [0, 0];
    for (const column of cellColumns) {
      block.column(column.name, typeOf[column.form]);
      if (column.isOfRow) {
        this.#writeOwn(column, own[ownAt] ?? []);
        ownAt += 1;
      } else {
        this.#writeShared(
          column,
          numbers.subarray(sharedAt * values.length, (sharedAt + 1) * values.length),
          texts[sharedAt] ?? [],
          places,
        );
        sharedAt += 1;
      }
    }
    const word = (name: Column, text: string): void => {
      block.column(name, typeOf.word);
      block.lowCardinality(dictionary, Uint32Array.of(dictionary.idOf(text)), first, false);
    };
    word("x_BillingAccountId", billingAccountId);
    word("x_BillingPeriod", period.firstDay);
    word("x_SnapshotId", snapshotId);
    block.column("x_Page", numberType);
    block.numbers(first.map(() => index));
    block.column("x_Ordinal", numberType);
    block.numbers(first.map((_, ordinal) => ordinal));
    const chargeIds = `${snapshotId}/${index}/`;
    this.#writeTexts(
      "x_ChargeId",
      rows.map((_, ordinal) => chargeIds + String(ordinal)),
    );
    block.column("x_ContentHash", typeOf.text);
    block.digits(
      rows.map((row) => row.contentHash),
      false,
    );
    // An array of texts is the ends of the rows' arrays, and then all texts.
    block.column("x_Problems", problemsType);
    let end = 0;
    block.longs(Uint32Array.from(rows, ({ problems }) => (end += problems.length)));
    block.distinctTexts(
      rows.flatMap(({ problems }) => problems),
      false,
    );
    word("x_SourceFocusVersion", version);
    this.#writeTexts(
      "x_SourceColumns",
      rows.map((row) => row.sourceColumns),
    );
    return block.take();
  }

  #writeTexts(name: Column, texts: readonly string[]): void {
    this.#block.column(name, typeOf.text);
    this.#block.distinctTexts(texts, false);
  }

  #writeOwn({ form }: CellColumn, texts: readonly (string | null)[]): void {
    switch (form) {
      case "amount":
        this.#block.digits(texts, false);
        return;
      case "amount-or-null":
      case "quantity-or-null":
        this.#block.digits(texts, true);
        return;
      case "word":
      case "word-or-null": {
        const { dictionary } = this.#shared;
        const ids = Uint32Array.from(texts, (text) => dictionary.idOf(form === "word" ? (text ?? "") : text));
        this.#block.lowCardinality(
          dictionary,
          ids,
          ids.map((_, row) => row),
          form === "word-or-null",
        );
        return;
      }
      case "text":
      case "text-or-null":
        this.#block.distinctTexts(form === "text" ? texts.map((text) => text ?? "") : texts, form === "text-or-null");
        return;
      case "instant":
        this.#block.numbers(Uint32Array.from(texts, (text) => secondsOf(text ?? "")));
        return;
    }
  }

  #writeShared({ form }: CellColumn, numbers: Uint32Array, written: readonly (string | null)[], places: Uint32Array): void {
    switch (form) {
      case "word":
      case "word-or-null":
        this.#block.lowCardinality(this.#shared.dictionary, numbers, places, form === "word-or-null");
        return;
      case "text":
      case "text-or-null":
      case "amount":
      case "amount-or-null":
      case "quantity-or-null":
        this.#block.writtenTexts(written, places, form !== "text" && form !== "amount");
        return;
      case "instant":
        this.#block.numbers(places.map((place) => numbers[place] ?? 0));
        return;
    }
  }
}

/** The columns of a block that rows share, by the place of what they say in them. */
interface SharedBlock {
  /** How many places there are. */
  readonly size: number;
  /** One column of `sharedColumns` after another. */
  readonly numbers: Uint32Array;
  readonly texts: readonly (string | null)[][];
}

/** What a block says in the columns that rows share. */
interface SharedValues {
  /** In the order of `sharedColumns`: a number of the dictionary, or seconds. */
  readonly numbers: Uint32Array;
  /** What is written of texts that are not null, by their place among `sharedColumns`. */
  readonly texts: readonly { readonly index: number; readonly written: string }[];
}

/** What a run has numbered so far. */
class SharedTexts {
  readonly dictionary = new TextDictionary();
  readonly #known = new WeakMap<FocusCells, SharedValues>();
  /** Those of the cells before: most columns say the same in one row as in the row before. */
  readonly #numbers = new Uint32Array(sharedColumns.length);
  #cells: FocusCells | null = null;

  /** Writes what cells say that no other row is known to share. */
  write(cells: FocusCells, { size, numbers, texts }: SharedBlock, place: number): void {
    const own = this.#numbersOf(cells);
    for (let index = 0; index < own.length; index += 1) numbers[index * size + place] = own[index] ?? nullId;
    for (const { index, column } of sharedTexts) {
      const written = writtenOf(column, cells);
      const block = texts[index];
      if (written !== null && block !== undefined) block[place] = written;
    }
  }

  /** Writes what cells say, and remembers it for as long as there are rows that share them. */
  writeKnown(cells: FocusCells, { size, numbers, texts }: SharedBlock, place: number): void {
    const values = this.#known.get(cells) ?? this.#remember(cells);
    for (let index = 0; index < sharedColumns.length; index += 1) numbers[index * size + place] = values.numbers[index] ?? nullId;
    for (const { index, written } of values.texts) {
      const column = texts[index];
      if (column !== undefined) column[place] = written;
    }
  }

  #remember(cells: FocusCells): SharedValues {
    const texts = sharedTexts.flatMap(({ index, column }) => {
      const written = writtenOf(column, cells);
      return written === null ? [] : [{ index, written }];
    });
    const values = { numbers: this.#numbersOf(cells).slice(), texts };
    this.#known.set(cells, values);
    return values;
  }

  /** Good until the next cells are numbered. */
  #numbersOf(cells: FocusCells): Uint32Array {
    const [before, numbers] = [this.#cells, this.#numbers];
    for (let index = 0; index < sharedColumns.length; index += 1) {
      const column = sharedColumns[index];
      if (column === undefined || column.isText) continue;
      const cell = cells[column.position] ?? null;
      if (before?.[column.position] === cell) continue;
      if (column.form === "instant") numbers[index] = secondsOf(cell ?? "");
      else numbers[index] = this.dictionary.idOf(column.form === "word" ? (cell ?? "") : cell);
    }
    this.#cells = cells;
    return numbers;
  }
}

/** What is written of a text; null for one that is null. */
function writtenOf({ form, position }: CellColumn, cells: FocusCells): string | null {
  const cell = cells[position] ?? null;
  return cell === null && form !== "text" && form !== "amount" ? null : nativeText(cell ?? "");
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

/** A column of the cells of a row: its place among them. */
interface CellColumn {
  readonly name: Column;
  readonly form: Form;
  readonly position: number;
  /** See `rowColumns`. */
  readonly isOfRow: boolean;
  /** Whether its values are sent as they are, and not as numbers for words or as times. */
  readonly isText: boolean;
}

const cellColumns: readonly CellColumn[] = focusImportColumns.map(({ name, kind, nullable }, position) => {
  const form = formOf(name, kind, nullable);
  return { name, form, position, isOfRow: rowColumns.has(name), isText: form !== "word" && form !== "word-or-null" && form !== "instant" };
});
const ownColumns = cellColumns.filter(({ isOfRow }) => isOfRow);
const sharedColumns = cellColumns.filter(({ isOfRow }) => !isOfRow);
const sharedTexts = sharedColumns.flatMap((column, index) => (column.isText ? [{ index, column }] : []));

function formOf(name: Column, kind: FocusImportKind, nullable: boolean): Form {
  switch (kind) {
    case "text":
      if (texts.has(name)) return nullable ? "text-or-null" : "text";
      return nullable ? "word-or-null" : "word";
    case "json":
      return "text-or-null";
    case "day":
      return "word-or-null";
    case "amount":
      return nullable ? "amount-or-null" : "amount";
    case "quantity":
      return "quantity-or-null";
    case "date-time":
      return "instant";
  }
}

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
const secondsOf = memoize(1000, (instant) => Date.parse(`${instant.replace(" ", "T")}Z`) / 1000);
