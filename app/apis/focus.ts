import { Api } from "@514labs/moose-lib";
import { answerFocus, type FocusParams, type FocusRow } from "./cost-questions/answer-focus";
import type { CostTotals } from "./cost-questions/read-cost-totals";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/focus?month=2026-10: the rows of FOCUS 1.4 Cost and Usage of a month, page by page in the order in which they are stored. */
export const FocusApi = serveApi(
  { role: "reader" },
  new Api<FocusParams, Answer<FocusRow, CostTotals>>("focus", answering(answerFocus), {
    metadata: { description: "FOCUS 1.4 Cost and Usage rows of a month, paginated" },
  }),
);
