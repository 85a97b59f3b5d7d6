import { ClickHouseEngines, IngestPipeline } from "@514labs/moose-lib";
import type { BusinessMetricRow } from "../tables/business-metric";

/** POST /ingest/BusinessMetric: one value or an array. Posting an entity, metric and day again replaces that value. */
export const BusinessMetricPipeline = new IngestPipeline<BusinessMetricRow>("BusinessMetric", {
  table: { engine: ClickHouseEngines.ReplacingMergeTree, ver: "updated_at", orderByFields: ["entity", "metric", "day"] },
  stream: true,
  ingestApi: true,
});
