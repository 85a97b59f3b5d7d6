import { ownerOf } from "../text/fold-name";
import type { ApplicationTag, MatchLevel, MatchOrder } from "./application-tag";

/**
 * Chooses among the rules that the levels found; `levels` come in rank order with their rules sorted by priority, then id.
 * Rules outside of their days are left out; a charge whose day is unknown (`date` null) only takes rules without days.
 */
export function decideTracking(levels: readonly LevelMatches[], order: MatchOrder, date: string | null): TrackingDecision {
  const valid = levels.map((level) => ({ ...level, tags: level.tags.filter((tag) => isValidOn(tag, date)) }));
  const ranked = valid.flatMap(({ level, tags }) => tags.map((tag) => ({ level, tag })));
  if (order === "id-first") ranked.sort((left, right) => left.tag.id - right.tag.id);
  const winner = ranked[0];
  if (winner === undefined) return noMatch;
  const second = ranked.find(({ tag }) => tag.id !== winner.tag.id);
  return {
    winner: { ...winner, application: ownerOf(winner.tag.application) },
    conflict: second === undefined ? null : { levels: valid, reason: reasonOf(winner, second, order) },
  };
}

interface Ranked {
  readonly level: MatchLevel;
  readonly tag: ApplicationTag;
}

function reasonOf(winner: Ranked, second: Ranked, order: MatchOrder): "level" | "priority" | "id" {
  if (order === "id-first") return "id";
  if (winner.level !== second.level) return "level";
  return winner.tag.priority === second.tag.priority ? "id" : "priority";
}

function isValidOn(tag: ApplicationTag, date: string | null): boolean {
  if (tag.valid_from === null && tag.valid_to === null) return true;
  return date !== null && date >= (tag.valid_from ?? date) && date <= (tag.valid_to ?? date);
}

const noMatch: TrackingDecision = { winner: null, conflict: null };

/** What one level said: every rule found in its text, the best first. */
export interface LevelMatches {
  readonly level: MatchLevel;
  readonly text: string;
  readonly tags: readonly ApplicationTag[];
}

/** Which rule a charge belongs to, and against which others. */
export interface TrackingDecision {
  readonly winner: { readonly tag: ApplicationTag; readonly level: MatchLevel /** Upper case. */; readonly application: string } | null;
  /** Null unless different rules matched. `reason` is the rule by which the winner beat the one that came second. */
  readonly conflict: { readonly levels: readonly LevelMatches[]; readonly reason: "level" | "priority" | "id" } | null;
}
