import { byte } from "./byte";
import { numberEnd } from "./number-end";
import type { PageBytes } from "./page-bytes";

/**
 * The offset after the JSON value that starts at `at`, or -1 if none does or the body ends inside it.
 * An object or array is only measured (strings respected, brackets counted); decodeToken checks what is inside.
 */
export function tokenEnd(page: PageBytes, at: number): number {
  const code = page.at(at);
  if (code === byte.quote) return stringEnd(page, at);
  if (code === byte.openBrace || code === byte.openBracket) return nestedEnd(page, at);
  if (code === byte.lowerN) return wordEnd(page, at, "null");
  if (code === byte.lowerT) return wordEnd(page, at, "true");
  if (code === byte.lowerF) return wordEnd(page, at, "false");
  return numberEnd(page, at);
}

function stringEnd(page: PageBytes, at: number): number {
  let offset = at + 1;
  for (;;) {
    const code = page.at(offset);
    if (code === byte.quote) return offset + 1;
    if (code < byte.space) return -1;
    offset += code === byte.backslash ? 2 : 1;
  }
}

function nestedEnd(page: PageBytes, at: number): number {
  let depth = 0;
  let offset = at;
  while (offset < page.end) {
    const code = page.at(offset);
    if (code === byte.quote) {
      offset = stringEnd(page, offset);
      if (offset < 0) return -1;
      continue;
    }
    offset += 1;
    if (code === byte.openBrace || code === byte.openBracket) depth += 1;
    else if (code === byte.closeBrace || code === byte.closeBracket) {
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
