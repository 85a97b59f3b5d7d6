import type { GateWait, Rate, RequestGate, SharedRates, SourceClock } from "../source";
import { CircuitBreaker, type Health } from "./circuit-breaker";

/**
 * What all runs against one server have in common: its rate limit and its breaker. Create one per budget and share it; two of them for the same server mean
 * twice the rate. `shared`: asks for a turn among all processes.
 */
export class RateLimiter implements RequestGate {
  readonly #clock: SourceClock;
  readonly #rate: Rate;
  readonly #shared: ((rate: Rate) => Promise<number | null>) | null;
  readonly #bucket: TokenBucket;
  readonly #breaker = new CircuitBreaker();

  constructor(rate: Rate, clock: SourceClock, shared: ((rate: Rate) => ReturnType<SharedRates["take"]>) | null = null) {
    this.#clock = clock;
    this.#rate = rate;
    this.#shared = shared;
    this.#bucket = new TokenBucket(rate, clock.now());
  }

  async admit(signal: AbortSignal): Promise<GateWait> {
    signal.throwIfAborted();
    const rateMs = (await this.#shared?.(this.#rate)) ?? this.#bucket.take(this.#clock.now());
    if (rateMs > 0) await this.#clock.sleep(rateMs, signal);
    for (let breakerMs = 0; ; ) {
      const wait = this.#breaker.waitMs(this.#clock.now());
      if (wait === 0) return { rateMs, breakerMs };
      breakerMs += wait;
      await this.#clock.sleep(wait, signal);
    }
  }

  report(health: Health): void {
    this.#breaker.report(health, this.#clock.now());
  }
}

/** A token bucket that hands out start times. Concurrent callers queue up in the order they asked. */
export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #filledAt: number;

  constructor(rate: Rate, nowMs: number) {
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
