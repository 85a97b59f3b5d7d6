/** An ownership rule as posted: what matches this pattern belongs to that application. */
export interface ApplicationTag {
  /** Whole number, unique; the smaller wins a tie. */
  readonly id: number;
  /** Compared without regard to case. Literal, except in `regex`. */
  readonly pattern: string;
  readonly match_kind: "contains" | "exact" | "prefix" | "regex";
  /** The only level on which the pattern is looked for; `any` is all three. */
  readonly scope: MatchLevel | "any";
  readonly application: string;
  /** The CMDB's name of the application; used where a charge has no `app` tag. Empty when unknown. */
  readonly cmdb_service: string;
  /** Within a level the smaller number wins. */
  readonly priority: number;
  readonly enabled: boolean;
  /** First day of use for which the rule holds, `YYYY-MM-DD`; null: always. */
  readonly valid_from: string | null;
  /** Last day on which it applies; null when it has no end. */
  readonly valid_to: string | null;
}

/** Where a pattern can be found: last segment of the instance id, resource group, subscription GUID; the earlier outranks the later. */
export type MatchLevel = "instance_id" | "resource_group" | "subscription_guid";

/**
 * How one of several matching patterns wins. `level-first`: level, then priority, then id. `id-first`: the smallest id over all levels, as the
 * users' present loader does; priority does not count there.
 */
export type MatchOrder = "level-first" | "id-first";
