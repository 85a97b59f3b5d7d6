import type { MatchOrder } from "./match-order";
import type { TrackedResource } from "./tracked-resource";
import type { TrackingTarget } from "./tracking-target";

/** All usable rules, compiled. */
export interface ApplicationTagMatcher {
  readonly order: MatchOrder;
  /** How many rules take part. */
  readonly size: number;
  /** Total; the time depends on the length of the texts, not on the number of literal rules. */
  readonly match: (target: TrackingTarget) => TrackedResource;
}
