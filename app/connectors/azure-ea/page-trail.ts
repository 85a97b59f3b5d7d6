import { createHash } from "node:crypto";
import { EaApiError } from "./ea-api-error";
import type { ReadPage } from "./read-page";

/** A repeated page of fewer rows than this may be real: bills contain identical rows. */
const fewestRowsToCompare = 10;

/** Remembers where a run has been and refuses to go in circles. */
export class PageTrail {
  readonly #addresses = new Set<string>();
  readonly #pages = new Map<string, number>();
  readonly #maxPages: number;

  constructor(maxPages: number) {
    this.#maxPages = maxPages;
  }

  /** Notes that a page is about to be asked for. Throws `paging` when it was asked for before or there are too many. */
  visit(url: URL, index: number): void {
    if (this.#addresses.size >= this.#maxPages)
      throw new EaApiError("paging", `the month has more than ${this.#maxPages} pages`, { page: index });
    const id = createHash("sha256").update(url.href).digest("base64");
    if (this.#addresses.has(id))
      throw new EaApiError("paging", `EA's page links go in a circle: page ${index} is a page that was read before`, { page: index });
    this.#addresses.add(id);
  }

  /** Notes a page that was read. Throws `paging` when its rows are, to the byte, those of an earlier page. */
  received(page: ReadPage, index: number): void {
    if (page.table.rows.length < fewestRowsToCompare) return;
    const earlier = this.#pages.get(page.rowsSha256);
    if (earlier !== undefined)
      throw new EaApiError("paging", `EA sent page ${earlier} again as page ${index}`, { page: index, bodySha256: page.bodySha256 });
    this.#pages.set(page.rowsSha256, index);
  }
}
