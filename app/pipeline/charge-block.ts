import type { ChargeDetails } from "../domain/charge/charge";
import type { EnrichedRow } from "../domain/charge/enrich-row";
import type { UsageDay } from "../domain/charge/usage-day";
import type { SubjectColumns } from "../domain/charge/usage-subject";
import { type DecimalLimits, decimalLimits } from "../domain/decimal/decimal-limits";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { type BlockColumn, digitsOrNull } from "../runtime/clickhouse/write-blocks";
import { detailColumns, subjectColumns } from "../tables/charge-columns";
import { Distinct } from "./distinct";
import { NativeBlock } from "./native-block";
import { NativeBytes } from "./native-bytes";
import { snapshotDetailColumns } from "./snapshot-detail-columns";
import { nullId, TextDictionary } from "./text-dictionary";

type Column = (typeof snapshotDetailColumns)[number];

/**
 * Writes the charges of a page as a block of ClickHouse's Native format, with the columns of `chargeBlockColumns`. A bill says the same of a resource day
 * after day: the texts of a subject are numbered once, a row of a known subject is a few numbers, and the engine gets each text of a page once
 * and parses only the digits. Digits go as texts, which the engine reads into Decimals exactly. Rows are not kept: their garbage would live too long.
 */
export class ChargeBlock {
  readonly #key: SnapshotKey;
  readonly #currency: string;
  readonly #mostBytes: number;
  readonly #block = new NativeBlock();
  readonly #hashes = new NativeBytes();
  readonly #amounts = amountColumns.map((column) => ({ column, digits: new NativeBytes(), nulls: new Uint8Array(0) }));
  readonly #problems = (["code", "field", "detail"] as const).map((member) => ({ member, texts: new NativeBytes() }));
  #problemEnds = new Uint32Array(0);
  #problemCount = 0;
  #texts = new NumberedTexts();
  #owners = ownerColumns.map((column) => new OwnerIds(column, 0));
  #days = new Distinct<UsageDay>(0);
  #subjects = new Distinct<SubjectColumns>(0);
  #details = new Distinct<ChargeDetails>(0);
  #row = 0;

  /** When the texts that it remembers are more than `mostBytes`, about, it starts again. */
  constructor(key: SnapshotKey, currency: string, mostBytes = 48 << 20) {
    this.#key = key;
    this.#currency = currency;
    this.#mostBytes = mostBytes;
  }

