import { isNullText } from "../text/is-null-text";
import { trimInvisible } from "../trim-invisible";

/**
 * Splits an instance id. Total: an id that is not an ARM id is a bare name. An id that ends in a type without a name, as real reservation
 * purchases do (`…/reservationOrders/{guid}/reservations/`), has the last real name as its last segment.
 */
export function parseInstanceId(text: string | null): InstanceId {
  const segments = (text ?? "")
    .split("/")
    .map((segment) => segment.trim())
    .filter((segment) => segment !== "");
  const last = segments[segments.length - 1];
  if (last === undefined) return empty;
  const lower = segments.map((segment) => segment.toLowerCase());
  const providers = lastProviders(lower);
  const isArm = lower[0] === "subscriptions" || (providers !== -1 && providers + 2 < segments.length);
  if (!isArm) return { ...empty, kind: "bare", names: [last], lastSegment: last };
  const after = (name: string): string => {
    const index = lower.indexOf(name);
    return index === -1 || (providers !== -1 && index > providers) ? "" : (segments[index + 1] ?? "");
  };
  const types = providers === -1 ? [] : lower.slice(providers + 1, providers + 2);
  const names: string[] = [];
  for (let index = providers + 2; providers !== -1 && index < segments.length; index += 2) {
    types.push(lower[index] ?? "");
    const name = segments[index + 1];
    if (name !== undefined) names.push(name);
  }
  return {
    kind: "arm",
    subscriptionGuid: after("subscriptions"),
    resourceGroup: after("resourcegroups"),
    resourceType: types.length > 1 ? types.join("/") : "",
    names,
    lastSegment: names[names.length - 1] ?? last,
  };
}

/**
 * The id of an Azure subscription, which columns hold alone or as a path: `/subscriptions/{id}/` and `{id}` are one subscription. Keeps the case. Empty for
 * a path without one.
 */
export function toSubscriptionId(text: string): string {
  return trimInvisible(subscriptionPath.test(text) ? (subscriptionPath.exec(text)?.[1] ?? "") : text.replace(/\/+$/, ""));
}

/** Whether the path of a resource has an empty or null text in place of its subscription or group. */
export function isOfNoSubscription(text: string, { subscriptionGuid, resourceGroup }: InstanceId = parseInstanceId(text)): boolean {
  const isEmpty = isSubscriptionPath(text) && toSubscriptionId(text) === "";
  return isEmpty || isNullText(subscriptionGuid) || isNullText(resourceGroup);
}

/** Whether an id is written as a path. */
export function isSubscriptionPath(text: string): boolean {
  return subscriptionPath.test(text);
}

/** A namespace has a dot, which tells it from a resource or group that is called "providers". */
function lastProviders(lower: readonly string[]): number {
  for (let index = lower.length - 2; index >= 0; index--) {
    if (lower[index] === "providers" && lower[index + 1]?.includes(".") === true) return index;
  }
  return -1;
}

const subscriptionPath = /^\s*\/*subscriptions(?:\/([^/]*)|$)/i;
const empty: InstanceId = { kind: "empty", subscriptionGuid: "", resourceGroup: "", resourceType: "", names: [], lastSegment: "" };

/** What an instance id says. Texts keep the casing they came in, except `resourceType`; empty means that the id does not say it. */
export interface InstanceId {
  readonly kind: "arm" | "bare" | "empty";
  readonly subscriptionGuid: string;
  readonly resourceGroup: string;
  /** Lower case: `microsoft.compute/virtualmachinescalesets/virtualmachines`. */
  readonly resourceType: string;
  /** From the outermost resource to the innermost. */
  readonly names: readonly string[];
  /** The last segment that names something; for a bare name the name itself. */
  readonly lastSegment: string;
}
