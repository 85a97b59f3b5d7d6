import { SourceError } from "../source-error";

export type WatchedPart = "headers" | "body-gap" | "attempt";

/**
 * One attempt's abort signal: it aborts when the run's signal does, or with a `transient` SourceError when a part of the attempt takes too long.
 * Listens on the run's signal itself instead of AbortSignal.any, which in Node 20 keeps every composed signal alive as long as its source.
 */
export class Timeouts {
  readonly #controller = new AbortController();
  readonly #timers = new Map<WatchedPart, NodeJS.Timeout>();
  readonly #parent: AbortSignal;
  readonly #onAbort = (): void => {
    this.#controller.abort(this.#parent.reason);
  };

  /** `server` is how errors call it. */
  constructor(
    parent: AbortSignal,
    private readonly server: string,
  ) {
    this.#parent = parent;
    if (parent.aborted) this.#onAbort();
    else parent.addEventListener("abort", this.#onAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts, or starts again, the time that a part may take. */
  arm(part: WatchedPart, ms: number): void {
    const running = this.#timers.get(part);
    if (running !== undefined) clearTimeout(running);
    const fire = (): void => {
      this.#controller.abort(
        new SourceError("transient", `${this.server} took longer than ${ms} ms (${part})`, { code: `${part}-timeout` }),
      );
    };
    this.#timers.set(part, setTimeout(fire, ms));
  }

  disarm(part: WatchedPart): void {
    const running = this.#timers.get(part);
    if (running !== undefined) clearTimeout(running);
    this.#timers.delete(part);
  }

  /** Must be called when the attempt is over, or its timers keep the process alive. */
  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#parent.removeEventListener("abort", this.#onAbort);
  }
}
