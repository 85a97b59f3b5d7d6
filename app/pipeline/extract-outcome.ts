import type { EaErrorKind } from "../sources/azure-ea/ea-error-kind";
import type { SnapshotFinding } from "../domain/snapshot/snapshot-finding";
import type { SealFault } from "../domain/snapshot/check-seal";

/** How an extraction ended. Only `published` changed what readers see. */
export type ExtractOutcome =
  | {
      readonly kind: "published";
      readonly snapshotId: string;
      /** What readers saw before. */
      readonly previousId: string | null;
      readonly currency: string;
      readonly pages: number;
      readonly rows: number;
      readonly cost: string;
      /** What Azure itself says the month costs; null where it does not. */
      readonly controlTotal: string | null;
      /** Which of Azure's totals the rows add up to; null when there is none, or none that fits and an operator accepted it. */
      readonly controlTotalName: string | null;
      /** What readers must know of the snapshot. */
      readonly findings: readonly SnapshotFinding[];
      /** Pages that an earlier attempt had stored. */
      readonly resumedPages: number;
      readonly dropped: readonly string[];
      /** The rules of FOCUS that the snapshot breaks, in words; null when it breaks none. */
      readonly focusFindings: string | null;
    }
  | {
      readonly kind: "abandoned";
      readonly snapshotId: string;
      readonly reason: AbandonReason;
      readonly detail: string;
      readonly retryable: boolean;
    }
  | { readonly kind: "refused"; readonly reason: RefusalReason; readonly detail: string }
  /** Another attempt has taken the month and goes on with it. */
  | { readonly kind: "superseded"; readonly detail: string }
  /** The snapshot stays open: the next attempt resumes it. */
  | {
      readonly kind: "failed";
      readonly source: "azure" | "clickhouse";
      readonly reason: string;
      readonly detail: string;
      readonly retryable: boolean;
    }
  | { readonly kind: "cancelled" };

export type RefusalReason = "unknown-enrollment" | "bad-month" | "future-month" | "closed-month";

/** `in-doubt`: what a crash left is neither nothing nor the whole block. */
export type AbandonReason = SealFault | EaErrorKind | "focus-rules" | "in-doubt" | "left-behind";
