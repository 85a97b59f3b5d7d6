import { ClickHouseEngines, IngestPipeline } from "@514labs/moose-lib";
import type { BudgetRow } from "../tables/budget";

/**
 * POST /ingest/Budget: one target or an array. Posting an id again replaces that target; `"enabled": false` takes it back. Moose drops fields that it does not
 * know in silence, so `scope_kind` has no default: a misspelt one is refused, and makes no target of the whole account.
 */
export const BudgetPipeline = new IngestPipeline<BudgetRow>("Budget", {
  table: { engine: ClickHouseEngines.ReplacingMergeTree, ver: "updated_at", orderByFields: ["billing_account_id", "id"] },
  stream: true,
  ingestApi: true,
});
