import { byte } from "./byte";
import type { PageBytes } from "./page-bytes";

/** The offset of the first byte at or after `at` that is not JSON white space. */
export function skipSpace(page: PageBytes, at: number): number {
  let offset = at;
  for (;;) {
    const code = page.at(offset);
    if (code !== byte.space && code !== byte.lineFeed && code !== byte.carriageReturn && code !== byte.tab) return offset;
    offset += 1;
  }
}
