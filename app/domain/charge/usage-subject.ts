import type { Problem } from "../problem";
import type { TrackedResource } from "../resource-tracking/tracked-resource";
import type { Charge } from "./charge";
import type { SubjectDetail } from "./subject-detail";

/**
 * What a row is about: everything but its day and its numbers. A bill says the same thing of the same meter of the same resource day after
 * day, so all that follows from it is derived once. Thousands are remembered: what no charge needs is not kept.
 */
export interface UsageSubject
  extends Pick<
    Charge,
    "resource_group" | "resource_name" | "vm_name" | "sku" | "latest_resource_type" | "ppm_billing_item" | "ppm_id_owner" | "ppm_io_cc"
  > {
  /** The first row that said it. */
  readonly detail: SubjectDetail;
  /** sha-256 of `usageSubjectText`. */
  readonly hash: string;
  readonly tracked: TrackedResource;
  /** The tag `app`: an application service that stands before any rule's. */
  readonly app: string;
  /** resource_tracking of a charge that no rule matches: the last segment of the instance id in upper case. */
  readonly untracked: string;
  readonly problems: readonly Problem[];
}
