import type { ExtractOutcome } from "./delivery-outcome";

/** What an operator reads at 02:00: one sentence, with what to do where there is something to do. */
export function describeOutcome(outcome: ExtractOutcome): string {
  switch (outcome.kind) {
    case "published": {
      const control =
        outcome.controlTotal === null ? "" : `, the source's own ${outcome.controlTotalName ?? "total"} ${outcome.controlTotal}`;
      const shown = outcome.findings.map(({ code, detail }) => `; ${code}: ${detail}`).join("");
      const findings = outcome.focusFindings === null ? "" : `; ${outcome.focusFindings}`;
      return `published ${outcome.snapshotId}: ${outcome.rows} charges, ${outcome.cost} ${outcome.currency}${control}${shown}${findings}`;
    }
    case "abandoned":
      return `not published, ${outcome.reason}: ${outcome.detail}; readers still see what they saw`;
    case "refused":
      return `refused, ${outcome.reason}: ${outcome.detail}`;
    case "superseded":
      return `left to a newer attempt: ${outcome.detail}`;
    case "failed":
      return `failed at ${outcome.at === "source" ? "the source" : "ClickHouse"}, ${outcome.reason}: ${outcome.detail}; ${outcome.retryable ? "the next attempt goes on from here" : "it will fail again until that is changed"}`;
    case "cancelled":
      return "cancelled; the next attempt goes on from here";
  }
}
