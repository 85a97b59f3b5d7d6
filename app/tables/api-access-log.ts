import { type DateTime64String, type LowCardinality, OlapTable, type UInt16, type UInt32 } from "@514labs/moose-lib";

/**
 * Grain: one request to an API, rejected ones included. Order: time first, because queries ask what happened at a time; kept as AZURE_BILLING_KEEP_… says. Contains
 * parameters as sent, never credentials. Written in small batches after the answer: a killed process loses its last second, but not the log lines.
 */
export interface ApiAccessLogRow {
  at: DateTime64String<3>;
  /** `request_id` of the log lines; the queries of the request are `<request_id>-1`, `-2`, … in system.query_log. */
  request_id: string;
  /** X-Request-Id of the caller, if sent. */
  correlation_id: string;
  endpoint: string & LowCardinality;
  method: string & LowCardinality;
  /** Subject of the token, or name of the key; empty when the caller was not authenticated. */
  caller: string & LowCardinality;
  via: ("open" | "ingest-key" | "consumption-key" | "admin-key" | "jwt" | "") & LowCardinality;
  role: ("reader" | "editor" | "operator" | "") & LowCardinality;
  /** Billing accounts the caller can see: their ids, or `*` for all. */
  accounts: (string & LowCardinality)[];
  /** Parameters as sent, as JSON text. */
  parameters: string;
  status: UInt16;
  /** Error code, as in the answer; empty on success. */
  error_code: string & LowCardinality;
  rows: UInt32;
  queries: UInt16;
  duration_ms: UInt32;
}

export const ApiAccessLogTable = new OlapTable<ApiAccessLogRow>("ApiAccessLog", {
  orderByFields: ["at", "request_id"],
  partitionBy: "toYYYYMM(at)",
});
