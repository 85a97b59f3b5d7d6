import { ExactSum } from "../domain/snapshot/exact-sum";
import type { LedgerBlock, LedgerPage } from "../domain/snapshot/ledger-block";

/** A block that is full: what the ledger says about it, and its text. */
export interface FullBlock {
  readonly block: LedgerBlock;
  readonly chunks: readonly Uint8Array[];
  readonly audit: readonly object[];
}

export interface WrittenPage {
  readonly ledger: LedgerPage;
  readonly text: Uint8Array;
  readonly audit: readonly object[];
  readonly nextUrl: string | null;
}

/**
 * Gathers pages into blocks and stores them one after the other, each while the next is gathered: at most one block waits and one is on its way,
 * so memory does not depend on the month. A block is one part of some 20,000 rows.
 */
export class BlockWriter {
  readonly #store: (block: FullBlock) => Promise<void>;
  readonly #limits: BlockLimits;
  readonly #total: ExactSum;
  #firstPage: number;
  #pages: WrittenPage[] = [];
  #rows = 0;
  #bytes = 0;
  #storing: Promise<void> = Promise.resolve();

  constructor(firstPage: number, costSoFar: string, limits: BlockLimits, store: (block: FullBlock) => Promise<void>) {
    this.#firstPage = firstPage;
    this.#total = new ExactSum(costSoFar);
    this.#limits = limits;
    this.#store = store;
  }

  /** Cost of everything added. */
  get cost(): string {
    return this.#total.toString();
  }

  /** Takes the next page. Rejects with whatever went wrong while the block before was stored. */
  async add(page: WrittenPage): Promise<void> {
    this.#pages.push(page);
    this.#rows += page.ledger.rows;
    this.#bytes += page.text.length;
    this.#total.add(page.ledger.cost);
    if (this.#rows >= this.#limits.rows || this.#bytes >= this.#limits.bytes) await this.#flush();
  }

  /** Stores what is left; resolves when everything is stored. */
  async finish(): Promise<void> {
    if (this.#pages.length > 0) await this.#flush();
    await this.#storing;
  }

  /** Waits for the block on its way, whatever becomes of it: nothing is written after this. */
  async settle(): Promise<void> {
    await this.#storing.catch(() => undefined);
  }

  async #flush(): Promise<void> {
    const pages = this.#pages;
    const block: LedgerBlock = {
      firstPage: this.#firstPage,
      pages: pages.map((page) => page.ledger),
      nextUrl: pages.at(-1)?.nextUrl ?? null,
    };
    this.#firstPage += pages.length;
    this.#pages = [];
    this.#rows = 0;
    this.#bytes = 0;
    await this.#storing;
    this.#storing = this.#store({ block, chunks: pages.map((page) => page.text), audit: pages.flatMap((page) => page.audit) });
    // Until it is awaited, a failure has nobody to catch it.
    this.#storing.catch(() => undefined);
  }
}

/** A block is full at whichever comes first. */
export interface BlockLimits {
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Parts stay large and memory small: a block is held twice, once being gathered and once on its way, and again by what the collector has not taken
 * yet. 16 MB are some 20,000 rows, ten million rows are 500 parts. 24 MB took 30 MB more memory, 60 MB took 180, and neither was faster.
 */
export const defaultBlockLimits: BlockLimits = { rows: 50_000, bytes: 16 << 20 };
