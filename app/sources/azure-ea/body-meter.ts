import { EaApiError } from "./ea-api-error";
import type { EaDeadlines } from "./ea-deadlines";
import type { EaLimits } from "./ea-limits";

/** Below this size a high ratio is a small body of repeated rows, not a bomb. */
const ratioFloorBytes = 1 << 20;

/** Counts a body as it arrives and throws when it gets too large, too dense or too slow. */
export class BodyMeter {
  readonly #limits: EaLimits;
  readonly #deadlines: EaDeadlines;
  readonly #now: () => number;
  #windowStart: number;
  #windowBytes = 0;
  wireBytes = 0;
  bodyBytes = 0;

  constructor(limits: EaLimits, deadlines: EaDeadlines, now: () => number) {
    this.#limits = limits;
    this.#deadlines = deadlines;
    this.#now = now;
    this.#windowStart = now();
  }

  /** Bytes as they came from the socket. */
  countWire(bytes: number): void {
    this.wireBytes += bytes;
    if (this.wireBytes > this.#limits.maxWireBytes)
      throw new EaApiError("too-large", `an EA page is larger than ${this.#limits.maxWireBytes} bytes`);
    this.#windowBytes += bytes;
    const now = this.#now();
    const elapsed = now - this.#windowStart;
    if (elapsed < this.#deadlines.speedWindowMs) return;
    const perSecond = (this.#windowBytes * 1000) / elapsed;
    if (perSecond < this.#deadlines.minBytesPerSecond) {
      throw new EaApiError("transient", `EA sent a page at ${Math.floor(perSecond)} bytes per second`, { code: "too-slow" });
    }
    this.#windowStart = now;
    this.#windowBytes = 0;
  }

  /** Bytes after decompression. */
  countBody(bytes: number): void {
    this.bodyBytes += bytes;
    if (this.bodyBytes > this.#limits.maxBodyBytes) {
      throw new EaApiError("too-large", `an EA page is larger than ${this.#limits.maxBodyBytes} bytes after decompression`);
    }
    if (this.bodyBytes > ratioFloorBytes && this.bodyBytes > this.wireBytes * this.#limits.maxRatio) {
      throw new EaApiError("too-large", `an EA page decompresses to more than ${this.#limits.maxRatio} times its size`);
    }
  }
}
