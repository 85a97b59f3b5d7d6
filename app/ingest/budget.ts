import { ClickHouseEngines, IngestPipeline } from "@514labs/moose-lib";
import type { BudgetRow } from "../tables/budget";

/**
 * POST /ingest/Budget: one target or an array. Posting an id again replaces that target; `"enabled": false` withdraws it. The gate before Moose rejects a
 * misspelled field, which Moose would silently drop. `scope_kind` has no default, so that also without the gate none becomes a target of the whole account.
 */
export const BudgetPipeline = new IngestPipeline<BudgetRow>("Budget", {
  table: { engine: ClickHouseEngines.ReplacingMergeTree, ver: "updated_at", orderByFields: ["billing_account_id", "id"] },
  stream: true,
  ingestApi: true,
});
