import { setTimeout as wait } from "node:timers/promises";
import type { SourceClock } from "../source";

/** Longer timers overflow to 1 ms in Node; a longer sleep is slept in parts. */
const longestTimerMs = 2_000_000_000;

/** The machine's clock. */
export const systemClock: SourceClock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    for (let left = ms; left > 0; left -= longestTimerMs) {
      signal.throwIfAborted();
      try {
        await wait(Math.min(left, longestTimerMs), undefined, { signal });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    }
  },
};
