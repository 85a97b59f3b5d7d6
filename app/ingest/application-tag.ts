import { ClickHouseEngines, IngestPipeline } from "@514labs/moose-lib";
import type { ApplicationTagRow } from "../tables/application-tag";

/** POST /ingest/ApplicationTag: one rule or an array. Posting an id again replaces that rule; `"enabled": false` switches it off. */
export const ApplicationTagPipeline = new IngestPipeline<ApplicationTagRow>("ApplicationTag", {
  table: { engine: ClickHouseEngines.ReplacingMergeTree, ver: "updated_at", orderByFields: ["id"] },
  stream: true,
  ingestApi: true,
});
