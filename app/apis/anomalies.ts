import { Api } from "@514labs/moose-lib";
import { type AnomaliesAnswer, type AnomaliesParams, answerAnomalies } from "./answers/answer-anomalies";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/anomalies?month=YYYY-MM&dimension=…: new costs, and days outside their expected range, with the range and the reason. */
export const AnomaliesApi = serveApi(
  { role: "reader" },
  new Api<AnomaliesParams, AnomaliesAnswer>("anomalies", answering(answerAnomalies), {
    metadata: { description: "New costs, and days outside their usual range, with the expected range and the reason" },
  }),
);
