import type { EaClientOptions } from "../sources/azure-ea/ea-client-options";
import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import type { FocusRulePolicy } from "../domain/focus/rules/decide-focus-findings";
import type { BlockLimits } from "./block-writer";
import type { Failpoint } from "./failpoint";
import type { SnapshotDatabase } from "./snapshot-database";

/** What an extraction needs from outside. */
export interface ExtractDeps {
  readonly database: SnapshotDatabase;
  /** The enrollment of the request; null when none is configured under its number. */
  readonly enrollment: ExtractEnrollment | null;
  readonly now: () => Date;
  /** Eight hexadecimal digits of chance. */
  readonly randomId: () => string;
  readonly settings: ExtractSettings;
  readonly failpoint?: Failpoint;
}

export interface ExtractEnrollment {
  readonly currency: string;
  /** FOCUS BillingAccountName of rows that do not name the account; absent when nothing is configured. */
  readonly accountName?: string;
  readonly client: EaClientOptions;
  readonly context: EnrichmentContext;
}

export interface ExtractSettings {
  /** Months before the current one that are still open. */
  readonly lagMonths: number;
  /** Published snapshots kept for each period. */
  readonly keep: number;
  /** What broken rules of FOCUS do to a publication. */
  readonly focusRules: FocusRulePolicy;
  readonly blockLimits: BlockLimits;
  /** An open snapshot older than this is not resumed: Azure may have restated the month since. */
  readonly resumeWithinMs: number;
}
