import { Api } from "@514labs/moose-lib";
import { answerApplicationTags, type ApplicationTagsParams, type ApplicationTagsRow } from "./answers/answer-application-tags";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/application-tags: the rules of resource tracking by id, each with what is wrong with it. */
export const ApplicationTagsApi = serveApi(
  { role: "reader" },
  new Api<ApplicationTagsParams, Answer<ApplicationTagsRow>>("application-tags", answering(answerApplicationTags), {
    metadata: { description: "Ownership rules, and why broken ones are not used" },
  }),
);
