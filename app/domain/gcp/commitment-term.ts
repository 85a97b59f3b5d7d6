import { readTermMonths } from "../commitment/read-term";

/**
 * How many months a committed use discount holds, by the descriptions of the SKUs of its fees, such as `Commitment v1: Cpu in Americas for 1 Year`; null where they
 * do not say it, or not the same. A billing export says neither begin nor end: these are in Google's table `cud_subscriptions_export`.
 */
export function readGcpTermMonths(descriptions: readonly string[]): number | null {
  const terms = new Set(descriptions.map((description) => readTermMonths("", description)));
  const [months = null] = terms;
  return terms.size === 1 ? months : null;
}
