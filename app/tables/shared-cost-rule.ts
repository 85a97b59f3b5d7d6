import {
  type ClickHouseDefault,
  ClickHouseEngines,
  type ClickHouseMaterialized,
  type DateTime64,
  type Int32,
  type LowCardinality,
  OlapTable,
} from "@514labs/moose-lib";

/**
 * Grain: one version of a rule that splits shared charges of a billing account; the latest version of an id counts, and ids are unique within a billing account.
 * Written by POST /operations/shared-cost-rules alone, and read with FINAL. See domain/allocation/sharing-rule.ts.
 */
export interface SharedCostRuleRow {
  id: string;
  billing_account_id: string & LowCardinality;
  name: string;
  priority: Int32;
  /** JSON text: which charges, as the filters of POST /query. */
  filters: string;
  method: string & LowCardinality;
  /** By which targets are weighed where the method is `metric`; else empty. */
  business_metric: string & ClickHouseDefault<"''">;
  /** JSON text: owners, with their weights where the method is `fixed`. */
  targets: string;
  /** First month, `YYYY-MM`; empty for no beginning. */
  valid_from: string & ClickHouseDefault<"''">;
  /** Last month, `YYYY-MM`; empty for no end. */
  valid_to: string & ClickHouseDefault<"''">;
  enabled: boolean & ClickHouseDefault<"true">;
  /** When this version was stored, and its name; the latest version counts. Set by ClickHouse: a client's clock that is ahead would make a version permanent. */
  updated_at: DateTime64<3> & ClickHouseMaterialized<"now64(3)">;
}

export const SharedCostRuleTable = new OlapTable<SharedCostRuleRow>("SharedCostRule", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "updated_at",
  orderByFields: ["billing_account_id", "id"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
