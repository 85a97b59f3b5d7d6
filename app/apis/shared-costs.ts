import { Api } from "@514labs/moose-lib";
import { answerSharedCosts, type SharedCostsAnswer, type SharedCostsParams } from "./answers/answer-shared-costs";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/shared-costs?month=YYYY-MM: what each owner costs when rules have split shared charges. */
export const SharedCostsApi = serveApi(
  { role: "reader" },
  new Api<SharedCostsParams, SharedCostsAnswer>("shared-costs", answering(answerSharedCosts), {
    metadata: { description: "Cost by owner before and after rules split shared charges, with the rules and what each found" },
  }),
);
