/** What a report can be of, in the words of Azure Resource Manager: an enrollment or billing account, a part of it, or a subscription. */
const scopes: readonly RegExp[] = [
  /^subscriptions\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  /^providers\/Microsoft\.Billing\/billingAccounts\/[\w:.-]{1,128}(?:\/(?:departments|enrollmentAccounts|customers)\/[\w:.-]{1,128})?$/i,
  /^providers\/Microsoft\.Billing\/billingAccounts\/[\w:.-]{1,128}\/billingProfiles\/[\w:.-]{1,128}(?:\/invoiceSections\/[\w:.-]{1,128})?$/i,
];

/** Whether a report can be made of a scope. Cost Details has none of a resource group or a management group. */
export function isReportScope(scope: string): boolean {
  return scopes.some((one) => one.test(trimScope(scope)));
}

/** Without slashes at its ends. */
export function trimScope(scope: string): string {
  return scope.replace(/^\/+|\/+$/g, "");
}

/** The billing account that a scope is the whole of; null for a part of one, and for a subscription. */
export function accountOfScope(scope: string): string | null {
  return /\/billingAccounts\/([\w-]{1,64})$/i.exec(trimScope(scope))?.[1] ?? null;
}
