import { BillingMonth } from "../domain/calendar/billing-month";
import type { OverrideRequest } from "../domain/snapshot/operator-override";
import type { Delivery, SourceContext } from "../sources/source";
import { deliver } from "./deliver";
import type { ExtractOutcome, RefusalReason } from "./delivery-outcome";
import { explainFailure } from "./explain-failure";
import type { ExtractProgress } from "./hearing";
import type { PipelineDeps } from "./pipeline-deps";

/** Reads one month of one account from its connection, as `deliver` does, if the source offers it. */
export async function extractMonth(
  request: ExtractRequest,
  deps: PipelineDeps,
  signal: AbortSignal,
  onProgress: (progress: ExtractProgress) => void,
): Promise<ExtractOutcome> {
  const { surroundings } = deps;
  const refused = (reason: RefusalReason, detail: string): ExtractOutcome => ({ kind: "refused", reason, detail });
  const account = request.enrollment;
  const connection = deps.connectionOf(account);
  if (connection === null) return refused("unknown-account", `enrollment ${account} is not configured`);
  const period = BillingMonth.of(request.year, request.month);
  if (period === null) return refused("bad-month", `${request.year}-${request.month} is not a month from 2000-01 to 2099-12`);
  const today = deps.now();
  const current = BillingMonth.of(today.getUTCFullYear(), today.getUTCMonth() + 1);
  if (current === null || period.compare(current) > 0) return refused("future-month", `${period.toString()} has not begun`);
  let found: Delivery | null = null;
  try {
    const context: SourceContext = { ...surroundings, signal, heard: () => undefined };
    for await (const delivery of connection.discover({ months: [period] }, context))
      if (delivery.account === account && delivery.period?.firstDay === period.firstDay) found = delivery;
  } catch (error) {
    const failure = explainFailure(error, signal);
    return failure.kind === "abandon" ? { ...failure, kind: "failed", at: "source" } : failure;
  }
  if (found === null) return refused("not-offered", `${connection.source} has no ${period.toString()} of ${account}`);
  const outcome = await deliver(connection, found, request, deps, signal, onProgress);
  if (outcome.kind === "loaded") throw new RangeError("an enrollment has charges");
  if (outcome.kind !== "published") return outcome;
  const [snapshot] = outcome.snapshots;
  if (snapshot === undefined) throw new RangeError("a published delivery has a snapshot");
  return { kind: "published", ...snapshot };
}

/** Which month of which enrollment, and what an operator says about it. */
export interface ExtractRequest extends OverrideRequest {
  readonly enrollment: string;
  readonly year: number;
  readonly month: number;
}
