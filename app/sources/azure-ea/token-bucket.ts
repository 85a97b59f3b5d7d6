/** How often requests may start: on average `perMinute`, and up to `burst` at once after a pause. */
export interface EaRate {
  readonly perMinute: number;
  readonly burst: number;
}

/** A token bucket that hands out start times. Concurrent callers queue up in the order they asked. */
export class TokenBucket {
  readonly #rate: EaRate;
  #tokens: number;
  #filledAt: number;

  constructor(rate: EaRate, nowMs: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filledAt = nowMs;
  }

  /** Takes a token and returns how many milliseconds to wait before using it. A token that is not used after all is lost. */
  take(nowMs: number): number {
    const perMs = this.#rate.perMinute / 60_000;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + Math.max(0, nowMs - this.#filledAt) * perMs);
    this.#filledAt = Math.max(nowMs, this.#filledAt);
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : Math.ceil(-this.#tokens / perMs);
  }
}
