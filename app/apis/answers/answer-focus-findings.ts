import type { tags } from "typia";
import { readActiveSnapshot } from "../../pipeline/active-snapshot";
import { type FocusFinding, readFocusFindings } from "../../pipeline/read-focus-findings";
import { readSnapshots } from "../../pipeline/snapshot-events";
import type { Answer } from "../serving/answer";
import { ApiError } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { readAnswerSnapshots } from "../serving/read-answer-snapshots";
import { monthParameter } from "./parameters";

export interface FocusFindingsParams {
  /** Billing account id (at Azure the enrollment number). */
  billing_account: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Snapshot id. Default: the active one. */
  snapshot?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,64}$">;
  /** Include rules that no row breaks. */
  passed?: boolean;
  /** Maximum rows to return (default 100), most severe first. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
}

export interface FocusFindingsAnswer extends Answer<FocusFinding> {
  /** The snapshot of these findings. */
  snapshot: string;
}

/** The answer of GET /api/focus-findings. */
export async function answerFocusFindings(
  { billing_account: billingAccountId, month, snapshot, passed, limit = 100 }: FocusFindingsParams,
  request: ApiRequest,
): Promise<FocusFindingsAnswer> {
  const period = monthParameter(month);
  const key = { billingAccountId, period };
  const known = await readSnapshots(request.database, key);
  const wanted = snapshot ?? (await readActiveSnapshot(request.database, key))?.snapshotId;
  const snapshotId = known.find((one) => one.snapshotId === wanted)?.snapshotId;
  if (snapshotId === undefined) throw new ApiError("not-found", "This billing account has no such snapshot in this month");
  const [data, snapshots] = await Promise.all([
    readFocusFindings(request.database, { ...key, snapshotId }, { failing: passed !== true, limit }),
    readAnswerSnapshots(request, { from: period.firstDay, through: period.firstDay, account: billingAccountId }),
  ]);
  return { data, snapshots, currency: null, totals: [], page: { next: null }, problems: [], snapshot: snapshotId };
}
