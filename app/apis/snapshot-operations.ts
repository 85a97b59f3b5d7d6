import { WebApp } from "@514labs/moose-lib";
import { answerSnapshotOperation, snapshotOperation } from "./answers/answer-snapshot-operation";
import { serveQuestion } from "./serving/serve-question";

/** POST /operations/snapshots: rolls a month back, or reads it again past a check, each with a reason, audited. */
export const SnapshotOperationsApi = new WebApp(
  "snapshot-operations",
  serveQuestion({
    name: "snapshot-operations",
    role: "operator",
    everyAccount: true,
    body: snapshotOperation,
    operations: { "try-roll-back": "operator", "roll-back": "operator", "read-again": "operator" },
    example: { operation: "try-roll-back", billing_account: "100", month: "2026-10" },
    answer: answerSnapshotOperation,
  }),
  { mountPath: "/operations/snapshots", metadata: { description: "Rolls months back, and reads them again past a check" } },
);
