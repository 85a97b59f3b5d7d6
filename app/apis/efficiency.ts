import { Api } from "@514labs/moose-lib";
import { answerEfficiency, type EfficiencyParams, type EfficiencyTotal } from "./cost-questions/answer-efficiency";
import type { EfficiencyRow } from "./cost-questions/efficiency-sql";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/efficiency?month=2026-10: what the bills of a month prove of how each resource is used, with the numbers that prove it. */
export const EfficiencyApi = serveApi(
  { role: "reader" },
  new Api<EfficiencyParams, Answer<EfficiencyRow, EfficiencyTotal>>("efficiency", answering(answerEfficiency), {
    metadata: { description: "What bills prove of how resources are used: paid of list, hours billed, flat cost, storage without access" },
  }),
);
