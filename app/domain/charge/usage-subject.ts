import type { InstanceId } from "../azure-ea/instance-id";
import type { UsageDetail } from "../azure-ea/usage-detail";
import type { AdditionalInfo } from "../derive/additional-info";
import type { UsageTags } from "../derive/usage-tags";
import type { Problem } from "../problem";
import type { TrackedResource } from "../resource-tracking/tracked-resource";
import type { Charge } from "./charge";

/**
 * What a row is about: everything but its day and its numbers. A bill says the same thing of the same meter of the same resource day after
 * day, so all that follows from it is derived once.
 */
export interface UsageSubject extends Pick<Charge, "resource_group" | "resource_name" | "vm_name" | "sku" | "latest_resource_type"> {
  /** The first row that said it. */
  readonly detail: UsageDetail;
  /** sha-256 of `usageSubjectText`. */
  readonly hash: string;
  readonly instance: InstanceId;
  readonly tags: UsageTags;
  readonly additionalInfo: AdditionalInfo;
  readonly tracked: TrackedResource;
  /** resource_tracking of a charge that no rule matches: the last segment of the instance id in upper case. */
  readonly untracked: string;
  readonly problems: readonly Problem[];
}
