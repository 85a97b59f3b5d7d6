import type { ExtractOutcome } from "./delivery-outcome";

/** Whether the same request may well end better in a while. */
export function isWorthRetrying(outcome: ExtractOutcome): boolean {
  return (outcome.kind === "failed" || outcome.kind === "abandoned") && outcome.retryable;
}
