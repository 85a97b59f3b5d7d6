import type { SealFault } from "../domain/snapshot/check-seal";
import type { SnapshotFinding } from "../domain/snapshot/snapshot-finding";
import type { RecordContent } from "../sources/source";
import type { SourceErrorKind } from "../sources/source-error";

/** What the seal found out of a snapshot. */
export interface SnapshotFacts {
  /** What readers saw before. */
  readonly previousId: string | null;
  readonly pages: number;
  readonly rows: number;
  readonly cost: string;
  /** What the source charged, digits in each currency of the bill. `cost` is their sum, which says something of a bill in one currency only. */
  readonly totals: readonly { readonly currency: string; readonly cost: string }[];
  /** What readers must know of the snapshot. */
  readonly findings: readonly SnapshotFinding[];
  /** Days that had published charges and have none now, which an operator accepted. */
  readonly lostDays: readonly string[];
  /** The rules of FOCUS that the snapshot breaks, in words; null when it breaks none. */
  readonly focusFindings: string | null;
}

/** One account and period that a delivery published. */
export interface PublishedSnapshot extends SnapshotFacts {
  readonly account: string;
  /** `2026-10`; its first day, `2026-10-15`, for a period that is not a calendar month. */
  readonly month: string;
  readonly snapshotId: string;
  /** `CNY`; `EUR,USD` for a bill in several. */
  readonly currency: string;
  /** What the source itself says the month costs; null where it does not. */
  readonly controlTotal: string | null;
  /** Which of the source's totals the rows add up to; null when there is none, or none that fits and an operator accepted it. */
  readonly controlTotalName: string | null;
  /** What the operator should know of the rows, in words. */
  readonly notes: readonly string[];
  /** Pages that an earlier attempt had stored. */
  readonly resumedPages: number;
  readonly dropped: readonly string[];
}

/** How a delivery ended without changing what readers see. */
export type Unpublished =
  | {
      readonly kind: "abandoned";
      /** Who said no: the source, or the seal of this snapshot; null when nothing was opened. */
      readonly by: "source" | "seal";
      readonly snapshot: { readonly account: string; readonly month: string; readonly snapshotId: string } | null;
      readonly reason: AbandonReason;
      readonly detail: string;
      readonly retryable: boolean;
    }
  | { readonly kind: "refused"; readonly reason: RefusalReason; readonly detail: string }
  /** Another attempt has taken the period and goes on with it. */
  | { readonly kind: "superseded"; readonly detail: string }
  /** What is stored stays: the next attempt resumes it where the delivery names its account and period. */
  | {
      readonly kind: "failed";
      readonly at: "source" | "clickhouse";
      readonly reason: string;
      readonly detail: string;
      readonly retryable: boolean;
    }
  | { readonly kind: "cancelled" };

/** How a delivery ended. Only `published` and `loaded` changed what readers see, and then for all of its accounts and periods. */
export type DeliveryOutcome =
  | { readonly kind: "published"; readonly snapshots: readonly PublishedSnapshot[] }
  | { readonly kind: "loaded"; readonly sets: readonly LoadedSet[] }
  | Unpublished;

/** Records of an account and month, such as prices, that are now the ones that readers see. Business metrics of a month have neither account nor set: both are empty. */
export interface LoadedSet {
  readonly records: RecordContent["kind"];
  readonly account: string;
  /** `2026-10`. */
  readonly month: string;
  readonly setId: string;
  readonly rows: number;
  /** What of the source is not among them, or cannot be used, in words. */
  readonly notes: readonly string[];
}

export type RefusalReason =
  | "unknown-account"
  | "bad-month"
  | "future-month"
  | "closed-month"
  | "not-offered"
  | "account-taken"
  | "too-many";

export type AbandonReason = SealFault | SourceErrorKind | "focus-rules" | "period-differs" | "rows-differ" | "left-behind";

/** Thrown inside of the pipeline: nothing is wrong with source or database, and this must not be published. */
export class DeliveryRefused extends Error {
  override readonly name = "DeliveryRefused";
  constructor(
    readonly reason: RefusalReason,
    message: string,
  ) {
    super(message);
  }
}

/** How reading one month of one account ended. Only `published` changed what readers see. */
export type ExtractOutcome = ({ readonly kind: "published" } & PublishedSnapshot) | Unpublished;

/** Whether the same request may succeed later. */
export function isWorthRetrying(outcome: ExtractOutcome): boolean {
  return (outcome.kind === "failed" || outcome.kind === "abandoned") && outcome.retryable;
}

/** What an operator reads at 02:00: one sentence, with what to do where there is something to do. */
export function describeOutcome(outcome: ExtractOutcome): string {
  switch (outcome.kind) {
    case "published": {
      const control =
        outcome.controlTotal === null ? "" : `, the source's own ${outcome.controlTotalName ?? "total"} ${outcome.controlTotal}`;
      const shown = outcome.findings.map(({ code, detail }) => `; ${code}: ${detail}`).join("");
      const findings = outcome.focusFindings === null ? "" : `; ${outcome.focusFindings}`;
      return `published ${outcome.snapshotId}: ${outcome.rows} charges, ${outcome.cost} ${outcome.currency}${control}${shown}${findings}`;
    }
    case "abandoned":
      return `not published, ${outcome.reason}: ${outcome.detail}; the published data is unchanged`;
    case "refused":
      return `refused, ${outcome.reason}: ${outcome.detail}`;
    case "superseded":
      return `superseded by a newer attempt: ${outcome.detail}`;
    case "failed":
      return `failed at ${outcome.at === "source" ? "the source" : "ClickHouse"}, ${outcome.reason}: ${outcome.detail}; ${outcome.retryable ? "the next attempt continues from here" : "fix the cause before trying again"}`;
    case "cancelled":
      return "cancelled; the next attempt continues from here";
  }
}
