import { type PageBytes, sameBytes } from "./page-bytes";
import { type Cell, RowKind, type RowLayout } from "./row-table";

const firstBytes = 1 << 20;
const mostBytes = 48 << 20;
const mostKinds = 40_000;
/** A row with more bytes is read value by value each time: it would push many others out. */
const longestKind = 1 << 14;

/**
 * Remembers rows by the bytes that they share with others of their kind, and which kind came after which: the resources of a bill come back every day
 * in nearly the same order. Nothing is guessed: a row is of a kind only if all these bytes are equal. Memory is bounded; when it is full the table
 * starts again.
 */
export class KindTable {
  #arena = new Uint8Array(firstBytes);
  #view = new DataView(this.#arena.buffer);
  readonly #kinds = new Map<number, RowKind>();
  #used = 0;
  #last: RowKind | null = null;

  /** The bytes of all kinds. */
  get view(): DataView {
    return this.#view;
  }

  /** The kind that the next row probably is of. */
  get expected(): RowKind | null {
    return this.#last?.next ?? null;
  }

  /** Notes that a row of this kind was read. */
  passed(kind: RowKind | null): void {
    if (this.#last !== null) this.#last.next = kind;
    this.#last = kind;
  }

  /**
   * The kind of the row [at, end), made if there is none yet; null for a row that is too long. `own` says where its own values stand, `cells` what the
   * row says, and `hash` tells most kinds apart.
   */
  kindOf(
    page: PageBytes,
    at: number,
    end: number,
    layout: RowLayout,
    own: OwnPlaces,
    hash: number,
    cells: readonly Cell[],
  ): RowKind | null {
    const known = this.#kinds.get(hash);
    if (known?.layout === layout && this.#matches(page, at, end, own, known)) return known;
    if (end - at > longestKind) return null;
    if (this.#used + end - at > mostBytes || this.#kinds.size >= mostKinds) this.#clear();
    this.#reserve(end - at);
    const kind = new RowKind(layout, this.#used, new Int32Array(layout.own.length + 1), cells);
    let offset = at;
    for (let index = 0; index < kind.lengths.length; index += 1) {
      const stop = own.start(index, end);
      this.#arena.set(page.buffer.subarray(offset, stop), this.#used);
      this.#used += stop - offset;
      kind.lengths[index] = stop - offset;
      offset = own.end(index);
    }
    this.#kinds.set(hash, kind);
    return kind;
  }

  #matches(page: PageBytes, at: number, end: number, own: OwnPlaces, kind: RowKind): boolean {
    let offset = at;
    let place = kind.start;
    for (let index = 0; index < kind.lengths.length; index += 1) {
      const length = kind.lengths[index] ?? 0;
      if (own.start(index, end) - offset !== length || !sameBytes(page.view, offset, this.#view, place, length)) return false;
      offset = own.end(index);
      place += length;
    }
    return true;
  }

  #reserve(bytes: number): void {
    if (this.#used + bytes <= this.#arena.length) return;
    const larger = new Uint8Array(Math.min(this.#arena.length * 2, mostBytes));
    larger.set(this.#arena.subarray(0, this.#used));
    this.#arena = larger;
    this.#view = new DataView(larger.buffer);
  }

  /** No kind of before is reached any more: neither by its hash nor by the one before it. */
  #clear(): void {
    this.#kinds.clear();
    this.#used = 0;
    this.#last = null;
  }
}

/** Where the own values of one row stand in its page, in their order. One object is used again and again. */
export class OwnPlaces {
  readonly #starts = new Int32Array(mostOwnValues);
  readonly #ends = new Int32Array(mostOwnValues);
  #length = 0;

  clear(): void {
    this.#length = 0;
  }

  add(start: number, end: number): void {
    this.#starts[this.#length] = start;
    this.#ends[this.#length] = end;
    this.#length += 1;
  }

  /** Where an own value starts; after the last one, the end of the row. */
  start(index: number, rowEnd: number): number {
    return index < this.#length ? (this.#starts[index] ?? 0) : rowEnd;
  }

  end(index: number): number {
    return this.#ends[index] ?? 0;
  }
}

/** A row with more own values has no kind. */
export const mostOwnValues = 64;
