import { type DateTime64String, type LowCardinality, OlapTable, type UInt64 } from "@514labs/moose-lib";

/** Grain: one finished run of a workflow. Order: workflow, then time, because operators ask what a workflow did last. */
export interface WorkflowExecutionRow {
  workflow: string & LowCardinality;
  started_at: DateTime64String<3>;
  ended_at: DateTime64String<3>;
  outcome: ("succeeded" | "failed") & LowCardinality;
  /** Number of charges that the run read. */
  charges: UInt64;
  /** Outcome in one sentence. */
  detail: string;
}

export const WorkflowExecutionTable = new OlapTable<WorkflowExecutionRow>("WorkflowExecution", {
  orderByFields: ["workflow", "started_at"],
});
