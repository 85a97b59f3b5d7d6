/** What a request said about the server's health; `unknown` when it was throttled, cancelled or refused for good, which says nothing. */
export type Health = "good" | "bad" | "unknown";

const consecutiveToOpen = 5;
const windowSize = 20;
const firstOpenMs = 30_000;
const longestOpenMs = 300_000;
/** How long others wait before they look again whether the one probe came back. */
const probePollMs = 1000;

/**
 * Stops asking a server that is down: opens after 5 bad requests in a row or when more than half of the last 20 were bad, for 30 s, then twice as
 * long each time up to 5 min. After that a single request goes ahead; if it is good, the breaker closes.
 */
export class CircuitBreaker {
  #recent: boolean[] = [];
  #consecutiveBad = 0;
  #openUntil: number | null = null;
  #openMs = firstOpenMs;
  #probing = false;

  /** 0: go ahead, and report afterwards without fail. Otherwise milliseconds to wait before asking again. */
  waitMs(nowMs: number): number {
    if (this.#openUntil === null) return 0;
    if (nowMs < this.#openUntil) return this.#openUntil - nowMs;
    if (this.#probing) return probePollMs;
    this.#probing = true;
    return 0;
  }

  report(health: Health, nowMs: number): void {
    const wasProbe = this.#probing;
    this.#probing = false;
    if (health === "unknown") return;
    if (health === "good" && wasProbe) {
      this.#close();
      return;
    }
    this.#recent = [...this.#recent, health === "bad"].slice(-windowSize);
    this.#consecutiveBad = health === "bad" ? this.#consecutiveBad + 1 : 0;
    if (health === "bad" && (wasProbe || this.#isSick())) this.#open(nowMs);
  }

  #isSick(): boolean {
    const bad = this.#recent.filter(Boolean).length;
    return this.#consecutiveBad >= consecutiveToOpen || (this.#recent.length === windowSize && bad > windowSize / 2);
  }

  #open(nowMs: number): void {
    this.#openUntil = nowMs + this.#openMs;
    this.#openMs = Math.min(longestOpenMs, this.#openMs * 2);
    this.#recent = [];
    this.#consecutiveBad = 0;
  }

  #close(): void {
    this.#openUntil = null;
    this.#openMs = firstOpenMs;
    this.#recent = [];
    this.#consecutiveBad = 0;
  }
}
