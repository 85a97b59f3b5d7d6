import { Api } from "@514labs/moose-lib";
import { type AnomaliesAnswer, type AnomaliesParams, answerAnomalies } from "./answers/answer-anomalies";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/anomalies?month=YYYY-MM: new costs, purchases, and days outside their usual range, with the range, the reason and what made the difference. */
export const AnomaliesApi = serveApi(
  { role: "reader" },
  new Api<AnomaliesParams, AnomaliesAnswer>("anomalies", answering(answerAnomalies), {
    metadata: {
      description: "New costs, purchases, and days outside their usual range, with the range, the reason and what made the difference",
    },
  }),
);
