import { byte, type PageBytes } from "./page-bytes";
import type { Cell } from "./row-table";

// Of our own: a name of another module is looked up each time where modules are compiled as tsx does it, here for each character.
const {
  backslash,
  closeBrace,
  closeBracket,
  dot,
  lowerE,
  lowerF,
  lowerN,
  lowerT,
  minus,
  nine,
  openBrace,
  openBracket,
  plus,
  quote,
  space,
  upperE,
  zero,
} = byte;

/**
 * The offset after the JSON value that starts at `at`, or -1 if none does or the body ends inside it.
 * An object or array is only measured (strings respected, brackets counted); decodeToken checks what is inside.
 */
export function tokenEnd(page: PageBytes, at: number): number {
  const code = page.at(at);
  if (code === quote) return stringEnd(page, at);
  if (code === openBrace || code === openBracket) return nestedEnd(page, at);
  if (code === lowerN) return wordEnd(page, at, "null");
  if (code === lowerT) return wordEnd(page, at, "true");
  if (code === lowerF) return wordEnd(page, at, "false");
  return numberEnd(page, at);
}

function stringEnd(page: PageBytes, at: number): number {
  let offset = at + 1;
  for (;;) {
    const code = page.at(offset);
    if (code === quote) return offset + 1;
    if (code < space) return -1;
    offset += code === backslash ? 2 : 1;
  }
}

function nestedEnd(page: PageBytes, at: number): number {
  let depth = 0;
  let offset = at;
  while (offset < page.end) {
    const code = page.at(offset);
    if (code === quote) {
      offset = stringEnd(page, offset);
      if (offset < 0) return -1;
      continue;
    }
    offset += 1;
    if (code === openBrace || code === openBracket) depth += 1;
    else if (code === closeBrace || code === closeBracket) {
      depth -= 1;
      if (depth === 0) return offset;
    }
  }
  return -1;
}

function wordEnd(page: PageBytes, at: number, word: "null" | "true" | "false"): number {
  const end = at + word.length;
  return end <= page.end && page.buffer.toString("latin1", at, end) === word ? end : -1;
}

/** The offset after the JSON number that starts at `at`, or -1 if none does. Strict: `01`, `.5`, `5.` and `+5` are not JSON numbers. */
function numberEnd(page: PageBytes, at: number): number {
  let offset = page.at(at) === minus ? at + 1 : at;
  if (page.at(offset) === zero) offset += 1;
  else {
    const first = offset;
    offset = digitsEnd(page, offset);
    if (offset === first) return -1;
  }
  if (page.at(offset) === dot) {
    const first = offset + 1;
    offset = digitsEnd(page, first);
    if (offset === first) return -1;
  }
  const exponent = page.at(offset);
  if (exponent !== lowerE && exponent !== upperE) return offset;
  offset += 1;
  const sign = page.at(offset);
  if (sign === plus || sign === minus) offset += 1;
  const first = offset;
  offset = digitsEnd(page, first);
  return offset === first ? -1 : offset;
}

function digitsEnd(page: PageBytes, at: number): number {
  let offset = at;
  for (;;) {
    const code = page.at(offset);
    if (code < zero || code > nine) return offset;
    offset += 1;
  }
}

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
    this.isNumber = code === minus || (code >= zero && code <= nine);
    if (code === quote) {
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
      if (code === quote) {
        this.end = offset + 1;
        this.hash = hash ^ (hash >>> 16);
        this.isPlain = !hasEscape && seen < 0x80;
        return;
      }
      if (code < space) return;
      hash = Math.imul(hash ^ code, 0x01000193);
      seen |= code;
      if (code === backslash) {
        hasEscape = true;
        offset += 1;
        if (offset < end) hash = Math.imul(hash ^ view.getUint8(offset), 0x01000193);
      }
    }
  }
}

/**
 * The cell for the token in [at, end), or undefined when the token is not valid JSON after all (a bad escape, a broken nested value).
 * The copy is fresh: a cell never keeps the page it came from in memory.
 */
export function decodeToken(page: PageBytes, at: number, end: number): Cell {
  const code = page.at(at);
  if (code === lowerN) return null;
  if (code === quote) return decodeString(page, at, end);
  if (code !== openBrace && code !== openBracket) return page.buffer.toString("latin1", at, end);
  const source = page.buffer.toString("utf8", at, end);
  return parsed(source) === undefined ? undefined : source;
}

function decodeString(page: PageBytes, at: number, end: number): string | undefined {
  let high = 0;
  for (let offset = at + 1; offset < end - 1; offset += 1) {
    const code = page.view.getUint8(offset);
    if (code === backslash) {
      const text = parsed(page.buffer.toString("utf8", at, end));
      return typeof text === "string" ? text : undefined;
    }
    high |= code;
  }
  return high < 0x80 ? page.buffer.toString("latin1", at + 1, end - 1) : page.buffer.toString("utf8", at + 1, end - 1);
}

/** JSON.parse, with undefined for what is not JSON; a JSON text never parses to undefined. */
function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
