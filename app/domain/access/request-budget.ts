/** Rate limit of one caller: on average `perMinute`, and up to `burst` at once after a pause. */
export interface RequestRate {
  readonly perMinute: number;
  readonly burst: number;
}

/** A token bucket for each caller. It rejects requests; an extraction's bucket would wait. Keeps the 10,000 most recent callers. */
export class RequestBudget {
  readonly #rate: RequestRate;
  readonly #buckets = new Map<string, { readonly tokens: number; readonly at: number }>();

  constructor(rate: RequestRate) {
    this.#rate = rate;
  }

  /** Takes one request from the caller's budget. Returns 0, or the seconds until the next request is allowed. */
  take(caller: string, nowMs: number): number {
    const perMs = this.#rate.perMinute / 60_000;
    const bucket = this.#buckets.get(caller) ?? { tokens: this.#rate.burst, at: nowMs };
    const tokens = Math.min(this.#rate.burst, bucket.tokens + Math.max(0, nowMs - bucket.at) * perMs);
    this.#buckets.delete(caller);
    this.#buckets.set(caller, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: nowMs });
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > maximumCallers && oldest !== undefined) this.#buckets.delete(oldest);
    return tokens >= 1 ? 0 : Math.ceil((1 - tokens) / perMs / 1000);
  }
}

const maximumCallers = 10_000;
