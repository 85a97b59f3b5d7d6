const firstBytes = 1 << 16;

/**
 * Collects a body in one piece of memory. With the length known beforehand nothing is copied twice and the pieces are free at once, which for
 * pages of several megabytes halves what a run holds outside the heap.
 */
export class BodyBuffer {
  #bytes: Buffer;
  #length = 0;

  /** `expected` is a hint; a body that turns out longer still fits. */
  constructor(expected: number) {
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(expected, firstBytes));
  }

  add(piece: Uint8Array): void {
    const length = this.#length + piece.length;
    if (length > this.#bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, this.#bytes.length * 2));
      larger.set(this.#bytes.subarray(0, this.#length));
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#length);
    this.#length = length;
  }

  /** What was added so far. */
  get content(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }
}
