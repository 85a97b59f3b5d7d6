import type { SubjectField } from "../azure-ea/usage-fields";
import type { Problem } from "../problem";
import type { TrackedResource } from "../resource-tracking/tracked-resource";
import type { Charge, ChargeDetails } from "./charge";

/**
 * What a row is about: everything but its day and its numbers. A bill says the same thing of the same meter of the same resource day after
 * day, so all that follows from it is derived once. Thousands are remembered: what no charge needs is not kept.
 */
export interface UsageSubject {
  /** The columns of a charge that follow from its subject alone. */
  readonly columns: SubjectColumns;
  readonly details: ChargeDetails;
  /** sha-256 of `usageSubjectText`. */
  readonly hash: string;
  readonly tracked: TrackedResource;
  /** The tag `app`: an application service that stands before any rule's. */
  readonly app: string;
  /** resource_tracking of a charge that no rule matches: the last segment of the instance id in upper case. */
  readonly untracked: string;
  /** The currency that the row itself names, as an ISO code where it can be read as one; empty when it names none. */
  readonly currency: string;
  /** The enrollment number that the row itself names; empty when it names none, as rows of other agreements. */
  readonly enrollment: string;
  readonly problems: readonly Problem[];
}

export type SubjectColumns = Pick<
  Charge,
  SubjectField | "resource_name" | "vm_name" | "sku" | "latest_resource_type" | "ppm_billing_item" | "ppm_id_owner" | "ppm_io_cc"
>;
