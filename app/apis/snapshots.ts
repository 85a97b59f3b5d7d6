import { Api } from "@514labs/moose-lib";
import { answerSnapshots, type SnapshotRow, type SnapshotsParams } from "./answers/answer-snapshots";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/snapshots?billing_account=…&month=YYYY-MM: every snapshot of a month, its status and reason, and which one is active. */
export const SnapshotsApi = serveApi(
  { role: "reader" },
  new Api<SnapshotsParams, Answer<SnapshotRow>>("snapshots", answering(answerSnapshots), {
    metadata: { description: "All snapshots of a month: status, totals, findings, and which one is active" },
  }),
);
