import type { AnomalyRow } from "./anomaly-row";

const filters = { service: "service_name", subscription: "subscription", resource_group: "resource_group", owner: "owner" } as const;

/** Path and query of `/api/charges` that lists the charges of an anomaly's days. */
export function chargesAddress(
  row: Pick<AnomalyRow, "kind" | "billing_account_id" | "dimension" | "value" | "subscription_guid" | "date" | "through">,
): string {
  const query = new URLSearchParams({ from: row.date, to: row.through, billing_account: row.billing_account_id });
  query.set(filters[row.dimension], listed(row.value));
  if (row.subscription_guid !== null) query.set("subscription", listed(row.subscription_guid));
  if (row.kind === "purchase") query.set("charge_category", "Purchase");
  return `/api/charges?${query.toString()}`;
}

/** A value with a comma, or one that could be taken for a list, as a list of one. */
const listed = (value: string): string => (/[,[\]"]/.test(value) ? JSON.stringify([value]) : value);
