import { byte } from "./byte";
import type { Cell } from "./cell";
import type { PageBytes } from "./page-bytes";

/**
 * The cell for the token in [at, end), or undefined when the token is not valid JSON after all (a bad escape, a broken nested value).
 * The copy is fresh: a cell never keeps the page it came from in memory.
 */
export function decodeToken(page: PageBytes, at: number, end: number): Cell {
  const code = page.at(at);
  if (code === byte.lowerN) return null;
  if (code === byte.quote) return decodeString(page, at, end);
  if (code !== byte.openBrace && code !== byte.openBracket) return page.buffer.toString("latin1", at, end);
  const source = page.buffer.toString("utf8", at, end);
  return parsed(source) === undefined ? undefined : source;
}

function decodeString(page: PageBytes, at: number, end: number): string | undefined {
  let high = 0;
  for (let offset = at + 1; offset < end - 1; offset += 1) {
    const code = page.view.getUint8(offset);
    if (code === byte.backslash) {
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
