import { ExactSum } from "../domain/snapshot/exact-sum";
import type { LedgerBlock, LedgerPage } from "../domain/snapshot/seal-evidence";

/** A page of a snapshot, ready to be stored. */
export interface WrittenPage {
  readonly ledger: LedgerPage;
  /** What an INSERT of it sends. */
  readonly data: Uint8Array;
  readonly audit: readonly object[];
}

/** A block that is full: what the ledger says about it, and its data. */
export interface FullBlock {
  readonly block: LedgerBlock;
  readonly chunks: readonly Uint8Array[];
  readonly audit: readonly object[];
}

/** The pages of one snapshot that wait to be stored. */
export class WaitingPages {
  readonly #store: (block: FullBlock) => Promise<void>;
  readonly #total: ExactSum;
  #firstPage: number;
  #pages: WrittenPage[] = [];
  #next: string | null;
  rows = 0;
  bytes = 0;

  /** `before`: what earlier attempts stored. */
  constructor(before: readonly LedgerBlock[], store: (block: FullBlock) => Promise<void>) {
    const last = before.at(-1);
    this.#firstPage = last === undefined ? 0 : last.firstPage + last.pages.length;
    // Nothing stored yet: no block says where the next page is.
    this.#next = last === undefined ? "" : last.nextCursor;
    this.#total = new ExactSum();
    for (const page of before.flatMap((block) => block.pages)) this.#total.add(page.cost);
    this.#store = store;
  }

  /** The number of the next page. */
  get nextPage(): number {
    return this.#firstPage + this.#pages.length;
  }

  /** Cost of everything stored and added. */
  get cost(): string {
    return this.#total.toString();
  }

  add(page: WrittenPage, next: string | null): void {
    this.#pages.push(page);
    this.#next = next;
    this.rows += page.ledger.rows;
    this.bytes += page.data.length;
    this.#total.add(page.ledger.cost);
  }

  /** Empties what waits into a block to be stored. `isLast`: the delivery has been read to its end. Null when there is nothing to say. */
  take(isLast: boolean): (() => Promise<void>) | null {
    const pages = this.#pages;
    const isEnded = isLast && this.#next === null;
    if (pages.length === 0 && (!isLast || isEnded)) return null;
    if (isLast) this.#next = null;
    const block = { firstPage: this.#firstPage, pages: pages.map((page) => page.ledger), nextCursor: this.#next };
    this.#firstPage += pages.length;
    this.#pages = [];
    this.rows = 0;
    this.bytes = 0;
    return () => this.#store({ block, chunks: pages.map((page) => page.data), audit: pages.flatMap((page) => page.audit) });
  }
}

/**
 * Stores the pages of a delivery in blocks, one after the other, each while the next is gathered: at most one block waits and one is on its way, so memory
 * depends neither on the month nor on how many accounts and months are in the delivery. A block is one part of some 30,000 rows.
 */
export class BlockStore {
  readonly #limits: BlockLimits;
  readonly #waiting = new Set<WaitingPages>();
  #bytes = 0;
  #storing: Promise<void> = Promise.resolve();

  constructor(limits: BlockLimits) {
    this.#limits = limits;
  }

  /** Takes the next page of a snapshot. Rejects with whatever went wrong while the block before was stored. */
  async add(pages: WaitingPages, page: WrittenPage, next: string | null): Promise<void> {
    this.#waiting.add(pages);
    pages.add(page, next);
    this.#bytes += page.data.length;
    if (pages.rows >= this.#limits.rows) await this.#flush(pages, false);
    else if (this.#bytes >= this.#limits.bytes)
      await this.#flush(
        [...this.#waiting].reduce((most, other) => (other.bytes > most.bytes ? other : most)),
        false,
      );
  }

  /** Stores what is left of these snapshots and ends them in the ledger; resolves when everything is stored. */
  async finish(all: Iterable<WaitingPages>): Promise<void> {
    for (const pages of all) await this.#flush(pages, true);
    await this.#storing;
  }

  /** Waits for the block in flight, whether it succeeds or fails: nothing is written after this. */
  async settle(): Promise<void> {
    await this.#storing.catch(() => undefined);
  }

  async #flush(pages: WaitingPages, isLast: boolean): Promise<void> {
    this.#bytes -= pages.bytes;
    const store = pages.take(isLast);
    await this.#storing;
    if (store === null) return;
    this.#storing = store();
    // Until it is awaited, nothing would catch a failure.
    this.#storing.catch(() => undefined);
  }
}

/** A block is full at whichever comes first. */
export interface BlockLimits {
  readonly rows: number;
  /** Over all accounts and months of the delivery. */
  readonly bytes: number;
}

/**
 * Parts stay large and memory small: a block is held twice, once being gathered and once on its way, and again by what the collector has not taken
 * yet. 16 MB are some 30,000 rows of usage, ten million rows are 330 parts.
 */
export const defaultBlockLimits: BlockLimits = { rows: 50_000, bytes: 16 << 20 };
