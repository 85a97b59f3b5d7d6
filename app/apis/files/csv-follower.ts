/**
 * Follows the bytes of a CSV file as the engine writes it, to count its rows and to see that it is whole: when the engine fails halfway, its message
 * follows the rows that were written by then, under a status that said 200. Every text is in quotes, so a row begins with a quote or is empty there, and has as many
 * cells as the others.
 */
export class CsvFollower {
  rows = 0;
  #isQuoted = false;
  /** Cells of the current row so far; 0 before its first byte. */
  #cells = 0;

  constructor(private readonly width: number) {}

  /** @throws the bytes are not rows of this file */
  take(bytes: Uint8Array): void {
    let isQuoted = this.#isQuoted;
    let cells = this.#cells;
    let at = 0;
    // Hundreds of megabytes: most bytes are in quotes, and an iterator takes eight times as long.
    while (at < bytes.length) {
      if (isQuoted) {
        while (at < bytes.length && bytes[at] !== quote) at += 1;
        if (at === bytes.length) break;
        isQuoted = false;
        at += 1;
        continue;
      }
      const byte = bytes[at];
      at += 1;
      if (cells === 0) {
        if (byte !== quote && byte !== comma && byte !== lineFeed) throw cutOff();
        cells = 1;
      }
      if (byte === quote) isQuoted = true;
      else if (byte === comma) cells += 1;
      else if (byte === lineFeed) {
        if (cells !== this.width) throw cutOff();
        this.rows += 1;
        cells = 0;
      }
    }
    this.#isQuoted = isQuoted;
    this.#cells = cells;
  }

  /** @throws the last row is not whole */
  end(): void {
    if (this.#isQuoted || this.#cells !== 0) throw cutOff();
  }
}

const cutOff = (): Error => new Error("The engine ended the CSV file before its last row was whole");

const [quote, comma, lineFeed] = [0x22, 0x2c, 0x0a] as const;
