import { createClient } from "@redis/client";
import type { Rate, SharedRates } from "../../sources/source";
import { logEvent } from "../observability/log-event";

/** Rates that requests wait for, and rates beyond which they are refused. */
export interface RatesInRedis extends SharedRates {
  /** Takes a turn and returns 0, or takes none and returns the milliseconds until the next one. Null while Redis does not answer. */
  takeNow(budget: string, rate: Rate): Promise<number | null>;
}

/**
 * Rates of requests that all processes keep together, in the Redis that Moose uses: a provider counts the requests of a tenant, and a caller has one budget, not one
 * for each process. The script keeps the time at which the bucket is full again, which is all that a token bucket has to know. No number of a bill depends on it: while
 * Redis does not answer, each process keeps the rate by itself.
 */
export function openSharedRates(url: string, options: { readonly answerMs?: number; readonly retryMs?: number } = {}): RatesInRedis {
  const { answerMs = 500, retryMs = 60_000 } = options;
  let opening: Promise<Redis> | null = null;
  let asleepUntil = 0;
  const open = async (): Promise<Redis> => {
    const client = createClient({ url, disableOfflineQueue: true, socket: { connectTimeout: answerMs, reconnectStrategy: false } });
    client.on("error", () => {
      opening = null;
    });
    // A pause between two requests must not keep the process.
    client.unref();
    await client.connect();
    return client;
  };
  const turn = async (budget: string, { perMinute, burst }: Rate, otherwise: "wait" | "refuse"): Promise<number | null> => {
    const now = Date.now();
    if (now < asleepUntil) return null;
    try {
      const given = [String(now), String(60_000 / perMinute), String(burst), otherwise];
      const asked = (opening ??= open()).then((client) => client.eval(takeTurn, { keys: [`abi:rate:${budget}`], arguments: given }));
      const wait: unknown = await within(asked, answerMs);
      if (typeof wait !== "number" || !(wait >= 0)) throw new TypeError("the answer of Redis is not a number");
      return wait;
    } catch (error) {
      opening?.then((client) => client.disconnect()).catch(() => undefined);
      opening = null;
      asleepUntil = now + retryMs;
      logEvent("warn", "rates-not-shared", { reason: error instanceof Error ? error.message : String(error), retry_ms: retryMs });
      return null;
    }
  };
  return {
    take: (budget, rate) => turn(budget, rate, "wait"),
    takeNow: (budget, rate) => turn(budget, rate, "refuse"),
  };
}

type Redis = ReturnType<typeof createClient>;

async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Redis took longer than ${ms} ms`));
    }, ms);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The generic cell rate algorithm: KEYS[1] the budget; ARGV the caller's time, milliseconds of one turn, turns at once, and whether
 * whoever would have to wait does (`wait`: the turn is theirs) or does not (`refuse`). Answers the milliseconds to wait. The time is
 * that of Redis, so that clocks of machines do not matter; Moose's own Redis for development has no TIME, and is on one machine.
 */
const takeTurn = `
local hasTime, time = pcall(redis.call, 'TIME')
local now = tonumber(ARGV[1])
if hasTime then now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) end
local step, burst = tonumber(ARGV[2]), tonumber(ARGV[3])
local stored = redis.call('GET', KEYS[1])
local full = now
if stored and tonumber(stored) > now then full = tonumber(stored) end
local wait = math.max(0, math.ceil(full - now - (burst - 1) * step))
if wait > 0 and ARGV[4] == 'refuse' then return wait end
full = full + step
redis.call('SET', KEYS[1], string.format('%.3f', full), 'PX', string.format('%d', math.ceil(full - now) + 1000))
return wait
`;

let ofProcess: RatesInRedis | null = null;

/** Those of this process: in Moose's Redis where MOOSE_REDIS_CONFIG__URL says where it is; null without one. */
export function processSharedRates(): RatesInRedis | null {
  const url = process.env["MOOSE_REDIS_CONFIG__URL"];
  if (url === undefined || url === "") return null;
  return (ofProcess ??= openSharedRates(url));
}
