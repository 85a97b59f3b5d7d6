import { type Caller, includesRole } from "../../domain/access/caller";
import type { MooseClient } from "../../runtime/clickhouse/moose-client";
import { writeRows } from "../../runtime/clickhouse/write-rows";
import { logEvent } from "../../runtime/observability/log-event";
import type { AuditEventRow } from "../../tables/audit-event";
import { ApiError } from "./api-error";

/** What can be done to what, as the audit names it. */
export type AuditedAction =
  | "application-tag.set"
  | "application-tag.disable"
  | "budget.set"
  | "budget.withdraw"
  | "connection.hand-over"
  | "shared-cost-rule.set"
  | "shared-cost-rule.withdraw"
  | "report.save"
  | "report.run"
  | "report.pause"
  | "report.resume"
  | "report.remove"
  | "snapshot.roll-back"
  | "snapshot.read-again"
  | "workflow.run"
  | "workflow.cancel"
  | "workflow.pause"
  | "workflow.resume";

/** A change, as it is asked for. Never with a secret: whoever may read the audit sees all of it. */
export interface AuditedChange {
  readonly action: AuditedAction;
  /** Which one: an id, or account and month. */
  readonly target: string;
  readonly reason: string;
  /** The thing before and after; null where there is none. */
  readonly before: object | null;
  readonly after: object | null;
  /** Amounts, each with its currency. */
  readonly effect: readonly object[];
  /** `YYYY-MM-DD`; null: at once, or always. */
  readonly effectiveFrom: string | null;
}

/** Does a change between two rows of AuditEvent. Throws 403 for a reader, and what `perform` throws; nothing is done when the first row cannot be stored. */
export type AuditChange = <T>(change: AuditedChange, perform: () => Promise<T>, tell?: (result: T) => string) => Promise<T>;

/** The audit for one request of one caller: both rows of a change have the id `changeId`. */
export function auditChange(changeId: string, caller: Caller, client: MooseClient): AuditChange {
  return async (change, perform, tell = () => "") => {
    if (!includesRole(caller.role, "editor")) throw new ApiError("forbidden", "This requires the role editor or higher");
    const write = (step: AuditEventRow["step"], detail: string): Promise<void> =>
      writeRows(client, "AuditEvent", [rowOf(changeId, caller, change, step, detail)]);
    const writeOutcome = (step: "done" | "failed", detail: string): Promise<void> =>
      write(step, detail).catch((error: unknown) => {
        // What was done is done. The audit keeps the change without an outcome, which is what it says then.
        logEvent("error", "audit-outcome-lost", {
          request_id: changeId,
          step,
          reason: error instanceof Error ? error.message : String(error),
        });
      });
    await write("asked", "");
    try {
      const result = await perform();
      await writeOutcome("done", tell(result));
      return result;
    } catch (error) {
      await writeOutcome("failed", error instanceof ApiError ? error.message : "an error that the log has under the id of the request");
      throw error;
    }
  };
}

function rowOf(changeId: string, caller: Caller, change: AuditedChange, step: AuditEventRow["step"], detail: string): AuditEventRow {
  const { action, target, reason, before, after, effect, effectiveFrom } = change;
  const { name, via, role } = caller;
  return {
    at: new Date().toISOString(),
    change_id: changeId,
    step,
    caller: name,
    via,
    role,
    action,
    target,
    reason,
    before: before === null ? "" : JSON.stringify(before),
    after: after === null ? "" : JSON.stringify(after),
    effect: JSON.stringify(effect),
    effective_from: effectiveFrom ?? "",
    detail,
  };
}
