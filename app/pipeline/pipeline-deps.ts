import type { EnrichmentContext } from "../domain/charge/enrichment-context";
import type { FocusRulePolicy } from "../domain/focus/rules/decide-focus-findings";
import type { Connection } from "../sources/connection";
import type { SourceSurroundings } from "../sources/source";
import type { BlockLimits } from "./blocks";
import type { SnapshotDatabase } from "./snapshot-database";

/** What the pipeline needs from outside, whatever the source. */
export interface PipelineDeps {
  readonly database: SnapshotDatabase;
  /** The connection that owns a billing account; null when none is configured for it. */
  readonly connectionOf: (account: string) => Connection | null;
  readonly surroundings: SourceSurroundings;
  /** The rules of enrichment for Azure's usage in a currency. */
  readonly enrichment: (currency: string) => EnrichmentContext;
  readonly sha256: (text: string | Uint8Array) => string;
  readonly now: () => Date;
  /** Eight hexadecimal digits of chance. */
  readonly randomId: () => string;
  readonly settings: PipelineSettings;
  readonly log: PipelineLog;
  readonly failpoint?: Failpoint;
}

/** Where what happens to a delivery is told: one line each, with the ids that tie lines together. */
export type PipelineLog = (level: "info" | "warn" | "error", event: string, fields: Readonly<Record<string, unknown>>) => void;

export interface PipelineSettings {
  /** Months before the current one that are still open. */
  readonly lagMonths: number;
  /** Published snapshots kept for each period. */
  readonly keep: number;
  /** What broken rules of FOCUS do to a publication of rows that were mapped here. FOCUS rows are their provider's: a broken rule is only reported. */
  readonly focusRules: FocusRulePolicy;
  readonly blockLimits: BlockLimits;
  /** An open snapshot older than this is not resumed: its source may have restated the month since. */
  readonly resumeWithinMs: number;
}

/** Places where a test stops a worker. Nothing happens at them outside of tests. */
export type FailpointName =
  | "page-read"
  | "before-insert"
  | "inserting"
  | "inserted"
  | "mapped"
  | "sealing"
  | "before-activation"
  | "after-activation";

type Failpoint = (name: FailpointName) => void | Promise<void>;
