import { setTimeout as sleep } from "node:timers/promises";
import { logEvent } from "../observability/log-event";

/** How to wait when giving up is not an option. */
interface Patience {
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Told of each failure, with the number of the attempt from 1. */
  readonly report: (error: unknown, attempt: number) => void;
}

/**
 * Does `work` until it succeeds, however long that takes. For functions of streams: Moose drops a record whose function throws, while one that is waited
 * for stays in its topic. Beyond five minutes Kafka takes the consumer for dead and delivers again, which changes no total.
 */
export async function keepTrying<Result>(work: () => Promise<Result>, { sleep, report }: Patience): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      report(error, attempt);
      await sleep(waitMs[attempt - 1] ?? longestWaitMs);
    }
  }
}

const waitMs = [200, 500, 1000, 2000, 5000];
const longestWaitMs = 10_000;

/** Of the functions of streams: each failure is an event of the log. */
export const streamPatience: Patience = {
  sleep,
  report: (error, attempt) => {
    logEvent("warn", "stream-waits", { attempt, reason: error instanceof Error ? error.message : String(error) });
  },
};