  /** Begins a page of so many rows. */
  begin(rows: number): void {
    if (this.#texts.dictionary.bytes > this.#mostBytes) this.#texts = new NumberedTexts();
    this.#row = 0;
    this.#hashes.clear();
    for (const amount of this.#amounts) {
      amount.digits.clear();
      amount.nulls = new Uint8Array(rows);
    }
    for (const { texts } of this.#problems) texts.clear();
    this.#problemEnds = new Uint32Array(rows);
    this.#problemCount = 0;
    this.#owners = ownerColumns.map((column) => new OwnerIds(column, rows));
    this.#days = new Distinct(rows);
    this.#subjects = new Distinct(rows);
    this.#details = new Distinct(rows);
  }

  add({ subject, details, day, amounts, owner, contentHash, problems }: EnrichedRow): void {
    const row = this.#row;
    this.#row += 1;
    this.#hashes.ascii(contentHash);
    for (const amount of this.#amounts) {
      const digits = amounts[amount.column];
      if (digits === null) amount.nulls[row] = 1;
      amount.digits.ascii(digits ?? "0");
    }
    for (const column of this.#owners) {
      const value = owner[column.column];
      if (value !== column.last) {
        column.last = value;
        column.lastId = this.#texts.dictionary.idOf(typeof value === "number" ? String(value) : value);
      }
      column.ids[row] = column.lastId;
    }
    if (problems.length > 0) {
      for (const { member, texts } of this.#problems) for (const problem of problems) texts.text(problem[member]);
      this.#problemCount += problems.length;
    }
    this.#problemEnds[row] = this.#problemCount;
    this.#days.add(row, day);
    this.#subjects.add(row, subject.columns);
    this.#details.add(row, details);
  }

  /** The block of the rows since `begin`, which were as many as were announced. Empty when there were none. */
  take(page: number, unknownFields: number): Uint8Array {
    const rows = this.#row;
    if (rows === 0) return new Uint8Array(0);
    const block = this.#block;
    block.begin(chargeBlockColumns.length, rows);
    this.#writeWord("billing_account_id", this.#key.billingAccountId);
    this.#writeWord("currency", this.#currency);
    this.#writeWord("billing_period", this.#key.period.firstDay);
    this.#writeWord("snapshot_id", this.#key.snapshotId);
    this.#begin("page");
    block.numbers(new Uint32Array(rows).fill(page));
    this.#begin("ordinal");
    const ordinals = new Uint32Array(rows).map((_, ordinal) => ordinal);
    block.numbers(ordinals);
    this.#begin("content_hash");
    block.append(this.#hashes);
    this.#writeDays();
    for (const { column, digits, nulls } of this.#amounts) {
      this.#begin(column);
      block.numbers(nulls);
      block.append(digits);
    }
    for (const { column, ids } of this.#owners) {
      this.#begin(column);
      block.lowCardinality(this.#texts.dictionary, ids, ordinals, column === "resource_tracking_rule_id");
    }
    // An array of tuples is the ends of the rows' arrays, and then each member of all tuples.
    this.#begin("problems");
    block.longs(this.#problemEnds);
    for (const { texts } of this.#problems) block.append(texts);
    this.#begin("unknown_fields");
    block.numbers(new Uint16Array(rows).fill(unknownFields));
    this.#writeShared(subjectColumns, this.#subjects, this.#texts.subjects);
    this.#writeShared(detailColumns, this.#details, this.#texts.details);
    return block.take();
  }

  #begin(column: Column): void {
    this.#block.column(column, typeOf(column));
  }

  /** A text that all rows have. */
  #writeWord(column: Column, text: string): void {
    const { dictionary } = this.#texts;
    this.#begin(column);
    this.#block.lowCardinality(dictionary, Uint32Array.of(dictionary.idOf(text)), new Uint32Array(this.#row), false);
  }

  #writeDays(): void {
    const { dictionary } = this.#texts;
    for (const column of dayColumns) {
      const ids = this.#days.values.map(({ [column]: value }) => dictionary.idOf(value === null ? null : String(value)));
      this.#begin(column);
      this.#block.lowCardinality(dictionary, Uint32Array.from(ids), this.#days.places, true);
    }
  }

  /** Columns of what rows share: `numbered` has the texts of each. */
  #writeShared<Name extends Column, Columns extends Readonly<Record<Name, string | null>>>(
    columns: readonly Name[],
    { places, values }: Distinct<Columns>,
    numbered: WeakMap<Columns, Uint32Array>,
  ): void {
    const { dictionary } = this.#texts;
    // By column, filled value by value: the other way round each number would come from another place in memory.
    const byColumn = new Uint32Array(columns.length * values.length);
    values.forEach((value, place) => {
      let ids = numbered.get(value);
      if (ids === undefined) {
        ids = Uint32Array.from(columns.map((column) => dictionary.idOf(value[column])));
        numbered.set(value, ids);
      }
      for (let index = 0; index < ids.length; index += 1) byColumn[index * values.length + place] = ids[index] ?? 0;
    });
    columns.forEach((column, index) => {
      const ids = byColumn.subarray(index * values.length, (index + 1) * values.length);
      const type = typeOf(column);
      this.#begin(column);
      if (type === word) this.#block.lowCardinality(dictionary, ids, places, false);
      else this.#block.texts(dictionary, ids, places, type === digits);
    });
  }
}

/** What a page says in a column of owners; equal values often follow each other. */
class OwnerIds {
  readonly ids: Uint32Array;
  last: string | number | null = null;
  lastId = nullId;

  constructor(
    readonly column: (typeof ownerColumns)[number],
    rows: number,
  ) {
    this.ids = new Uint32Array(rows);
  }
}

/** What a run has numbered so far: what a subject says once, from its first row on. */
class NumberedTexts {
  readonly dictionary = new TextDictionary();
  readonly subjects = new WeakMap<SubjectColumns, Uint32Array>();
  readonly details = new WeakMap<ChargeDetails, Uint32Array>();
}

const dayColumns = ["date", "day", "month", "year", "month_date", "newmonth"] as const satisfies readonly Column[];
const amountColumns = ["consumed_quantity", "resource_rate", "extended_cost", "extended_cost_tax"] as const satisfies readonly Column[];
const ownerColumns = [
  "resource_tracking",
  "resource_tracking_rule_id",
  "cmdb_mapped_application_service",
] as const satisfies readonly Column[];

/** Text that the engine reads into a Decimal. */
const digits = "Nullable(String)";
const word = "LowCardinality(String)";
const wordOrNull = "LowCardinality(Nullable(String))";
const problemTuples = "Array(Tuple(code String, field String, detail String))";

/** How a column is sent, which need not be as it is stored. */
function typeOf(column: Column): string {
  if (column in decimals) return digits;
  return otherTypes[column] ?? word;
}

const decimals: Readonly<Partial<Record<Column, DecimalLimits>>> = {
  consumed_quantity: decimalLimits.quantity,
  resource_rate: decimalLimits.rate,
  extended_cost: decimalLimits.cost,
  extended_cost_tax: decimalLimits.cost,
  exchange_rate: decimalLimits.rate,
  payg_price: decimalLimits.rate,
  unit_price: decimalLimits.rate,
};

const otherTypes: Readonly<Partial<Record<Column, string>>> = {
  page: "UInt32",
  ordinal: "UInt32",
  content_hash: "String",
  date: wordOrNull,
  day: wordOrNull,
  month: wordOrNull,
  year: wordOrNull,
  month_date: wordOrNull,
  newmonth: wordOrNull,
  resource_tracking_rule_id: wordOrNull,
  problems: problemTuples,
  unknown_fields: "UInt16",
  // Texts that the table does not keep as words: most differ from row to row.
  instance_id: "String",
  service_info1: "String",
  service_info2: "String",
  additional_info: "String",
  tags: "String",
  store_service_identifier: "String",
  resource_name: "String",
  vm_name: "String",
  other_columns: "String",
};

/** The columns of a block. Digits that are none throw. */
export const chargeBlockColumns: readonly BlockColumn[] = snapshotDetailColumns.map((name) => {
  const limits = decimals[name];
  const value = limits && { value: digitsOrNull(name, limits.fractionDigits) };
  return { name, type: typeOf(name), ...value };
});
