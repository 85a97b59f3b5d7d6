import { Api } from "@514labs/moose-lib";
import {
  answerTaggingAudit,
  type TaggingAuditAnswerRow,
  type TaggingAuditParams,
  type TaggingAuditTotal,
} from "./answers/answer-tagging-audit";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/tagging-audit?month=YYYY-MM: charges on which ownership rules disagreed: the matches of each level, the winner and the reason. */
export const TaggingAuditApi = serveApi(
  { role: "reader" },
  new Api<TaggingAuditParams, Answer<TaggingAuditAnswerRow, TaggingAuditTotal>>("tagging-audit", answering(answerTaggingAudit), {
    metadata: { description: "Charges on which ownership rules disagreed: matches per level, the winner and the reason" },
  }),
);
