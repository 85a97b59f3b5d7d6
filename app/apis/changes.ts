import { Api } from "@514labs/moose-lib";
import { answerChanges, type ChangesAnswer, type ChangesParams } from "./answers/answer-changes";
import { answering, serveApi } from "./serving/serve-api";

/**
 * GET /api/changes?since=yesterday: added, removed and changed charges, and what they cost, of everything that was published since an instant. Without `since`: what the last reading
 * of each month changed; of one month of one billing account, two of its snapshots.
 */
export const ChangesApi = serveApi(
  { role: "reader" },
  new Api<ChangesParams, ChangesAnswer>("changes", answering(answerChanges), {
    metadata: {
      description: "Charges that differ between two snapshots of a month, or in all that was published since an instant",
    },
  }),
);
