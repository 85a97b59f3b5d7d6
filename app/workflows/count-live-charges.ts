import { getMooseUtils, sql, Task, Workflow } from "@514labs/moose-lib";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { WorkflowExecutionTable } from "../tables/workflow-execution";

/** Counts the live charges and leaves a WorkflowExecution row: the smallest run that proves scheduler, worker and tables work together. */
const countLiveChargesTask = new Task<null, { charges: number }>("count-live-charges", {
  retries: 3,
  timeout: "5m",
  run: async () => {
    const startedAt = new Date().toISOString();
    const { client } = await getMooseUtils();
    const result = await client.query.execute<{ charges: string }>(
      sql.statement`SELECT toString(count()) AS charges FROM ${AzureBillingDetailTable} FINAL`,
    );
    const [row] = await result.json<{ charges: string }>();
    const charges = Number(row?.charges ?? 0);
    await WorkflowExecutionTable.insert([
      {
        workflow: "count-live-charges",
        started_at: startedAt,
        ended_at: new Date().toISOString(),
        outcome: "succeeded",
        charges,
        detail: `${String(charges)} live charges`,
      },
    ]);
    await WorkflowExecutionTable.closeClient();
    return { charges };
  },
});

export const CountLiveChargesWorkflow = new Workflow("count-live-charges", {
  startingTask: countLiveChargesTask,
  retries: 0,
  timeout: "10m",
});
