import { setTimeout as sleep } from "node:timers/promises";
import { LRUCache } from "lru-cache";

type Rows = readonly unknown[];

/**
 * Answers that several requests of the same billing accounts can have in common. A key is the statement with its values and the accounts' filters, so
 * nobody gets what they could not have asked for themselves. Where an ask fails for one request, the others ask for themselves.
 */
export class SharedRows {
  readonly #kept = new LRUCache<string, { readonly rows: Rows; readonly size: number }>({
    maxSize: 64_000_000,
    maxEntrySize: 4_000_000,
    sizeCalculation: ({ size }) => size,
  });
  readonly #asked = new Map<string, Promise<Rows>>();
  readonly #running = new Map<string, Running>();

  /** For what never changes: a published snapshot does not, so what was found in named ones need not be looked for twice. */
  async kept(key: string, ask: () => Promise<Rows>): Promise<Rows> {
    const found = this.#kept.get(key);
    if (found !== undefined) return found.rows;
    const asked = this.#asked.get(key);
    if (asked !== undefined) return asked.catch(ask);
    const own = ask().finally(() => this.#asked.delete(key));
    this.#asked.set(key, own);
    const rows = await own;
    this.#kept.set(key, { rows, size: key.length + JSON.stringify(rows).length });
    return rows;
  }

  /** For what may have changed a moment ago: the answer of an ask that began after this call, which all who call until it begins have in common. */
  joined(key: string, ask: () => Promise<Rows>): Promise<Rows> {
    const running = this.#running.get(key);
    if (running === undefined) return this.#start(key, ask);
    running.next ??= running.over.then(() => this.#start(key, ask));
    return running.next.catch(ask);
  }

  #start(key: string, ask: () => Promise<Rows>): Promise<Rows> {
    const now = ask();
    const entry: Running = { now, over: Promise.allSettled([now, sleep(pauseMs)]) };
    this.#running.set(key, entry);
    void entry.over.then(() => {
      if (entry.next === undefined) this.#running.delete(key);
    });
    return now;
  }
}

interface Running {
  readonly now: Promise<Rows>;
  /** When the next may begin. */
  readonly over: Promise<unknown>;
  next?: Promise<Rows>;
}

/** Between the beginnings of two equal asks: hundreds of requests a second have a few dozen in common, and one alone never waits. */
const pauseMs = 5;
