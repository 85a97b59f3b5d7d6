import { Api } from "@514labs/moose-lib";
import { answerCosts, type CostsRow, type CostsTotal } from "./cost-questions/answer-costs";
import type { CostsParams } from "./cost-questions/costs-question";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/**
 * GET /api/costs?from=2026-09&to=2026-11&grain=month&group=service_name&top=10: cost by dimension and time. Each currency has its own rows: currencies are
 * never added. Answered from rollups where possible, otherwise from the charges, with the same totals.
 */
export const CostsApi = serveApi(
  { role: "reader" },
  new Api<CostsParams, Answer<CostsRow, CostsTotal>>("costs", answering(answerCosts), {
    metadata: { description: "Cost by up to four dimensions over time, optionally compared with the preceding range" },
  }),
);
