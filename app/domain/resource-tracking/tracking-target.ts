import type { MatchLevel } from "./match-level";

/** The texts of a charge in which patterns are looked for; an empty text matches nothing. */
export type TrackingTarget = Readonly<Record<MatchLevel, string>>;
