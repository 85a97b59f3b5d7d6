import { toSubscriptionId } from "../../azure-ea/parse-instance-id";
import type { FocusCellReader } from "./assume-focus-value";

/**
 * What a row of Microsoft compares by, where the ids of Azure have no case: the subscription and the resource group, in lower case. Files without columns of
 * their own for them have them in the ids of the sub account and the resource.
 */
export function toAzureKeys(read: FocusCellReader): readonly (readonly ["x_SubscriptionId" | "x_ResourceGroupName", string | null])[] {
  const resource = toAzureResourceKey(read);
  const subscription = read("x_SubscriptionId") ?? read("SubAccountId");
  return [
    ["x_SubscriptionId", subscription === null ? null : toSubscriptionId(subscription.toLowerCase())],
    [
      "x_ResourceGroupName",
      read("x_ResourceGroupName")?.toLowerCase() ?? /\/resourcegroups\/([^/]*[^/\s])/.exec(resource ?? "")?.[1] ?? null,
    ],
  ];
}

/** What resources of Microsoft compare by; null where the row has none. */
export function toAzureResourceKey(read: FocusCellReader): string | null {
  return read("ResourceId")?.toLowerCase().replace(/\/+$/, "") ?? null;
}
