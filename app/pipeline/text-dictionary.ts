import { nativeText } from "./native-bytes";

/**
 * Numbers for texts that come again, and what ClickHouse's Native format writes for each: the length of its UTF-8 and its bytes, as a string of one
 * character per byte. Id 0 is null. Texts are kept as they are given: one that was cut out of a page would keep the page.
 */
export class TextDictionary {
  readonly #ids = new Map<string, number>();
  readonly #written: string[] = [writtenNull];
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

  /** As `nativeText`; of null `writtenNull`. */
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

/** What stands in the place of null, which nobody reads but may convert to a number. */
export const writtenNull = nativeText("0");

/** The entry of a map, an array's element, and the string that joins length and text. */
const bytesOfEntry = 100;
