import { NativeBytes, nativeText, varint } from "./native-bytes";
import { nullId, type TextDictionary, writtenNull } from "./text-dictionary";

/** Writes blocks of ClickHouse's Native format, column by column. LowCardinality as in ClickHouse's SerializationLowCardinality.cpp. */
export class NativeBlock {
  readonly #out = new NativeBytes();
  #rows = 0;
  /** By id of the dictionary: the last column that had it among its keys, and which key it was. */
  #columnOfId = new Uint32Array(0);
  #keyOfId = new Uint32Array(0);
  #column = 0;

  begin(columns: number, rows: number): void {
    this.#rows = rows;
    this.#out.clear();
    this.#out.written(varint(columns) + varint(rows));
  }

  /** The bytes of the block, a copy. */
  take(): Uint8Array {
    return this.#out.copy();
  }

  column(name: string, type: string): void {
    this.#out.text(name);
    this.#out.text(type);
  }

  numbers(values: Uint8Array | Uint16Array | Uint32Array): void {
    this.#out.numbers(values);
  }

  longs(values: Uint32Array): void {
    this.#out.longs(values);
  }

  append(bytes: NativeBytes): void {
    this.#out.append(bytes);
  }

  /**
   * A column of LowCardinality(String) or LowCardinality(Nullable(String)): row `i` has the text `ids[places[i]]`. The keys are those of the block alone:
   * the engine makes one dictionary of all blocks of an INSERT.
   */
  lowCardinality(dictionary: TextDictionary, ids: Uint32Array, places: Uint32Array, isNullable: boolean): void {
    const keys = new Uint32Array(ids.length);
    const keyIds: number[] = [];
    const [columnOfId, keyOfId, column] = this.#nextColumn(dictionary.size);
    const addKey = (id: number): void => {
      columnOfId[id] = column;
      keyOfId[id] = keyIds.length;
      keyIds.push(id);
    };
    // The first key of a nullable column is null.
    if (isNullable) addKey(nullId);
    for (let index = 0; index < ids.length; index += 1) {
      const id = ids[index] ?? nullId;
      if (columnOfId[id] !== column) addKey(id);
      keys[index] = keyOfId[id] ?? 0;
    }
    const count = keyIds.length;
    const width = count <= 256 ? 0 : count <= 65_536 ? 1 : 2;
    this.#out.longs([sharedDictionariesWithAdditionalKeys, width | hasAdditionalKeys | needsUpdatedDictionary, count]);
    for (const id of keyIds) this.#out.written(dictionary.written(id));
    this.#out.longs([this.#rows]);
    const indexes = width === 0 ? new Uint8Array(this.#rows) : width === 1 ? new Uint16Array(this.#rows) : new Uint32Array(this.#rows);
    if (count > 1) for (let row = 0; row < this.#rows; row += 1) indexes[row] = keys[places[row] ?? 0] ?? 0;
    this.#out.numbers(indexes);
  }

  /** A column of String or, with `isNullable`, Nullable(String): row `i` has the text `ids[places[i]]`. */
  texts(dictionary: TextDictionary, ids: Uint32Array, places: Uint32Array, isNullable: boolean): void {
    if (isNullable) {
      const nulls = new Uint8Array(this.#rows);
      if (ids.includes(nullId)) for (let row = 0; row < this.#rows; row += 1) nulls[row] = ids[places[row] ?? 0] === nullId ? 1 : 0;
      this.#out.numbers(nulls);
    }
    const [first = nullId] = ids;
    if (ids.every((id) => id === first)) this.#out.written(dictionary.written(first).repeat(this.#rows));
    else for (let row = 0; row < this.#rows; row += 1) this.#out.written(dictionary.written(ids[places[row] ?? 0] ?? nullId));
  }

  /** A column of String or, with `isNullable`, Nullable(String): row `i` has `written[places[i]]`, as `nativeText` has it, or null. */
  writtenTexts(written: readonly (string | null)[], places: Uint32Array, isNullable: boolean): void {
    if (isNullable) {
      const nulls = new Uint8Array(this.#rows);
      if (written.includes(null)) for (let row = 0; row < this.#rows; row += 1) nulls[row] = written[places[row] ?? 0] === null ? 1 : 0;
      this.#out.numbers(nulls);
    }
    const [first = null] = written;
    if (written.every((text) => text === first)) this.#out.written((first ?? writtenNull).repeat(this.#rows));
    else for (let row = 0; row < this.#rows; row += 1) this.#out.written(written[places[row] ?? 0] ?? writtenNull);
  }

  /** A column of String or, with `isNullable`, Nullable(String), of digits: texts of less than 128 characters, all of them ASCII. */
  digits(texts: readonly (string | null)[], isNullable: boolean): void {
    if (isNullable) {
      const nulls = new Uint8Array(this.#rows);
      for (let row = 0; row < this.#rows; row += 1) if (texts[row] === null) nulls[row] = 1;
      this.#out.numbers(nulls);
    }
    if (texts.every((text) => text === null)) this.#out.written(writtenNull.repeat(this.#rows));
    else for (const text of texts) this.#out.ascii(text ?? "0");
  }

  /** A column of String or, with `isNullable`, Nullable(String), of texts that hardly come again but right after themselves. */
  distinctTexts(texts: readonly (string | null)[], isNullable: boolean): void {
    if (isNullable) this.#out.numbers(Uint8Array.from(texts, (text) => (text === null ? 1 : 0)));
    for (let row = 0; row < texts.length; ) {
      const text = texts[row] ?? null;
      const from = row;
      do row += 1;
      while (row < texts.length && texts[row] === text);
      const written = text === null ? writtenNull : nativeText(text);
      this.#out.written(row - from === 1 ? written : written.repeat(row - from));
    }
  }

  #nextColumn(ids: number): [Uint32Array, Uint32Array, number] {
    if (ids > this.#columnOfId.length || this.#column === mostColumns) {
      this.#columnOfId = new Uint32Array(ids * 2);
      this.#keyOfId = new Uint32Array(ids * 2);
      this.#column = 0;
    }
    this.#column += 1;
    return [this.#columnOfId, this.#keyOfId, this.#column];
  }
}

const sharedDictionariesWithAdditionalKeys = 1;
const hasAdditionalKeys = 1 << 9;
const needsUpdatedDictionary = 1 << 10;
const mostColumns = 2 ** 32 - 1;
