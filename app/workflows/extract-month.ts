import { Task, Workflow } from "@514labs/moose-lib";
import { mooseClient } from "../runtime/clickhouse/moose-client";
import { processExtractionSettings, processSettings } from "../runtime/config/process-settings";
import { taskAbort } from "../runtime/moose/task-abort";
import { describeOutcome, type ExtractOutcome, isWorthRetrying } from "../pipeline/delivery-outcome";
import { extractMonth } from "../pipeline/extract-month";
import { openExtraction } from "../pipeline/open-extraction";
import { recordExecution } from "../pipeline/record-execution";

/** Numbers, since Moose makes a Date of a text like "2026-10". */
interface ExtractMonthInput {
  /** Blanks around it keep Moose from making a Date of eight digits. */
  enrollment: string;
  year: number;
  month: number;
  allowShrink?: boolean | null;
  allowClosed?: boolean | null;
  /** Why shrinking or replacing a closed month is right. */
  reason?: string | null;
  acceptTotal?: string | null;
  acceptLate?: string | null;
  acceptRepeatedPages?: string | null;
}

const extractMonthTask = new Task<ExtractMonthInput, ExtractOutcome>("extract-month", {
  // The task retries and the workflow does not: the two would multiply. A retry resumes the snapshot.
  retries: 3,
  timeout: "6h",
  run: async ({ input, state }) => {
    const signal = taskAbort.open(state);
    const extraction = await openExtraction(processExtractionSettings(), processSettings(), await mooseClient(), console.warn);
    try {
      const startedAt = new Date();
      const { year, month } = input;
      const request = {
        enrollment: input.enrollment.trim(),
        year,
        month,
        allowShrink: input.allowShrink === true,
        allowClosed: input.allowClosed === true,
        reason: input.reason ?? "",
        acceptTotal: input.acceptTotal ?? "",
        acceptLate: input.acceptLate ?? "",
        acceptRepeatedPages: input.acceptRepeatedPages ?? "",
      };
      const { deps } = extraction;
      const outcome = await extractMonth(request, deps, signal, () => undefined);
      await recordExecution(deps.database, "extract-month", request, startedAt, outcome);
      if (isWorthRetrying(outcome)) throw new Error(describeOutcome(outcome));
      return outcome;
    } finally {
      await extraction.close();
    }
  },
  onCancel: ({ state }) => taskAbort.abort(state),
});

/** Reads one month again: `moose workflow run extract-month --input '{"enrollment":"100100","year":2026,"month":10}'`. */
export const ExtractMonthWorkflow = new Workflow("extract-month", { startingTask: extractMonthTask, retries: 0, timeout: "24h" });
