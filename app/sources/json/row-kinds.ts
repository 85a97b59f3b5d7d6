import { type PageBytes, sameBytes } from "./page-bytes";
import { type Cell, RowKind } from "./row-table";

const firstBytes = 1 << 20;
/** A row with more bytes is read value by value each time: it would push many others out. */
const longestKind = 1 << 14;

/**
 * Remembers rows by the bytes that they share with others of their kind, and which kind came after which: the resources of a bill come back every day
 * in nearly the same order. Nothing is guessed: a row is of a kind only if all these bytes are equal. Memory is bounded; when it is full the table
 * starts again.
 */
export class KindTable<Layout, Value extends Cell> {
  #arena = new Uint8Array(firstBytes);
  #view = new DataView(this.#arena.buffer);
  readonly #kinds = new Map<number, RowKind<Layout, Value>>();
  #used = 0;
  #last: RowKind<Layout, Value> | null = null;
  readonly #limits: KindLimits;

  constructor(limits: KindLimits) {
    this.#limits = limits;
  }

  /** The bytes of all kinds. */
  get view(): DataView {
    return this.#view;
  }

  /** The kind that the next row probably is of. */
  get expected(): RowKind<Layout, Value> | null {
    return this.#last?.next ?? null;
  }

  /** Notes that a row of this kind was read. */
  passed(kind: RowKind<Layout, Value> | null): void {
    if (this.#last !== null) this.#last.next = kind;
    this.#last = kind;
  }

  /**
   * The kind of the row [at, end), or null when there is none yet. `layout` is the same object for rows that are written in the same way, `own` says where
   * its own values stand, and `hash` tells most kinds apart.
   */
  find(page: PageBytes, at: number, end: number, layout: Layout, own: OwnPlaces, hash: number): RowKind<Layout, Value> | null {
    const known = this.#kinds.get(hash);
    return known?.layout === layout && this.#matches(page, at, end, own, known) ? known : null;
  }

  /** A kind made of the row [at, end), which says `cells` and which `find` did not find; null for a row that is too long. */
  add(
    page: PageBytes,
    at: number,
    end: number,
    layout: Layout,
    own: OwnPlaces,
    hash: number,
    cells: readonly Value[],
  ): RowKind<Layout, Value> | null {
    if (end - at > longestKind) return null;
    if (this.#used + end - at > this.#limits.bytes || this.#kinds.size >= this.#limits.kinds) this.#clear();
    this.#reserve(end - at);
    const kind = new RowKind(layout, this.#used, new Int32Array(own.length + 1), cells);
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

  #matches(page: PageBytes, at: number, end: number, own: OwnPlaces, kind: RowKind<Layout, Value>): boolean {
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
    const larger = new Uint8Array(Math.min(this.#arena.length * 2, this.#limits.bytes));
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

/** How much a table remembers before it starts again. */
interface KindLimits {
  readonly bytes: number;
  readonly kinds: number;
}

/** Where the own values of one row stand in its page, in their order. One object is used again and again. */
export class OwnPlaces {
  readonly #starts = new Int32Array(mostOwnValues);
  readonly #ends = new Int32Array(mostOwnValues);
  #length = 0;

  get length(): number {
    return this.#length;
  }

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
