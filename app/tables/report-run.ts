import { type DateTime64String, type LowCardinality, OlapTable, type UInt16, type UInt64 } from "@514labs/moose-lib";

/**
 * Grain: one thing said of the delivery of one run of a report to one destination; the latest counts. `sending` is stored before the first byte is sent, so that
 * a delivery is known to be in doubt when its process ends. Append-only; kept for 800 days.
 */
export interface ReportRunRow {
  report: string & LowCardinality;
  /** The report and when it was due, or the request that asked for it. */
  run_id: string;
  /** The receiver in words, without secrets; empty where the run as a whole is meant. */
  destination: string & LowCardinality;
  state: ("asked" | "sending" | "sent" | "unchanged" | "waiting" | "failed" | "in-doubt" | "withdrawn") & LowCardinality;
  attempt: UInt16;
  /** Of one attempt to send, the same in all that is said of it: the first of those that are open sends, and the others are `withdrawn`. Empty where none was begun. */
  claim: string;
  /** `schedule`, or a caller. */
  asked_by: string & LowCardinality;
  /** The same is sent once more, because somebody wants it. */
  again: boolean;
  /** sha-256 of what is delivered where (app/domain/report/delivery-key.ts); empty where nothing was made. */
  delivery_key: string;
  /** JSON text: the snapshots that it is made of. */
  snapshots: string;
  /** JSON text: the files with name, type, bytes, sha-256 and rows. */
  files: string;
  rows: UInt64;
  bytes: UInt64;
  /** Of the file; of several, of the lines that sha256sum writes for them. */
  sha256: string;
  /** JSON text: the totals of the answers, amounts as digits. */
  totals: string;
  /** JSON text: of an alert, the causes that stand. */
  causes: string;
  /** What the receiver answered, or why it was not delivered. */
  detail: string;
  /** When it is tried again; 1970 where it is not. */
  next_attempt_at: DateTime64String<3>;
  at: DateTime64String<3>;
}

export const ReportRunTable = new OlapTable<ReportRunRow>("ReportRun", {
  orderByFields: ["report", "run_id", "destination", "at"],
  ttl: "toDateTime(at) + INTERVAL 800 DAY",
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
