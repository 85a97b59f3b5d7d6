import { Api } from "@514labs/moose-lib";
import { answerCharges, type ChargesParams, type ChargesRow } from "./cost-questions/answer-charges";
import type { CostTotals } from "./cost-questions/read-cost-totals";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/**
 * GET /api/charges?month=2026-10&resource_group=…: single charges. In stored order (service, subscription, resource group, position in
 * the bill), so that every page costs the same; the order does not change while the snapshots are the same.
 */
export const ChargesApi = serveApi(
  { role: "reader" },
  new Api<ChargesParams, Answer<ChargesRow, CostTotals>>("charges", answering(answerCharges), {
    metadata: { description: "Individual charges, paginated, in stored order" },
  }),
);
