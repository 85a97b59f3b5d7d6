import { LRUCache } from "lru-cache";

type Rows = readonly unknown[];

/**
 * Answers that several requests of the same billing accounts can have in common. A key is the statement with its values and the accounts' filters, so
 * no caller gets rows that it could not have read itself. When a shared read fails for one request, the others read for themselves.
 */
export class SharedRows {
  readonly #kept = new LRUCache<string, { readonly rows: Rows; readonly size: number }>({
    maxSize: 64_000_000,
    maxEntrySize: 4_000_000,
    sizeCalculation: ({ size }) => size,
  });
  readonly #asked = new Map<string, Promise<Rows>>();
  readonly #recent: LRUCache<string, Recent>;

  constructor(clock: { readonly now: () => number } = performance) {
    this.#recent = new LRUCache({ max: 200, ttl: 1, ttlResolution: 0, perf: clock });
  }

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

  /**
   * For what may change: an answer that is on its way or came at most `freshMs` ago. Hundreds of requests a second have a few dozen asks in common, and
   * while they go on, the next answer is asked for before the last is too old, so that callers do not wait. One read per key runs at a time.
   */
  recent(key: string, freshMs: number, ask: () => Promise<Rows>): Promise<Rows> {
    const found = this.#recent.get(key);
    if (found !== undefined && !found.isOld && this.#recent.getRemainingTTL(key) < freshMs / 2) {
      found.isOld = true;
      this.#ask(key, freshMs, ask).rows.catch(() => undefined);
    }
    if (found !== undefined) return found.rows.catch(ask);
    const asked = this.#ask(key, freshMs, ask);
    // Until it is here, it does not age.
    this.#recent.set(key, asked, { ttl: 0 });
    asked.rows.catch(() => this.#recent.delete(key));
    return asked.rows;
  }

  #ask(key: string, freshMs: number, ask: () => Promise<Rows>): Recent {
    const entry: Recent = { rows: ask(), isOld: false };
    entry.rows.then(
      () => this.#recent.set(key, entry, { ttl: freshMs }),
      () => undefined,
    );
    return entry;
  }
}

interface Recent {
  readonly rows: Promise<Rows>;
  /** The next answer is being asked for. */
  isOld: boolean;
}
