import { Api } from "@514labs/moose-lib";
import { answerUnitCosts, type UnitCostRow, type UnitCostsParams, type UnitCostTotal } from "./answers/answer-unit-costs";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/unit-costs?entity=shop&business_metric=orders&month=YYYY-MM: what one order cost, by day or month. */
export const UnitCostsApi = serveApi(
  { role: "reader" },
  new Api<UnitCostsParams, Answer<UnitCostRow, UnitCostTotal>>("unit-costs", answering(answerUnitCosts), {
    metadata: { description: "Cost of one unit of a business metric over time" },
  }),
);
