import { Task, Workflow } from "@514labs/moose-lib";
import { mooseClient } from "../runtime/clickhouse/moose-client";
import { processExtractionSettings, processSettings } from "../runtime/config/process-settings";
import { enrollmentOf } from "../runtime/moose/enrollment-input";
import { taskAbort } from "../runtime/moose/task-abort";
import type { ExtractOutcome } from "../pipeline/delivery-outcome";
import { extractMonth } from "../pipeline/extract-month";
import { extractNight } from "../pipeline/extract-night";
import type { OpenMonthResult } from "../pipeline/extract-open-months";
import { openExtraction } from "../pipeline/open-extraction";
import { endure, outlast } from "../pipeline/outlast";

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
  // For an end of the worker or of Temporal; the workflow has none: the two would multiply. A retry resumes the snapshot.
  retries: 20,
  timeout: "20h",
  run: async ({ input, state }) => {
    const run = endure("extract-month", taskAbort.open(state), patienceMs);
    const startedAt = new Date();
    const { year, month } = input;
    const request = {
      enrollment: enrollmentOf(input.enrollment),
      year,
      month,
      allowShrink: input.allowShrink === true,
      allowClosed: input.allowClosed === true,
      reason: input.reason ?? "",
      acceptTotal: input.acceptTotal ?? "",
      acceptLate: input.acceptLate ?? "",
      acceptRepeatedPages: input.acceptRepeatedPages ?? "",
    };
    const read = async (): Promise<ExtractOutcome> => {
      const { deps, close } = await openExtraction(processExtractionSettings(), processSettings(), await mooseClient(), console.warn);
      const once = async function* (): AsyncGenerator<OpenMonthResult> {
        last = await extractMonth(request, deps, run.signal, () => undefined);
        yield { request, startedAt, outcome: last };
      };
      try {
        await extractNight(run, deps.database, once);
        return last;
      } finally {
        await close();
      }
    };
    let last: ExtractOutcome = { kind: "cancelled" };
    return outlast(run, read, (detail) => ({ kind: "failed", at: "clickhouse", reason: "unavailable", detail, retryable: true }));
  },
  onCancel: ({ state }) => taskAbort.abort(state),
});

/** Reads one month again: `moose workflow run extract-month --input '{"enrollment":"100100","year":2026,"month":10}'`. */
export const ExtractMonthWorkflow = new Workflow("extract-month", { startingTask: extractMonthTask, retries: 0, timeout: "24h" });

/** How long a source or ClickHouse that is away is waited for. */
const patienceMs = 6 * 3_600_000;
