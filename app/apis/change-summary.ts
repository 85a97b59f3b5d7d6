import { Api } from "@514labs/moose-lib";
import { answerChangeSummary, type ChangeSummaryAnswer, type ChangeSummaryParams } from "./answers/answer-change-summary";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/change-summary?since=yesterday&group=service_name: what publications changed in money since an instant, by dimension. */
export const ChangeSummaryApi = serveApi(
  { role: "reader" },
  new Api<ChangeSummaryParams, ChangeSummaryAnswer>("change-summary", answering(answerChangeSummary), {
    metadata: { description: "What publications changed in money since an instant, by up to four dimensions" },
  }),
);
