import type { ApplicationTag } from "./application-tag";
import type { LevelMatches } from "./level-matches";
import type { MatchLevel } from "./match-level";

/** Which rule a charge belongs to, and against which others. */
export interface TrackingDecision {
  readonly winner: { readonly tag: ApplicationTag; readonly level: MatchLevel /** Upper case. */; readonly application: string } | null;
  /** Null unless different rules matched. `reason` is the rule by which the winner beat the one that came second. */
  readonly conflict: { readonly levels: readonly LevelMatches[]; readonly reason: "level" | "priority" | "id" } | null;
}
