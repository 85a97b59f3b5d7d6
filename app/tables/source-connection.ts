import { type DateTime64String, type LowCardinality, OlapTable, type UInt32 } from "@514labs/moose-lib";

/**
 * Grain: one revision of a connection; the highest revision of an id stands, the others are its history. Append-only. domain/connection says what the states
 * mean. No secret is in it in the clear.
 */
export interface SourceConnectionRow {
  id: string;
  revision: UInt32;
  step: ("added" | "configured" | "tested" | "activated" | "paused" | "resumed" | "retired" | "removed" | "resealed") & LowCardinality;
  state: ("draft" | "tested" | "active" | "paused" | "retired") & LowCardinality;
  source: string & LowCardinality;
  /** JSON text. A secret in it is the name of one. */
  config: string;
  /** Of source, configuration and sealed values as they were entered: a test counts for this only. */
  config_hash: string;
  /** JSON text: sealed values by the name that the configuration calls them; runtime/sealing.ts seals them. */
  sealed: string;
  /** Minutes between two looks. */
  every_minutes: UInt32;
  changed_by: string & LowCardinality;
  reason: string;
  at: DateTime64String<3>;
}

export const SourceConnectionTable = new OlapTable<SourceConnectionRow>("SourceConnection", {
  orderByFields: ["id", "revision"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
