/**
 * Text being gathered as UTF-8 bytes. One buffer serves a whole run: strings of a page's size would go through the garbage collector twice, as
 * text and as bytes.
 */
export class TextBuffer {
  #bytes: Buffer = Buffer.allocUnsafe(firstBytes);
  #length = 0;

  write(text: string): void {
    // A UTF-16 unit is at most three bytes of UTF-8.
    this.#reserve(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length, "utf8");
  }

  /** A copy of everything written since the last call. */
  take(): Uint8Array {
    const taken = Buffer.from(this.#bytes.subarray(0, this.#length));
    this.#length = 0;
    return taken;
  }

  #reserve(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

const firstBytes = 1 << 20;
