import { Api } from "@514labs/moose-lib";
import {
  answerDimensionValues,
  type DimensionValuesParams,
  type DimensionValuesRow,
  type DimensionValuesTotal,
} from "./cost-questions/answer-dimension-values";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/dimension-values?field=owner&month=2026-10&q=data: the values that a dimension or a tag has, with what they cost; for choosing a filter. */
export const DimensionValuesApi = serveApi(
  { role: "reader" },
  new Api<DimensionValuesParams, Answer<DimensionValuesRow, DimensionValuesTotal>>("dimension-values", answering(answerDimensionValues), {
    metadata: { description: "The values of a dimension or tag with their cost, those with the highest cost first" },
  }),
);
