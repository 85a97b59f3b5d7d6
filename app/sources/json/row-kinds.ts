import { Usefulness } from "../../domain/memoize";
import { type PageBytes, sameBytes } from "./page-bytes";
import { type Cell, RowKind } from "./row-table";

const firstBytes = 1 << 20;
/** A row with more bytes is read value by value each time: it would push many others out. */
const longestKind = 1 << 14;

/**
 * Remembers rows by the bytes that they share with others of their kind, and which kind came after which: the resources of a bill come back every day
 * in nearly the same order. Nothing is guessed: a row is of a kind only if all these bytes are equal. Memory is bounded; when it is full the table
 * starts again, and rests first where rows hardly came again.
 */
export class KindTable<Layout, Value extends Cell> {
  #arena = new Uint8Array(firstBytes);
  #view = new DataView(this.#arena.buffer);
  readonly #kinds = new Map<number, RowKind<Layout, Value>>();
  #used = 0;
  #last: RowKind<Layout, Value> | null = null;
  readonly #limits: KindLimits;
  readonly #usefulness: Usefulness;

  constructor(limits: KindLimits) {
    this.#limits = limits;
    this.#usefulness = new Usefulness(limits.kinds);
  }

  /** The bytes of all kinds. */
  get view(): DataView {
    return this.#view;
  }

  /** The kind that the next row probably is of. */
  get expected(): RowKind<Layout, Value> | null {
    return this.#last?.next ?? null;
  }

  /** Notes that the row was of the kind that was expected. */
  followed(kind: RowKind<Layout, Value>): void {
    this.#usefulness.known();
    this.passed(kind);
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
    if (known?.layout !== layout || !this.#matches(page, at, end, own, known)) return null;
    this.#usefulness.known();
    return known;
  }

  /** A kind made of the row [at, end), which says `cells` and which `find` did not find; null for a row that is too long, and while the table rests. */
  add(
    page: PageBytes,
    at: number,
    end: number,
    layout: Layout,
    own: OwnPlaces,
    hash: number,
    cells: readonly Value[],
  ): RowKind<Layout, Value> | null {
    if (end - at > longestKind || this.#usefulness.isResting()) return null;
    if (this.#used + end - at > this.#limits.bytes || this.#kinds.size >= this.#limits.kinds) {
      const held = this.#kinds.size;
      this.#clear();
      if (this.#usefulness.rests(false, held)) {
        this.#resize(firstBytes);
        return null;
      }
    }
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
    if (this.#used + bytes > this.#arena.length) this.#resize(Math.min(this.#arena.length * 2, this.#limits.bytes));
  }

  #resize(bytes: number): void {
    const arena = new Uint8Array(bytes);
    arena.set(this.#arena.subarray(0, this.#used));
    this.#arena = arena;
    this.#view = new DataView(arena.buffer);
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
