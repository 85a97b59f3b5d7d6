import { setTimeout as sleep } from "node:timers/promises";
import type { Patience } from "./keep-trying";
import { logEvent } from "./log-event";

/** Of the functions of streams: each failure is an event of the log. */
export const streamPatience: Patience = {
  sleep,
  report: (error, attempt) => {
    logEvent("warn", "stream-waits", { attempt, reason: error instanceof Error ? error.message : String(error) });
  },
};
