import { Task, Workflow } from "@514labs/moose-lib";
import { extractionSchedule } from "../runtime/config/extraction-schedule";
import { mooseClient } from "../runtime/clickhouse/moose-client";
import { processEnrollments, processSettings } from "../runtime/config/process-settings";
import { taskAbort } from "../runtime/moose/task-abort";
import { isByHand } from "../runtime/moose/workflow-runs";
import { extractNight, type NightResult } from "../pipeline/extract-night";
import { extractOpenMonths } from "../pipeline/extract-open-months";
import { openExtraction } from "../pipeline/open-extraction";
import { endure, outlast } from "../pipeline/outlast";
import { scheduledWork } from "../pipeline/workflow-control";

const nothing: NightResult = { published: 0, unpublished: 0 };

const extractOpenMonthsTask = new Task<null, NightResult>("extract-open-months", {
  // For an end of the worker or of Temporal. What is away is waited for below, since these attempts follow one another within seconds.
  retries: 20,
  timeout: "20h",
  run: async ({ state, input }) => {
    const settings = processEnrollments();
    if (settings === null) return nothing;
    const night = endure("extract-open-months", taskAbort.open(state), nightMs);
    const read = async (): Promise<NightResult | null> => {
      const { deps, close } = await openExtraction(settings, processSettings(), await mooseClient(), console.warn);
      const numbers = settings.enrollments.map(({ number }) => number);
      const schedule = { workflow: night.workflow, isByHand: isByHand(input), database: deps.database, signal: night.signal };
      try {
        return await scheduledWork(schedule, (signal) =>
          extractNight({ ...night, signal }, deps.database, () => extractOpenMonths(numbers, deps, nightMs, signal)),
        );
      } finally {
        await close();
      }
    };
    return (await outlast(night, read, () => nothing)) ?? nothing;
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

/** A month that was published within a night is not read again, and what is away is waited for as long. */
const nightMs = 6 * 3_600_000;
