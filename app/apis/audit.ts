import { WebApp } from "@514labs/moose-lib";
import { answerAudit, auditQuery } from "./answers/answer-audit";
import { serveList } from "./serving/serve-question";

/** GET /operations/audit: who changed what, with before, after and the effect in money. Of all accounts, so for callers of all accounts only. */
export const AuditWebApp = new WebApp(
  "audit",
  serveList({ name: "audit", role: "operator", everyAccount: true, query: auditQuery, answer: answerAudit }),
  { mountPath: "/operations/audit", metadata: { description: "Who changed what, latest first" } },
);
