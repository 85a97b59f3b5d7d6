import type { Dispatcher } from "undici";
import { SecretText } from "../../../app/sources/secret-text";
import { createDispatcher } from "../../../app/sources/http/open-http";
import type { EaPage } from "../../../app/sources/azure-ea/client";
import type { EaClientOptions } from "../../../app/sources/azure-ea/run";
import type { SourceClock, SourceEvent } from "../../../app/sources/source";
import { RateLimiter } from "../../../app/sources/http/rate-limiter";

/** Looks like a real key, so that a leak is found wherever a JWT would be. */
export const testKey = `eyJhbGciOiJSUzI1NiJ9.${Buffer.from('{"exp":4102444800}').toString("base64url")}.canary-9f3c1d`;

/** A clock whose sleeps take no time but count: `now` runs with the machine and jumps ahead by every sleep. */
class JumpingClock implements SourceClock {
  readonly sleeps: number[] = [];
  #ahead = 0;
  now(): number {
    return Date.now() + this.#ahead;
  }
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.sleeps.push(ms);
    this.#ahead += ms;
    await Promise.resolve();
  }
}

/** A small seeded generator for jitter. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

export interface TestClient {
  readonly options: EaClientOptions;
  readonly clock: JumpingClock;
  readonly events: SourceEvent[];
  readonly dispatcher: Dispatcher;
}

/**
 * For servers that send nothing, stop or drip: seen in tenths of a second. With any other fault a busy machine could be taken for such a server,
 * and the retry would hide the fault.
 */
export const impatient = { headersMs: 250, bodyGapMs: 200, attemptMs: 3000, speedWindowMs: 100, minBytesPerSecond: 5000 };

export function testClient(baseUrl: string, change: Partial<EaClientOptions> = {}): TestClient {
  const clock = new JumpingClock();
  const events: SourceEvent[] = [];
  const dispatcher = change.dispatcher ?? createDispatcher();
  const options: EaClientOptions = {
    baseUrl,
    form: "china",
    key: new SecretText(testKey),
    dispatcher,
    gate: new RateLimiter({ perMinute: 60_000_000, burst: 1_000_000 }, clock),
    clock,
    random: seeded(1),
    deadlines: {},
    limits: { maxBodyBytes: 4 << 20 },
    heard: (event) => events.push(event),
    ...change,
  };
  return { options, clock, events, dispatcher };
}

/** The exact sum of a page's costs at 18 decimals, reckoned here from the digits and nothing else. */
export function pageCost(page: EaPage): bigint {
  const column = page.table.fields.findIndex((field) => /^(?:extendedcost|cost)$/i.test(field));
  return page.table.rows.reduce((sum, row) => sum + scaled(String(row[column])), 0n);
}

export function scaled(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) throw new Error(`not a number: ${text}`);
  const fraction = match[3] ?? "";
  const power = 18 - fraction.length + Number(match[4] ?? 0);
  const digits = BigInt((match[2] ?? "") + fraction);
  if (power < 0) throw new Error(`more than 18 decimals: ${text}`);
  const value = digits * 10n ** BigInt(power);
  return match[1] === "-" ? -value : value;
}
