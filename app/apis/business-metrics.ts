import { Api } from "@514labs/moose-lib";
import { answerBusinessMetrics, type BusinessMetricsParams, type BusinessMetricsRow } from "./answers/answer-business-metrics";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/business-metrics: which entities and metrics have values, by which /api/unit-costs divides costs. */
export const BusinessMetricsApi = serveApi(
  { role: "reader" },
  new Api<BusinessMetricsParams, Answer<BusinessMetricsRow>>("business-metrics", answering(answerBusinessMetrics), {
    metadata: { description: "Business metrics that have values, by entity, with their days" },
  }),
);
