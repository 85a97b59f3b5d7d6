import { type ClickHouseNamedTuple, type DateTime64String, type LowCardinality, OlapTable } from "@514labs/moose-lib";

/** What one look found: a detail, or the kind of error and what to do in which field. */
interface ProbeTuple {
  name: string;
  ok: boolean;
  /** Of sources/source-error.ts; empty when it is ok. */
  kind: string & LowCardinality;
  detail: string;
}

/** Grain: one test of a connection. Order: connection, then time, because the last one of a configuration is asked for. Append-only. */
export interface SourceCheckRow {
  connection: string;
  /** The configuration that was tested; a test says nothing of another one. */
  config_hash: string;
  passed: boolean;
  probes: (ProbeTuple & ClickHouseNamedTuple)[];
  checked_by: string & LowCardinality;
  at: DateTime64String<3>;
}

export const SourceCheckTable = new OlapTable<SourceCheckRow>("SourceCheck", { orderByFields: ["connection", "at"] });
