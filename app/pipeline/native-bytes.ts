/**
 * Bytes of ClickHouse's Native format, little-endian, as they come. One buffer serves a whole run.
 * https://clickhouse.com/docs/interfaces/formats/Native
 */
export class NativeBytes {
  #bytes: Buffer = Buffer.allocUnsafe(firstBytes);
  #length = 0;
  #joined = "";

  clear(): void {
    this.#length = 0;
    this.#joined = "";
  }

  /** A copy of what was written since `clear`. */
  copy(): Uint8Array {
    this.#flush();
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }

  text(text: string): void {
    this.written(nativeText(text));
  }

  /** A text of less than 128 characters, all of them ASCII: digits and hashes. */
  ascii(text: string): void {
    this.written((short[text.length] ?? "") + text);
  }

  /** A text as `nativeText` has it. Small ones are joined before they are written: a call for each, and one for all of a column, take longer. */
  written(written: string): void {
    this.#joined += written;
    if (this.#joined.length > mostJoined) this.#flush();
  }

  /** In the byte order of the machine, which is little-endian wherever Node runs. */
  numbers(values: Uint8Array | Uint16Array | Uint32Array): void {
    this.#reserve(values.byteLength);
    this.#bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), this.#length);
    this.#length += values.byteLength;
  }

  /** As `numbers`, in 64 bits each. */
  longs(values: ArrayLike<number>): void {
    const pairs = new Uint32Array(values.length * 2);
    for (let index = 0; index < values.length; index += 1) pairs[index * 2] = values[index] ?? 0;
    this.numbers(pairs);
  }

  append(other: NativeBytes): void {
    other.#flush();
    this.numbers(other.#bytes.subarray(0, other.#length));
  }

  #flush(): void {
    if (this.#joined === "") return;
    const text = this.#joined;
    this.#joined = "";
    this.#reserve(text.length);
    this.#length += this.#bytes.write(text, this.#length, "latin1");
  }

  #reserve(bytes: number): void {
    this.#flush();
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

/** A text as Native writes it, as a string of one character per byte. */
export function nativeText(text: string): string {
  const bytes = Buffer.byteLength(text, "utf8");
  const isAscii = bytes === text.length;
  return varint(bytes) + (isAscii ? text : Buffer.from(text, "utf8").toString("latin1"));
}

/** Seven bits a byte, the lowest first. */
export function varint(value: number): string {
  const known = short[value];
  if (known !== undefined) return known;
  return String.fromCharCode((value & 127) | 128) + varint(value >>> 7);
}

const short = Array.from({ length: 128 }, (_, value) => String.fromCharCode(value));

const mostJoined = 8192;
const firstBytes = 1 << 16;
