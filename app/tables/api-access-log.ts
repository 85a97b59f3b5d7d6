import { type DateTime64String, type LowCardinality, OlapTable, type UInt16, type UInt32 } from "@514labs/moose-lib";

/**
 * Grain: one request to an API, refused ones included. Order: time first, because it is asked what happened then; kept for 400 days. Parameters are
 * there as sent, credentials never. Written in small batches after the answer: a killed process loses its last second, which its log lines have.
 */
export interface ApiAccessLogRow {
  at: DateTime64String<3>;
  /** `request_id` of the log lines; the queries of the request are `<request_id>-1`, `-2`, … in system.query_log. */
  request_id: string;
  /** X-Request-Id, when the caller sent one. */
  correlation_id: string;
  endpoint: string & LowCardinality;
  method: string & LowCardinality;
  /** A token's subject, or which key it was; empty when refused as nobody. */
  caller: string & LowCardinality;
  via: ("open" | "ingest-key" | "consumption-key" | "admin-key" | "jwt" | "") & LowCardinality;
  role: ("reader" | "editor" | "operator" | "") & LowCardinality;
  /** What the caller could see: `*`, or billing account ids. */
  accounts: (string & LowCardinality)[];
  /** JSON text. */
  parameters: string;
  status: UInt16;
  /** From domain of api-error.ts; empty when it was answered. */
  error_code: string & LowCardinality;
  rows: UInt32;
  queries: UInt16;
  duration_ms: UInt32;
}

export const ApiAccessLogTable = new OlapTable<ApiAccessLogRow>("ApiAccessLog", {
  orderByFields: ["at", "request_id"],
  partitionBy: "toYYYYMM(at)",
  ttl: "toDateTime(at) + INTERVAL 400 DAY",
});
