/**
 * Tables whose rows belong to no billing account and may be read by every caller: rules and reference data. A table that has no account column and
 * is not named here is invisible to callers who have some accounts only.
 */
export const sharedTables: ReadonlySet<string> = new Set([
  "ApplicationTag",
  "FocusPricingUnit",
  "FocusRegion",
  "FocusResourceType",
  "FocusService",
  "PriceSheet",
]);
