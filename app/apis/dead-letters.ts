import { Api } from "@514labs/moose-lib";
import { answerDeadLetters, type DeadLettersParams, type DeadLettersRow, type DeadLettersTotal } from "./answers/answer-dead-letters";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/**
 * GET /api/dead-letters?billing_account=…: posted records that did not become charges, with the reason. For editors of all billing accounts, since the account in a rejected
 * record cannot be trusted.
 */
export const DeadLettersApi = serveApi(
  { role: "editor", everyAccount: true },
  new Api<DeadLettersParams, Answer<DeadLettersRow, DeadLettersTotal>>("dead-letters", answering(answerDeadLetters), {
    metadata: { description: "Posted records that did not become charges, with the reason" },
  }),
);
