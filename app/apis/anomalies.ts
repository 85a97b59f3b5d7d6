import { Api } from "@514labs/moose-lib";
import { type AnomaliesAnswer, type AnomaliesParams, answerAnomalies } from "./answers/answer-anomalies";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/anomalies?month=YYYY-MM&dimension=…: what is new, and days that cost what the past did not lead to expect, with the expected range and why. */
export const AnomaliesApi = serveApi(
  { role: "reader" },
  new Api<AnomaliesParams, AnomaliesAnswer>("anomalies", answering(answerAnomalies), {
    metadata: { description: "New costs, and days outside their usual range, with the expected range and the reason" },
  }),
);
