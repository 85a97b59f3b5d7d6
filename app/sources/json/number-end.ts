import { byte } from "./byte";
import type { PageBytes } from "./page-bytes";

/** The offset after the JSON number that starts at `at`, or -1 if none does. Strict: `01`, `.5`, `5.` and `+5` are not JSON numbers. */
export function numberEnd(page: PageBytes, at: number): number {
  let offset = page.at(at) === byte.minus ? at + 1 : at;
  if (page.at(offset) === byte.zero) offset += 1;
  else {
    const first = offset;
    offset = digitsEnd(page, offset);
    if (offset === first) return -1;
  }
  if (page.at(offset) === byte.dot) {
    const first = offset + 1;
    offset = digitsEnd(page, first);
    if (offset === first) return -1;
  }
  const exponent = page.at(offset);
  if (exponent !== byte.lowerE && exponent !== byte.upperE) return offset;
  offset += 1;
  const sign = page.at(offset);
  if (sign === byte.plus || sign === byte.minus) offset += 1;
  const first = offset;
  offset = digitsEnd(page, first);
  return offset === first ? -1 : offset;
}

function digitsEnd(page: PageBytes, at: number): number {
  let offset = at;
  for (;;) {
    const code = page.at(offset);
    if (code < byte.zero || code > byte.nine) return offset;
    offset += 1;
  }
}
