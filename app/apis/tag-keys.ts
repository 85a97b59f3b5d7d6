import { Api } from "@514labs/moose-lib";
import { answerTagKeys, type TagKeysParams, type TagKeysRow, type TagKeysTotal } from "./cost-questions/answer-tag-keys";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/tag-keys?month=2026-10: which tags there are, and how much of cost and charges has them. */
export const TagKeysApi = serveApi(
  { role: "reader" },
  new Api<TagKeysParams, Answer<TagKeysRow, TagKeysTotal>>("tag-keys", answering(answerTagKeys), {
    metadata: { description: "Tag keys with the cost and charges that have them, and their number of values" },
  }),
);
