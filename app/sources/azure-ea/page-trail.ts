import { createHash } from "node:crypto";
import { EaApiError } from "./ea-api-error";
import type { ReadPage } from "./read-page";

/** Remembers where a run has been and refuses to go in circles. */
export class PageTrail {
  readonly #addresses = new Set<string>();
  readonly #pages = new Map<string, number>();
  constructor(
    private readonly maxPages: number,
    private readonly acceptRepeatedPages: boolean,
  ) {}

  /** Notes that a page is about to be asked for. Throws `paging` when it was asked for before or there are too many. */
  visit(url: URL, index: number): void {
    if (this.#addresses.size >= this.maxPages)
      throw new EaApiError("paging", `the month has more than ${this.maxPages} pages`, { page: index });
    const id = createHash("sha256").update(addressOf(url)).digest("base64");
    if (this.#addresses.has(id))
      throw new EaApiError("paging", `EA's page links go in a circle: page ${index} is a page that was read before`, { page: index });
    this.#addresses.add(id);
  }

  /**
   * Notes a page that was read. Throws `paging` when its rows are, to the byte, those of an earlier page, however few they are: bills contain identical
   * rows, but which of the two it is only a person can say.
   */
  received(page: ReadPage, index: number): void {
    const { rows } = page.table;
    if (rows.length === 0 || this.acceptRepeatedPages) return;
    const earlier = this.#pages.get(page.rowsSha256);
    if (earlier !== undefined) {
      const again = `EA sent page ${earlier} again as page ${index} (${rows.length} rows)`;
      throw new EaApiError("paging", `${again}; if the bill has these rows twice, accept repeated pages and say why`, { page: index });
    }
    this.#pages.set(page.rowsSha256, index);
  }
}

/** Azure compares paths and names of parameters without case; values may be tokens, which have one. */
function addressOf(url: URL): string {
  return JSON.stringify([url.pathname.toLowerCase(), [...url.searchParams].map(([name, value]) => [name.toLowerCase(), value])]);
}
