import type { MatchOrder } from "../resource-tracking/match-order";
import type { TaggingAudit } from "../resource-tracking/tagging-audit";
import type { TrackingDecision } from "../resource-tracking/tracking-decision";
import type { Charge } from "./charge";

/** The audit entry of a charge; null when its rules did not disagree. */
export function toTaggingAudit(charge: Charge, { winner, conflict }: TrackingDecision, order: MatchOrder): TaggingAudit | null {
  if (winner === null || conflict === null) return null;
  return {
    billing_account_id: charge.billing_account_id,
    snapshot_id: charge.snapshot_id,
    charge_id: charge.charge_id,
    date: charge.date,
    winner_id: winner.tag.id,
    winner_application: winner.tag.application,
    winner_level: winner.level,
    match_order: order,
    reason: conflict.reason,
    levels: conflict.levels.map(({ level, text, tags }) => ({
      level,
      text,
      match_count: tags.length,
      matches: tags.slice(0, mostMatches).map(({ id, pattern, application, priority }) => ({ id, pattern, application, priority })),
    })),
  };
}

const mostMatches = 100;
