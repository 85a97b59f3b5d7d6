import { Api } from "@514labs/moose-lib";
import { answerForecast, type ForecastParams, type ForecastRow, type ForecastTotal } from "./answers/answer-forecast";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/forecast?month=YYYY-MM&months=3: the month-end total of every billing account, for one to three months, with an interval and its basis. */
export const ForecastApi = serveApi(
  { role: "reader" },
  new Api<ForecastParams, Answer<ForecastRow, ForecastTotal>>("forecast", answering(answerForecast), {
    metadata: { description: "Forecast of each billing account's month-end total, with a prediction interval" },
  }),
);
