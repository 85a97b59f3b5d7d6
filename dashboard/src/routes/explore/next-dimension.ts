/** From the whole to the part: what a group is divided by when it is clicked. */
const way = [
  "billing_account",
  "service_category",
  "service_name",
  "subscription_name",
  "owner",
  "resource_group",
  "meter_category",
  "meter",
  "resource",
];

/** The next dimension below `group` that no filter has yet; null when only charges are below. */
export function nextDimension(group: string, filtered: ReadonlySet<string>): string | null {
  const place = group === "resource" ? way.length : way.indexOf(group);
  const below = place < 0 ? way.slice(1) : way.slice(place + 1);
  return below.find((one) => one !== group && !filtered.has(one)) ?? null;
}
