import type { ApplicationTag } from "./application-tag";
import type { MatchLevel } from "./match-level";

/** What one level said: every rule found in its text, the best first. */
export interface LevelMatches {
  readonly level: MatchLevel;
  readonly text: string;
  readonly tags: readonly ApplicationTag[];
}
