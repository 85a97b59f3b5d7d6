import { WebApp } from "@514labs/moose-lib";
import { answerViewOperation, viewOperation } from "./answers/answer-view-operation";
import { serveQuestion } from "./serving/serve-question";

/** POST /views: questions that callers save, share and ask again. */
export const ViewsApi = new WebApp(
  "views",
  serveQuestion({
    name: "views",
    role: "reader",
    body: viewOperation,
    operations: { list: "reader", save: "reader", run: "reader", remove: "reader" },
    example: { operation: "list" },
    answer: answerViewOperation,
  }),
  { mountPath: "/views", metadata: { description: "Lists, saves, runs and removes views: questions that are asked again" } },
);
