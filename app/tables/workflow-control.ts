import { type DateTime64String, type LowCardinality, OlapTable } from "@514labs/moose-lib";

/**
 * Grain: one order of an operator to a scheduled workflow. `paused` and `resumed`: whether its schedule does anything, the last one counts; `cancelled`: what is
 * running then ends. In a table, and not in Temporal, whose cron workflows cannot be paused, and end for good when a run is cancelled. Append-only; times
 * are ClickHouse's, by which they are compared.
 */
export interface WorkflowControlRow {
  workflow: string & LowCardinality;
  action: ("paused" | "resumed" | "cancelled") & LowCardinality;
  ordered_by: string & LowCardinality;
  reason: string;
  at: DateTime64String<3>;
}

export const WorkflowControlTable = new OlapTable<WorkflowControlRow>("WorkflowControl", {
  orderByFields: ["workflow", "at"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
