import {
  type ClickHouseByteSize,
  type ClickHouseDefault,
  type ClickHouseMaterialized,
  type DateTime64,
  type Int32,
  type Int64,
  type LowCardinality,
} from "@514labs/moose-lib";
import type { tags } from "typia";

type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;

/** Grain: one version of a rule of resource tracking; see domain/resource-tracking/application-tag.ts. The latest version of an id counts. */
export interface ApplicationTagRow {
  id: Int64;
  pattern: string;
  match_kind: string & LowCardinality & ClickHouseDefault<"'contains'">;
  scope: string & LowCardinality & ClickHouseDefault<"'any'">;
  application: string & LowCardinality;
  cmdb_service: string & LowCardinality & ClickHouseDefault<"''">;
  priority: Int32 & ClickHouseDefault<"100">;
  enabled: boolean & ClickHouseDefault<"true">;
  valid_from?: Day | null;
  valid_to?: Day | null;
  /** When this version was stored; the latest version counts. Set by ClickHouse: a client's clock that is ahead would make a version permanent. */
  updated_at: DateTime64<3> & ClickHouseMaterialized<"now64(3)">;
}
