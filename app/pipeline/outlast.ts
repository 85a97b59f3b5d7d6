import { setTimeout as sleep } from "node:timers/promises";
import { logEvent } from "../runtime/observability/log-event";
import { explainFailure } from "./explain-failure";

/** A run of a workflow that waits for what is away. */
export interface Endurance {
  readonly workflow: string;
  readonly signal: AbortSignal;
  /** When it waits no longer, in milliseconds since 1970. */
  readonly until: number;
  readonly now: () => number;
  /** Waits; earlier when the run is cancelled. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly log: (level: "warn", event: string, fields: Readonly<Record<string, string | number>>) => void;
}

/** The work could not be done, and may be done later by the same request. */
export class WorthRepeating extends Error {
  override readonly name = "WorthRepeating";
}

/** A run that waits for `forMs` milliseconds from now, by this machine's clock, and logs it. */
export function endure(workflow: string, signal: AbortSignal, forMs: number): Endurance {
  const wait = (milliseconds: number): Promise<void> => sleep(milliseconds, undefined, { signal }).catch(() => undefined);
  return { workflow, signal, until: Date.now() + forMs, now: Date.now, sleep: wait, log: logEvent };
}

/**
 * Does `work` again while it fails for a reason that may pass: ClickHouse is away, or it says so by WorthRepeating. Waits five seconds, then twice as long each
 * time up to five minutes, and says in the log what for. Temporal's own attempts would be used up within seconds. Answers with what `after` makes of the last
 * reason when the time is over or the run is cancelled. Throws what waiting does not mend.
 */
export async function outlast<T>(run: Endurance, work: () => Promise<T>, after: (reason: string) => T): Promise<T> {
  for (let time = 0; ; time += 1) {
    try {
      return await work();
    } catch (error) {
      const reason = passingReason(error, run.signal);
      const wait = Math.min(firstWaitMs * 2 ** time, longestWaitMs);
      if (run.signal.aborted || run.now() + wait > run.until) {
        run.log("warn", "workflow-gives-up", { workflow: run.workflow, attempts: time + 1, reason });
        return after(reason);
      }
      run.log("warn", "workflow-waits", { workflow: run.workflow, attempt: time + 1, wait_seconds: wait / 1000, reason });
      await run.sleep(wait);
    }
  }
}

/** Why the work may succeed later. Rethrows what it never will for. */
function passingReason(error: unknown, signal: AbortSignal): string {
  if (error instanceof WorthRepeating) return error.message;
  const failure = explainFailure(error, signal);
  if (failure.kind === "cancelled") return "cancelled";
  if (failure.kind === "failed" && failure.retryable) return failure.detail;
  throw error;
}

const firstWaitMs = 5000;
const longestWaitMs = 300_000;
