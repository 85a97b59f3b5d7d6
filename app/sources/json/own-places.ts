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
