import { getTables } from "@514labs/moose-lib";
import type { TableScope } from "../../domain/access/account-filters";
import { sharedTables } from "./shared-tables";

/** Every table that Moose knows, as row access sees it: a new table is covered without anybody thinking of it. */
export function tableScopes(): readonly TableScope[] {
  return [...getTables().values()].map((table) => {
    const names: readonly string[] = table.columnArray.map(({ name }) => name);
    return {
      table: table.generateTableName(),
      accountColumn: names.find((name) => accountColumns.has(name)) ?? null,
      shared: sharedTables.has(table.name),
      isPosted: table.name === "Budget",
    };
  });
}

/** FOCUS has BillingAccountId too: that is a path made of the number, or what a file says, and nobody is granted those. */
const accountColumns: ReadonlySet<string> = new Set(["billing_account_id", "x_BillingAccountId"]);
