import { createHash } from "node:crypto";
import { SourceError } from "../source-error";

/** Remembers where a run has been and refuses to go in circles. */
export class LoopGuard {
  readonly #addresses = new Set<string>();
  readonly #pages = new Map<string, number>();
  constructor(
    private readonly server: string,
    private readonly maxPages: number,
    private readonly acceptRepeatedPages: boolean,
  ) {}

  /** Notes that a page is about to be asked for. Throws `paging` when it was asked for before or there are too many. */
  visit(url: URL, index: number): void {
    if (this.#addresses.size >= this.maxPages)
      throw new SourceError("paging", `${this.server} links to more than ${this.maxPages} pages`, { part: index });
    const id = createHash("sha256").update(addressOf(url)).digest("base64");
    if (this.#addresses.has(id))
      throw new SourceError("paging", `the page links of ${this.server} form a loop: page ${index} was read before`, {
        part: index,
      });
    this.#addresses.add(id);
  }

  /**
   * Notes a page that was read. Throws `paging` when its rows are, to the byte, those of an earlier page, however few they are: bills contain identical
   * rows, but which of the two it is only a person can say.
   */
  received({ rows, rowsSha256 }: { readonly rows: number; readonly rowsSha256: string }, index: number): void {
    if (rows === 0 || this.acceptRepeatedPages) return;
    const earlier = this.#pages.get(rowsSha256);
    if (earlier !== undefined) {
      const again = `${this.server} sent page ${earlier} again as page ${index} (${rows} rows)`;
      throw new SourceError("paging", `${again}; if the bill really has these rows twice, use --accept-repeated-pages REASON`, {
        part: index,
      });
    }
    this.#pages.set(rowsSha256, index);
  }
}

/** Azure compares paths and names of parameters without case; values may be tokens, which have one. */
function addressOf(url: URL): string {
  return JSON.stringify([url.pathname.toLowerCase(), [...url.searchParams].map(([name, value]) => [name.toLowerCase(), value])]);
}
