import { Api } from "@514labs/moose-lib";
import { answerFocusFindings, type FocusFindingsAnswer, type FocusFindingsParams } from "./answers/answer-focus-findings";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/focus-findings?billing_account=…&month=YYYY-MM: the rules of FOCUS 1.4 that a snapshot breaks, with the first rows that do. */
export const FocusFindingsApi = serveApi(
  { role: "reader" },
  new Api<FocusFindingsParams, FocusFindingsAnswer>("focus-findings", answering(answerFocusFindings), {
    metadata: { description: "FOCUS 1.4 rules that a snapshot breaks, with sample rows" },
  }),
);
