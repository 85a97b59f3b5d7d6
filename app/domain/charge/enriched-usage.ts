import type { Charge } from "./charge";
import type { TaggingAudit } from "../resource-tracking/tagging-audit";

/** A charge and what was found on the way to it. */
export interface EnrichedUsage {
  readonly charge: Charge;
  /** Null unless different rules of resource tracking matched. */
  readonly audit: TaggingAudit | null;
}
