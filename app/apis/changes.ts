import { Api } from "@514labs/moose-lib";
import { answerChanges, type ChangesAnswer, type ChangesParams } from "./answers/answer-changes";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/changes?billing_account=…&month=YYYY-MM: added, removed and changed charges between two snapshots of a month, and what they cost. */
export const ChangesApi = serveApi(
  { role: "reader" },
  new Api<ChangesParams, ChangesAnswer>("changes", answering(answerChanges), {
    metadata: { description: "Charges that differ between two snapshots of a month" },
  }),
);
