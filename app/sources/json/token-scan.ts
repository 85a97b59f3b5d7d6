import { byte } from "./byte";
import { numberEnd } from "./number-end";
import type { PageBytes } from "./page-bytes";
import { tokenEnd } from "./token-end";

/** What one pass over a token found out about it. One object is used again and again, because this runs for most fields of most rows. */
export class TokenScan {
  /** The offset after the token; -1 if there is none. */
  end = -1;
  hash = 0;
  isNumber = false;
  /** A string whose bytes are its text: ASCII, no escapes. */
  isPlain = false;

  /** Measures and hashes the token at `at`. `seed` separates equal tokens of different columns. */
  run(page: PageBytes, at: number, seed: number): void {
    const code = page.at(at);
    this.isPlain = false;
    this.isNumber = code === byte.minus || (code >= byte.zero && code <= byte.nine);
    if (code === byte.quote) {
      this.#runString(page, at, seed);
      return;
    }
    this.end = this.isNumber ? numberEnd(page, at) : tokenEnd(page, at);
    let hash = Math.imul(seed + 1, 0x9e3779b1);
    for (let offset = at; offset < this.end; offset += 1) hash = Math.imul(hash ^ page.at(offset), 0x01000193);
    this.hash = hash ^ (hash >>> 16);
  }

  #runString(page: PageBytes, at: number, seed: number): void {
    const { view, end } = page;
    let hash = Math.imul(seed + 1, 0x9e3779b1);
    let seen = 0;
    let hasEscape = false;
    this.end = -1;
    for (let offset = at + 1; offset < end; offset += 1) {
      const code = view.getUint8(offset);
      if (code === byte.quote) {
        this.end = offset + 1;
        this.hash = hash ^ (hash >>> 16);
        this.isPlain = !hasEscape && seen < 0x80;
        return;
      }
      if (code < byte.space) return;
      hash = Math.imul(hash ^ code, 0x01000193);
      seen |= code;
      if (code === byte.backslash) {
        hasEscape = true;
        offset += 1;
        if (offset < end) hash = Math.imul(hash ^ view.getUint8(offset), 0x01000193);
      }
    }
  }
}
