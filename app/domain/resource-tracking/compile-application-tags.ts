import { memoize } from "../memoize";
import type { ApplicationTag, MatchLevel, MatchOrder } from "./application-tag";
import { compileTagSearch } from "./compile-tag-search";
import { decideTracking, type LevelMatches, type TrackingDecision } from "./decide-tracking";
import { findApplicationTagFault } from "./find-application-tag-fault";

/**
 * Compiles the rules of resource tracking once, for many charges. Rules that cannot be used are reported by id and left out; disabled ones are
 * left out silently. Of two rules with one id the first in the list is used.
 */
export function compileApplicationTags(
  tags: readonly ApplicationTag[],
  order: MatchOrder = "level-first",
): { readonly matcher: ApplicationTagMatcher; readonly broken: readonly BrokenApplicationTag[] } {
  const broken: BrokenApplicationTag[] = [];
  const usable = new Map<number, ApplicationTag>();
  for (const tag of tags) {
    if (!tag.enabled) continue;
    const reason = usable.has(tag.id) ? "another rule has this id" : findApplicationTagFault(tag);
    if (reason === null) usable.set(tag.id, tag);
    else broken.push({ id: tag.id, pattern: tag.pattern, reason });
  }
  return { matcher: toMatcher([...usable.values()], order), broken };
}

function toMatcher(tags: readonly ApplicationTag[], order: MatchOrder): ApplicationTagMatcher {
  // Resources share groups and subscriptions, so each distinct text is searched once. One search serves all levels.
  const search = memoize(distinctTexts, compileTagSearch(tags));
  const find = (level: LevelMatches["level"], text: string): LevelMatches => {
    const found = text === "" ? [] : search(text);
    return { level, text, tags: found.filter((tag) => tag.scope === "any" || tag.scope === level) };
  };
  return {
    order,
    size: tags.length,
    match: (target) => {
      const levels = levelsInOrder.map((level) => find(level, target[level]));
      const hasDays = levels.some((level) => level.tags.some((tag) => tag.valid_from !== null || tag.valid_to !== null));
      return hasDays ? { on: (date) => decideTracking(levels, order, date) } : always(decideTracking(levels, order, null));
    },
  };
}

/** A function of its own, so that what is remembered of a resource holds the decision and not all that led to it. */
function always(decision: TrackingDecision): TrackedResource {
  return { on: () => decision };
}

const levelsInOrder = ["instance_id", "resource_group", "subscription_guid"] as const;
const distinctTexts = 20_000;

/** All usable rules, compiled. */
export interface ApplicationTagMatcher {
  readonly order: MatchOrder;
  /** How many rules take part. */
  readonly size: number;
  /** Total; the time depends on the length of the texts, not on the number of literal rules. */
  readonly match: (target: TrackingTarget) => TrackedResource;
}

/** A rule that cannot be used, and what its author has to change. The other rules work without it. */
interface BrokenApplicationTag {
  readonly id: number;
  readonly pattern: string;
  readonly reason: string;
}

/** The rules found for one resource; only the day of the charge is still open. */
export interface TrackedResource {
  /** The decision for a charge of this day; the same object each time unless a matching rule has days. */
  readonly on: (date: string | null) => TrackingDecision;
}

/** The texts of a charge in which patterns are looked for; an empty text matches nothing. */
export type TrackingTarget = Readonly<Record<MatchLevel, string>>;
