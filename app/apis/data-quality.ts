import { Api } from "@514labs/moose-lib";
import { answerDataQuality, type DataQualityAnswer, type DataQualityParams } from "./answers/answer-data-quality";
import { answering, serveApi } from "./serving/serve-api";

/**
 * GET /api/data-quality?month=YYYY-MM&billing_account=…: problems by code and field with the cost that they touch, waiting dead letters, broken FOCUS rules, whether
 * every total of the month agrees, how fresh and how complete it is. Without a month: charges without a readable day, of all months.
 */
export const DataQualityApi = serveApi(
  { role: "reader" },
  new Api<DataQualityParams, DataQualityAnswer>("data-quality", answering(answerDataQuality), {
    metadata: { description: "Data quality of a month: problems, reconciliation, freshness, completeness" },
  }),
);
