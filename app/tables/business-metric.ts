import type {
  ClickHouseByteSize,
  ClickHouseDefault,
  ClickHouseMaterialized,
  DateTime64,
  Decimal,
  LowCardinality,
} from "@514labs/moose-lib";
import type { tags } from "typia";

/**
 * Grain: one version of what an entity of the business had of something on a day, such as the orders of a shop; the latest version of (entity, metric, day)
 * counts. Costs are divided by it, and never added to it. It names no billing account: callers of all accounts alone see it.
 */
export interface BusinessMetricRow {
  day: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  /** Whose: `shop`, `customer 17`. */
  entity: string;
  /** Of what: `orders`, `active-users`. */
  metric: string & LowCardinality;
  /** Digits as text; a JSON number would lose some. */
  value: Decimal<38, 18>;
  /** What is counted; empty when the metric says it. */
  unit: string & LowCardinality & ClickHouseDefault<"''">;
  /** Where the value comes from, in words of who posted it. */
  source: string & LowCardinality & ClickHouseDefault<"''">;
  /** When this version was stored; the latest version counts. Set by ClickHouse: a client's clock that is ahead would make a version permanent. */
  updated_at: DateTime64<3> & ClickHouseMaterialized<"now64(3)">;
}
