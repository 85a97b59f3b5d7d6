import { Api } from "@514labs/moose-lib";
import { answerCommitments, type CommitmentsParams, type CommitmentsRow, type CommitmentsTotal } from "./answers/answer-commitments";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/commitments?month=YYYY-MM: what reservations and savings plans cost in a month, what of them was used, what they saved, and when they end. */
export const CommitmentsApi = serveApi(
  { role: "reader" },
  new Api<CommitmentsParams, Answer<CommitmentsRow, CommitmentsTotal>>("commitments", answering(answerCommitments), {
    metadata: { description: "Reservations and savings plans: effective cost, use, waste, savings and expiry" },
  }),
);
