import { Task, Workflow } from "@514labs/moose-lib";
import { endure, outlast } from "../pipeline/outlast";
import { scheduledWork } from "../pipeline/workflow-control";
import { openReportDeps } from "../reports/open-report-deps";
import { sendDueReports } from "../reports/send-due-reports";
import { mooseClient } from "../runtime/clickhouse/moose-client";
import { taskAbort } from "../runtime/moose/task-abort";
import { isByHand } from "../runtime/moose/workflow-runs";

interface SentReports {
  delivered: number;
  failed: number;
}

const sendReportsTask = new Task<null, SentReports>("send-reports", {
  // What was not delivered is due again by itself.
  retries: 0,
  timeout: "6h",
  run: async ({ state, input }) => {
    const run = endure("send-reports", taskAbort.open(state), patienceMs);
    const startedAt = new Date();
    const deps = openReportDeps(await mooseClient(), run);
    const counts = { delivered: 0, failed: 0 };
    try {
      const schedule = { workflow: run.workflow, isByHand: isByHand(input), database: deps.database, signal: run.signal };
      await scheduledWork(schedule, async (signal) => {
        for await (const { state: reached } of sendDueReports(deps, signal)) {
          if (reached === "sent") counts.delivered += 1;
          if (reached === "failed" || reached === "in-doubt") counts.failed += 1;
        }
      });
      if (counts.delivered + counts.failed > 0)
        await outlast(
          run,
          () =>
            deps.database.insertRows("WorkflowExecution", [
              {
                workflow: run.workflow,
                started_at: startedAt.toISOString(),
                ended_at: new Date().toISOString(),
                outcome: "succeeded",
                charges: 0,
                detail: `${counts.delivered} reports delivered, ${counts.failed} not`,
              },
            ]),
          () => undefined,
        );
      return counts;
    } finally {
      await deps.carrier.close();
    }
  },
  onCancel: ({ state }) => taskAbort.abort(state),
});

/** Every five minutes: the reports and alerts that are due. How each delivery stands is in ReportRun. */
export const SendReportsWorkflow = new Workflow("send-reports", {
  startingTask: sendReportsTask,
  schedule: "*/5 * * * *",
  retries: 0,
  timeout: "7h",
});

/** How long the row of a run waits for ClickHouse. */
const patienceMs = 3_600_000;
