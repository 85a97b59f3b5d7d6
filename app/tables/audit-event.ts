import { type DateTime64String, type LowCardinality, OlapTable } from "@514labs/moose-lib";

/**
 * Grain: one step of a change that somebody asked for over HTTP: `asked` is stored before anything is changed, `done` or `failed` when it is over. A change without
 * the second was cut off, and its outcome is unknown. Order: time first, because operators ask what happened at a time. Append-only.
 */
export interface AuditEventRow {
  at: DateTime64String<3>;
  /** The id of the request, which the log and ApiAccessLog have too. */
  change_id: string;
  step: ("asked" | "done" | "failed") & LowCardinality;
  /** Subject of the token, or name of the key. */
  caller: string & LowCardinality;
  via: string & LowCardinality;
  role: string & LowCardinality;
  /** What was done to what kind of thing, such as `budget.set`. */
  action: string & LowCardinality;
  /** Which one: an id, or account and month. */
  target: string;
  reason: string;
  /** JSON text of it before the change; empty where there was none. */
  before: string;
  /** JSON text of it after the change; empty where there is none. */
  after: string;
  /** JSON text: a list of amounts, each with its currency. */
  effect: string;
  /** First day on which it applies, `YYYY-MM-DD`; empty: at once, or always. */
  effective_from: string;
  /** What came of it, or why it failed. */
  detail: string;
}

export const AuditEventTable = new OlapTable<AuditEventRow>("AuditEvent", {
  orderByFields: ["at", "change_id"],
  partitionBy: "toYYYYMM(at)",
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
