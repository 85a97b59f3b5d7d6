import { byte, type PageBytes, sameBytes } from "./page-bytes";
import type { Cell } from "./row-table";

const slots = 1 << 17;
const arenaBytes = 24 << 20;
/** Longer tokens are decoded each time: they would push hundreds of short ones out. */
const longestToken = 4096;

/**
 * Remembers decoded tokens by their source bytes, and which token came next to which: to the right of it in a row, and below it in a column.
 *
 * A bill repeats itself: a subscription's name follows its id, the same machines come back every day in nearly the same order. Comparing four
 * bytes at a time with the token that was there last time is several times faster than finding its end, decoding it and allocating a string.
 * Nothing is guessed: a token is taken from here only if all its bytes are equal. Memory is bounded; when the arena is full the table starts again.
 */
export class TokenTable {
  readonly #arena = new Uint8Array(arenaBytes);
  readonly #arenaView = new DataView(this.#arena.buffer);
  /** Four numbers per slot, side by side so that a look-up touches one cache line: where its bytes start, how many, the slots right and below. */
  readonly #entries = new Int32Array(slots * 4);
  readonly #cells = new Array<Cell>(slots).fill(null);
  #used = 0;

  /** The slot of the token at `at` if it is what stood right of `left` or below `above` last time; else -1. Slots may be -1 for none. */
  expect(page: PageBytes, at: number, left: number, above: number): number {
    if (left >= 0) {
      const slot = this.#entries[left * 4 + 2] ?? 0;
      if (this.#matches(page, at, slot)) return slot;
    }
    if (above >= 0) {
      const slot = this.#entries[above * 4 + 3] ?? 0;
      if (this.#matches(page, at, slot)) return slot;
    }
    return -1;
  }

  /** The slot of the token [at, end) with this hash, or -1. */
  find(page: PageBytes, at: number, end: number, hash: number): number {
    const slot = slotOf(hash);
    return this.#entries[slot * 4 + 1] === end - at && this.#matches(page, at, slot) ? slot : -1;
  }

  /** Remembers the token [at, end) as `cell`. Returns its slot, or -1 if it is too long to keep. */
  add(page: PageBytes, at: number, end: number, hash: number, cell: Cell): number {
    const length = end - at;
    if (length > longestToken) return -1;
    if (this.#used + length > arenaBytes) this.#clear();
    const slot = slotOf(hash);
    const start = this.#used;
    for (let offset = 0; offset < length; offset += 1) this.#arena[start + offset] = page.view.getUint8(at + offset);
    this.#entries[slot * 4] = start;
    this.#entries[slot * 4 + 1] = length;
    this.#cells[slot] = cell;
    this.#used += length;
    return slot;
  }

  /** From now on `slot` is expected right of `left` and below `above`. */
  link(slot: number, left: number, above: number): void {
    if (left >= 0) this.#entries[left * 4 + 2] = slot;
    if (above >= 0) this.#entries[above * 4 + 3] = slot;
  }

  cell(slot: number): Cell {
    return this.#cells[slot];
  }

  length(slot: number): number {
    return this.#entries[slot * 4 + 1] ?? 0;
  }

  #matches(page: PageBytes, at: number, slot: number): boolean {
    const length = this.#entries[slot * 4 + 1] ?? 0;
    const end = at + length;
    if (length === 0 || end >= page.end) return false;
    const { view } = page;
    // The last byte and the one after tell most wrong guesses apart before the arena is touched.
    if (view.getUint8(at) === byte.quote ? view.getUint8(end - 1) !== byte.quote : !endsBareToken(view.getUint8(end))) return false;
    const start = this.#entries[slot * 4] ?? 0;
    return sameBytes(view, at, this.#arenaView, start, length);
  }

  #clear(): void {
    this.#entries.fill(0);
    this.#cells.fill(null);
    this.#used = 0;
  }
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (slots - 1);
}

/** `24.5` is a prefix of `24.55`: a token without quotes ends only before a comma, a closing brace or white space. */
function endsBareToken(code: number): boolean {
  return code === byte.comma || code === byte.closeBrace || code <= byte.space;
}
