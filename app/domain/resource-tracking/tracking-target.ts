import type { InstanceId } from "../azure-ea/parse-instance-id";
import type { TrackingTarget } from "./compile-application-tags";

/**
 * The texts of a charge in which patterns are looked for. `resourceGroup` and `subscriptionGuid` are the charge's own columns, so that a stored charge gives
 * the same texts as the row that it was made of.
 */
export function toTrackingTarget({ lastSegment }: InstanceId, resourceGroup: string, subscriptionGuid: string): TrackingTarget {
  return { instance_id: lastSegment, resource_group: resourceGroup, subscription_guid: subscriptionGuid };
}
