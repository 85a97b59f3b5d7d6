import { Breaker, type Health } from "./breaker";
import type { GateWait, RequestGate, SourceClock } from "../source";
import { type EaRate, TokenBucket } from "./token-bucket";

/**
 * What all runs against one server have in common: its rate limit and its breaker. Create one per base address and share it; two gates for the
 * same server mean twice the rate.
 */
export class EaGate implements RequestGate {
  readonly #clock: SourceClock;
  readonly #bucket: TokenBucket;
  readonly #breaker = new Breaker();

  constructor(rate: EaRate, clock: SourceClock) {
    this.#clock = clock;
    this.#bucket = new TokenBucket(rate, clock.now());
  }

  async admit(signal: AbortSignal): Promise<GateWait> {
    signal.throwIfAborted();
    const rateMs = this.#bucket.take(this.#clock.now());
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
