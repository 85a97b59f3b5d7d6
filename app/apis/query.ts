import { WebApp } from "@514labs/moose-lib";
import { answerQuery } from "./cost-questions/answer-query";
import { costQuery } from "./cost-questions/cost-query";
import { serveQuestion } from "./serving/serve-question";

/** POST /query: measures by dimensions over time, from the closed catalogue of domain/cost. See cost-query.ts for what a body may have. */
export const QueryWebApp = new WebApp(
  "query",
  serveQuestion({
    name: "query",
    role: "reader",
    files: true,
    body: costQuery,
    example: {
      measures: ["billed_cost", "charges"],
      dimensions: ["billing_account", "resource_group"],
      filters: [{ field: "charge_category", op: "not_in", values: ["Credit"] }],
      timeRange: { from: "2026-09", to: "2026-11" },
      grain: "month",
      orderBy: [{ by: "billed_cost", direction: "desc" }],
      limit: 100,
    },
    answer: answerQuery,
  }),
  { mountPath: "/query", metadata: { description: "Measures by dimensions over time, from a fixed catalog" } },
);
