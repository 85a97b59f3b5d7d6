import { WebApp } from "@514labs/moose-lib";
import { answerReportOperation, reportOperation } from "./answers/answer-report-operation";
import { serveQuestion } from "./serving/serve-question";

/** POST /operations/reports: reports and alerts that are delivered by schedule, and how their deliveries stand. Changes are audited. */
export const ReportOperationsApi = new WebApp(
  "report-operations",
  serveQuestion({
    name: "report-operations",
    role: "editor",
    body: reportOperation,
    operations: { list: "editor", runs: "editor", save: "editor", run: "editor", pause: "editor", resume: "editor", remove: "editor" },
    example: { operation: "list" },
    answer: answerReportOperation,
  }),
  { mountPath: "/operations/reports", metadata: { description: "Lists, saves, runs, pauses, resumes and removes reports and alerts" } },
);
