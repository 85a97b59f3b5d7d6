/**
 * Numbers for texts that come again, and what ClickHouse's Native format writes for each: the length of its UTF-8 and its bytes, as a string of one
 * character per byte. Id 0 is null. Texts are kept as they are given: one that was cut out of a page would keep the page.
 */
export class TextDictionary {
  readonly #ids = new Map<string, number>();
  readonly #written: string[] = [nativeText("0")];
  #bytes = 0;

  idOf(text: string | null): number {
    if (text === null) return nullId;
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.#written.length;
    this.#ids.set(text, id);
    this.#written.push(nativeText(text));
    this.#bytes += text.length + bytesOfEntry;
    return id;
  }

  /** As `nativeText`; of null what stands in its place, which nobody reads but may convert to a number. */
  written(id: number): string {
    return this.#written[id] ?? "";
  }

  /** How many ids there are. */
  get size(): number {
    return this.#written.length;
  }

  /** How much memory it takes, about, were its texts nobody else's. */
  get bytes(): number {
    return this.#bytes;
  }
}

export const nullId = 0;

/** The entry of a map, an array's element, and the string that joins length and text. */
const bytesOfEntry = 100;

/** A text as Native writes it, as a string of one character per byte. */
export function nativeText(text: string): string {
  const bytes = Buffer.byteLength(text, "utf8");
  const isAscii = bytes === text.length;
  return varint(bytes) + (isAscii ? text : Buffer.from(text, "utf8").toString("latin1"));
}

/** As `nativeText` of less than 128 characters, all of them ASCII: digits and hashes. */
export function nativeAscii(text: string): string {
  return (short[text.length] ?? "") + text;
}

/** Seven bits a byte, the lowest first. */
export function varint(value: number): string {
  const known = short[value];
  if (known !== undefined) return known;
  return String.fromCharCode((value & 127) | 128) + varint(value >>> 7);
}

const short = Array.from({ length: 128 }, (_, value) => String.fromCharCode(value));
