import { Breaker, type Health } from "./breaker";
import type { EaClock } from "./ea-clock";
import { type EaRate, TokenBucket } from "./token-bucket";

/**
 * What all runs against one server have in common: its rate limit and its breaker. Create one per base address and share it; two gates for the
 * same server mean twice the rate.
 */
export class EaGate {
  readonly #clock: EaClock;
  readonly #bucket: TokenBucket;
  readonly #breaker = new Breaker();

  constructor(rate: EaRate, clock: EaClock) {
    this.#clock = clock;
    this.#bucket = new TokenBucket(rate, clock.now());
  }

  /** Resolves when a request may start; it must then be reported. Rejects with the signal's reason. */
  async admit(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const turn = this.#bucket.take(this.#clock.now());
    if (turn > 0) await this.#clock.sleep(turn, signal);
    for (;;) {
      const wait = this.#breaker.waitMs(this.#clock.now());
      if (wait === 0) return;
      await this.#clock.sleep(wait, signal);
    }
  }

  report(health: Health): void {
    this.#breaker.report(health, this.#clock.now());
  }
}
