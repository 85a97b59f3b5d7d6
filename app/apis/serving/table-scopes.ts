import { getTables } from "@514labs/moose-lib";
import type { TableScope } from "../../domain/access/account-filters";

/** Every table that Moose knows, as row access sees it: a new table is covered automatically. */
export function tableScopes(): readonly TableScope[] {
  return [...getTables().values()].map((table) => {
    const names: readonly string[] = table.columnArray.map(({ name }) => name);
    return {
      table: table.generateTableName(),
      accountColumn: names.find((name) => accountColumns.has(name)) ?? null,
      shared: sharedTables.has(table.name),
      isPosted: typedAccounts.has(table.name),
    };
  });
}

/** FOCUS has BillingAccountId too: that is a path made of the number, or what a file says, and callers are never granted those. */
const accountColumns: ReadonlySet<string> = new Set(["billing_account_id", "x_BillingAccountId"]);

/** Tables whose billing accounts are as people typed them. */
const typedAccounts: ReadonlySet<string> = new Set(["Budget", "SharedCostRule"]);

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
