import { Api } from "@514labs/moose-lib";
import { type AnomaliesParams, type AnomalyRow, type AnomalyTotal, answerAnomalies } from "./answers/answer-anomalies";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/anomalies?month=YYYY-MM&dimension=…: days that cost what the past did not lead to expect, with the expected range and why. */
export const AnomaliesApi = serveApi(
  { role: "reader" },
  new Api<AnomaliesParams, Answer<AnomalyRow, AnomalyTotal>>("anomalies", answering(answerAnomalies), {
    metadata: { description: "Days that cost what the past did not lead to expect, with the expected range and why" },
  }),
);
