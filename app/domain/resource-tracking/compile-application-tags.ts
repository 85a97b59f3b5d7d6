import { memoize } from "../memoize";
import type { ApplicationTag } from "./application-tag";
import type { ApplicationTagMatcher } from "./application-tag-matcher";
import type { BrokenApplicationTag } from "./broken-application-tag";
import { compileTagSearch } from "./compile-tag-search";
import { decideTracking } from "./decide-tracking";
import { findApplicationTagFault } from "./find-application-tag-fault";
import type { LevelMatches } from "./level-matches";
import type { MatchOrder } from "./match-order";
import type { TrackedResource } from "./tracked-resource";
import type { TrackingDecision } from "./tracking-decision";

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
