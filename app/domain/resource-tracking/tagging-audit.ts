import type { MatchLevel, MatchOrder } from "./application-tag";

/** One charge on which the rules of resource tracking disagreed: what each level said, what won and why. */
export interface TaggingAudit {
  readonly billing_account_id: string;
  readonly snapshot_id: string;
  readonly charge_id: string;
  /** The day of use; null when it could not be read. */
  readonly date: string | null;
  readonly winner_id: number;
  readonly winner_application: string;
  readonly winner_level: MatchLevel;
  readonly match_order: MatchOrder;
  /** What decided against the rule that came second: a higher level, a smaller priority number or a smaller id. */
  readonly reason: "level" | "priority" | "id";
  /** The rules in rank order; at most 100 for each level, `match_count` is the whole number. */
  readonly levels: readonly {
    readonly level: MatchLevel;
    readonly text: string;
    readonly match_count: number;
    readonly matches: readonly { readonly id: number; readonly pattern: string; readonly application: string; readonly priority: number }[];
  }[];
}
