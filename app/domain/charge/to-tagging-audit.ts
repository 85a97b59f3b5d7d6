import type { MatchOrder } from "../resource-tracking/application-tag";
import type { TaggingAudit } from "../resource-tracking/tagging-audit";
import { chargeId, type RowScope } from "./charge-id";
import type { EnrichedRow } from "./enrich-row";

/** The audit entry of a charge; null when its rules agree. `occurrence` is that of its id. */
export function toTaggingAudit(
  { tracking: { winner, conflict }, contentHash, day }: EnrichedRow,
  occurrence: number,
  scope: RowScope,
  order: MatchOrder,
): TaggingAudit | null {
  if (winner === null || conflict === null) return null;
  return {
    billing_account_id: scope.billingAccountId,
    snapshot_id: scope.snapshotId,
    charge_id: chargeId(contentHash, occurrence),
    date: day.date,
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
