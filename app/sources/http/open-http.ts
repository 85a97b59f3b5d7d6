import { setTimeout as wait } from "node:timers/promises";
import { Agent, buildConnector, type Dispatcher } from "undici";
import type { HttpAccess, RequestGate, SharedRates, SourceClock } from "../source";
import { noteReceived } from "./idle-connection";
import { RateLimiter } from "./rate-limiter";

/** Connections for sources, and one gate for each budget. Close the dispatcher when the program ends. */
export function openHttp(clock: SourceClock, shared: SharedRates | null = null): HttpAccess {
  const gates = new Map<string, RequestGate>();
  return {
    dispatcher: createDispatcher(),
    gate: (budget, requestsPerMinute) => {
      const known = gates.get(budget);
      if (known !== undefined) return known;
      const rate = { perMinute: requestsPerMinute, burst: Math.max(1, Math.ceil(requestsPerMinute / 6)) };
      const gate = new RateLimiter(rate, clock, shared === null ? null : (asked) => shared.take(budget, asked));
      gates.set(budget, gate);
      return gate;
    },
  };
}

const connectMs = 10_000;
/** To one server. */
export const mostConnections = 4;

/**
 * Connections to servers: few, one request at a time on each, certificates always checked. Close it when the program ends. The waits on an answer
 * are the client's own deadlines, so undici's are off.
 */
export function createDispatcher(connections = mostConnections): Dispatcher {
  const connect = buildConnector({ timeout: connectMs, rejectUnauthorized: true });
  return new Agent({
    connections,
    pipelining: 1,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (options, callback) => {
      connect(options, (...[error, socket]) => {
        if (error !== null) {
          callback(error, null);
          return;
        }
        noteReceived(socket);
        callback(null, socket);
      });
    },
  });
}

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
