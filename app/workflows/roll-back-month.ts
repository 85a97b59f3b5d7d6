import { Task, Workflow } from "@514labs/moose-lib";
import { BillingMonth } from "../domain/calendar/billing-month";
import { mooseClient } from "../runtime/clickhouse/moose-client";
import { enrollmentOf } from "../runtime/moose/enrollment-input";
import { openSnapshotDatabase } from "../pipeline/open-snapshot-database";
import { type RollbackOutcome, rollBack } from "../pipeline/roll-back";

interface RollBackInput {
  /** Blanks around it keep Moose from making a Date of eight digits. */
  enrollment: string;
  year: number;
  month: number;
  /** Without it: the one published before. */
  snapshot?: string | null;
}

const rollBackTask = new Task<RollBackInput, RollbackOutcome>("roll-back-month", {
  // Twice would be one snapshot too far.
  retries: 0,
  timeout: "5m",
  run: async ({ input }) => {
    const period = BillingMonth.of(input.year, input.month);
    if (period === null) return { kind: "refused", reason: "nothing-published", detail: "the month is not a calendar month" };
    const startedAt = new Date();
    const database = openSnapshotDatabase(await mooseClient());
    const enrollment = enrollmentOf(input.enrollment);
    const key = { billingAccountId: enrollment, period };
    const outcome = await rollBack(database, key, input.snapshot ?? undefined, () => new Date());
    const rolledBack = outcome.kind === "rolled-back";
    await database.insertRows("WorkflowExecution", [
      {
        workflow: "roll-back-month",
        started_at: startedAt.toISOString(),
        ended_at: new Date().toISOString(),
        outcome: rolledBack ? "succeeded" : "failed",
        charges: rolledBack ? outcome.rows : 0,
        detail: `enrollment ${enrollment}, ${period.toString()}: ${rolledBack ? `from ${outcome.from} to ${outcome.to}` : outcome.detail}`,
      },
    ]);
    return outcome;
  },
});

/** Shows the snapshot before: `moose workflow run roll-back-month --input '{"enrollment":"100100","year":2026,"month":10}'`. */
export const RollBackMonthWorkflow = new Workflow("roll-back-month", { startingTask: rollBackTask, retries: 0, timeout: "10m" });
