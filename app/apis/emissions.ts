import { Api } from "@514labs/moose-lib";
import { answerEmissions, type EmissionsAnswer, type EmissionsParams } from "./answers/answer-emissions";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/emissions?month=YYYY-MM: what providers report on the emissions of what was used, in kilograms, by month, and what they do not report. */
export const EmissionsApi = serveApi(
  { role: "reader" },
  new Api<EmissionsParams, EmissionsAnswer>("emissions", answering(answerEmissions), {
    metadata: { description: "Emissions in kilograms of CO2 equivalent, as providers report them, and what is missing" },
  }),
);
