import type { AdditionalInfo } from "../derive/additional-info";
import type { UsageTags } from "../derive/usage-tags";
import type { InstanceId } from "../azure-ea/instance-id";
import type { TaggingAudit } from "../resource-tracking/tagging-audit";
import type { Charge } from "./charge";

/** A charge and what was found on the way to it. Rows that say the same share the parsed objects: do not change them. */
export interface EnrichedUsage {
  readonly charge: Charge;
  /** Null unless different rules of resource tracking matched. */
  readonly audit: TaggingAudit | null;
  readonly instance: InstanceId;
  readonly tags: UsageTags;
  readonly additionalInfo: AdditionalInfo;
}
