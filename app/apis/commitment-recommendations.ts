import { Api } from "@514labs/moose-lib";
import {
  answerCommitmentRecommendations,
  type CommitmentRecommendationsAnswer,
  type CommitmentRecommendationsParams,
} from "./answers/answer-commitment-recommendations";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/commitment-recommendations?month=YYYY-MM: what one-year reservations of hours that nothing covered would have saved in a month. */
export const CommitmentRecommendationsApi = serveApi(
  { role: "reader" },
  new Api<CommitmentRecommendationsParams, CommitmentRecommendationsAnswer>(
    "commitment-recommendations",
    answering(answerCommitmentRecommendations),
    { metadata: { description: "What reservations of uncovered hours would have saved in a month, where the price of one is known" } },
  ),
);
