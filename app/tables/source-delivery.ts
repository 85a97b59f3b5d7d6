import { type DateTime64String, type LowCardinality, OlapTable, type UInt64 } from "@514labs/moose-lib";

/** Grain: one attempt at one delivery of a connection, and how it ended. Order: connection, then time, because it is asked how it went last. Append-only. */
export interface SourceDeliveryRow {
  connection: string;
  source: string & LowCardinality;
  run_id: string;
  /** In the source's words: `100100 2026-10`. */
  name: string;
  /** What changes when the delivery does; empty where only reading it can tell. */
  delivery_version: string;
  config_hash: string;
  outcome: ("published" | "abandoned" | "refused" | "superseded" | "failed" | "cancelled") & LowCardinality;
  /** Why it was not published, else empty. */
  reason: string & LowCardinality;
  detail: string;
  /** Whether the same delivery may succeed later with nothing changed. */
  retryable: boolean;
  accounts: string[];
  months: string[];
  snapshot_ids: string[];
  rows: UInt64;
  started_at: DateTime64String<3>;
  ended_at: DateTime64String<3>;
}

export const SourceDeliveryTable = new OlapTable<SourceDeliveryRow>("SourceDelivery", { orderByFields: ["connection", "ended_at"] });
