import { type DateTime64String, type LowCardinality, OlapTable, type UInt32 } from "@514labs/moose-lib";

/**
 * Grain: one version of a report; the highest revision of an id counts, and one that is `removed` is gone. Read through app/pipeline/reporting/report-store.ts.
 * Append-only. There is no secret in it: destinations name theirs.
 */
export interface ReportRow {
  id: string;
  revision: UInt32;
  step: ("saved" | "paused" | "resumed" | "removed") & LowCardinality;
  name: string;
  /** Whose rights it has: subject of the token, or name of the key, which of both it is, and role and accounts (JSON text) as they were at `saved_at`. */
  owner: string & LowCardinality;
  owner_via: string & LowCardinality;
  owner_role: string & LowCardinality;
  owner_accounts: string;
  saved_at: DateTime64String<3>;
  /** JSON text: a ready report, a saved view or an alert, each with its parameters. */
  what: string;
  format: string & LowCardinality;
  language: string & LowCardinality;
  /** Five cron fields, UTC; empty: only when somebody asks for it. */
  schedule: string & LowCardinality;
  /** JSON text: a list. */
  destinations: string;
  paused: boolean;
  changed_by: string & LowCardinality;
  at: DateTime64String<3>;
}

export const ReportTable = new OlapTable<ReportRow>("Report", {
  orderByFields: ["id", "revision"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
