import { Task, Workflow } from "@514labs/moose-lib";
import { extractionSchedule } from "../runtime/config/extraction-schedule";
import { mooseClient } from "../runtime/clickhouse/moose-client";
import { processEnrollments, processSettings } from "../runtime/config/process-settings";
import { taskAbort } from "../runtime/moose/task-abort";
import { describeOutcome, isWorthRetrying } from "../pipeline/delivery-outcome";
import { extractOpenMonths } from "../pipeline/extract-open-months";
import { openExtraction } from "../pipeline/open-extraction";
import { recordExecution } from "../pipeline/record-execution";
import { scheduledWork } from "../pipeline/workflow-control";

interface OpenMonths {
  published: number;
  unpublished: number;
}

const extractOpenMonthsTask = new Task<null, OpenMonths>("extract-open-months", {
  retries: 3,
  timeout: "20h",
  run: async ({ state }) => {
    const settings = processEnrollments();
    const nothing = { published: 0, unpublished: 0 };
    if (settings === null) return nothing;
    const extraction = await openExtraction(settings, processSettings(), await mooseClient(), console.warn);
    const { deps } = extraction;
    const schedule = { workflow: "extract-open-months", database: deps.database, signal: taskAbort.open(state) };
    try {
      const done = await scheduledWork(schedule, async (signal) => {
        const numbers = settings.enrollments.map(({ number }) => number);
        const counts = { ...nothing };
        const again: string[] = [];
        for await (const { request, startedAt, outcome } of extractOpenMonths(numbers, deps, sameNightMs, signal)) {
          if (outcome === null) continue;
          await recordExecution(deps.database, "extract-open-months", request, startedAt, outcome);
          if (outcome.kind === "published") counts.published += 1;
          else counts.unpublished += 1;
          if (isWorthRetrying(outcome)) again.push(describeOutcome(outcome));
        }
        if (again.length > 0) throw new Error(again.join("; "));
        return counts;
      });
      return done ?? nothing;
    } finally {
      await extraction.close();
    }
  },
  onCancel: ({ state }) => taskAbort.abort(state),
});

/**
 * Every night: the open months of every configured enrollment, and nothing where there is none. For a run by hand there is `extract-month`, as input would
 * start a second schedule.
 */
export const ExtractOpenMonthsWorkflow = new Workflow("extract-open-months", {
  startingTask: extractOpenMonthsTask,
  schedule: extractionSchedule(),
  retries: 0,
  timeout: "23h",
});

const sameNightMs = 6 * 3_600_000;
