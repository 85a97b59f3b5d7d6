import { type DateTime64String, type LowCardinality, OlapTable, type UInt32, type UInt64 } from "@514labs/moose-lib";

/**
 * Grain: one thing said of a look at a connection. The highest (number, run_id) of those that are neither finished nor silent has the connection; whoever
 * else wanted it leaves it alone. Append-only; kept for 400 days.
 */
export interface SourceRunRow {
  connection: string;
  /** 0 for a look that was requested and has not begun. */
  number: UInt32;
  run_id: string;
  step: ("asked" | "claimed" | "withdrawn" | "alive" | "finished") & LowCardinality;
  /** Who began or asked for it: `schedule`, or a caller. */
  started_by: string & LowCardinality;
  offered: UInt32;
  published: UInt32;
  unpublished: UInt32;
  /** Charges that it published. */
  rows: UInt64;
  /** `2026-10` of one that was asked for a month only, else empty. */
  month: string & LowCardinality;
  /** Why the month is taken over from another source or connection, of one that was asked for that; else empty. */
  handover: string;
  /** Why it did not publish all that it was offered, in a sentence; empty when it did. */
  fault: string;
  /** Whether another look, soon and with nothing changed, may help. */
  retryable: boolean;
  at: DateTime64String<3>;
}

export const SourceRunTable = new OlapTable<SourceRunRow>("SourceRun", {
  orderByFields: ["connection", "number", "at"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
