/** Where a pattern can be found: last segment of the instance id, resource group, subscription GUID; the earlier outranks the later. */
export type MatchLevel = "instance_id" | "resource_group" | "subscription_guid";
