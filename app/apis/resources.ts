import { Api } from "@514labs/moose-lib";
import { answerResources, type ResourcesParams, type ResourcesRow } from "./cost-questions/answer-resources";
import type { CostTotals } from "./cost-questions/read-cost-totals";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/**
 * GET /api/resources?month=2026-10: what each resource cost, and its first and last day of use, highest cost first, by currency. A resource that changed its owner
 * or name in the range has the alphabetically last one.
 */
export const ResourcesApi = serveApi(
  { role: "reader" },
  new Api<ResourcesParams, Answer<ResourcesRow, CostTotals>>("resources", answering(answerResources), {
    metadata: { description: "Cost of each resource, with the first and last day of its charges" },
  }),
);
