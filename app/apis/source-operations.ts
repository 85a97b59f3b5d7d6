import { WebApp } from "@514labs/moose-lib";
import { answerSourceOperation, noteSourceOperation, rolesOfSourceOperations, sourceOperation } from "./answers/answer-source-operation";
import { serveQuestion } from "./serving/serve-question";

/** POST /operations/sources: the life of connections to sources. See docs/sources.md for what each operation does. */
export const SourceOperationsApi = new WebApp(
  "source-operations",
  serveQuestion({
    name: "source-operations",
    role: "editor",
    everyAccount: true,
    masksItself: true,
    operations: rolesOfSourceOperations,
    body: sourceOperation,
    noted: noteSourceOperation,
    example: { operation: "catalog", source: "azure-exports" },
    answer: answerSourceOperation,
  }),
  {
    mountPath: "/operations/sources",
    metadata: { description: "Adds, tests, activates, runs, pauses and retires connections to sources" },
  },
);
