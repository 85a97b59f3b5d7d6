import type { Caller } from "./caller";
import { accountKeys, isAccountId } from "./is-account-id";

/** A table as row access sees it. */
export interface TableScope {
  readonly table: string;
  /** The column with the billing account of a row; null when it has none: then only callers of all accounts see the table, unless it is shared. */
  readonly accountColumn: string | null;
  /** The account is typed by people: it is compared without case and surrounding blanks, as domain/budget does. */
  readonly isPosted?: boolean;
  /** Rules and reference data: the same for all callers. */
  readonly shared: boolean;
}

/**
 * ClickHouse's `additional_table_filters` for a caller: the engine adds them to every read of these tables, also below views and in subqueries.
 * With `readonly = 1` a statement cannot take them back. Empty for a caller of all accounts. Throws for an empty list or an invalid id.
 */
export function accountFilters(accounts: Caller["accounts"], tables: readonly TableScope[]): string {
  if (accounts === "all") return "";
  if (accounts.length === 0 || !accounts.every(isAccountId)) throw new Error("A caller without usable billing accounts reached a query");
  // Split by the engine into a constant set, which the primary key can use; ids have neither blanks nor quotes.
  const setOf = (ids: readonly string[]): string => `splitByChar(\\' \\', \\'${ids.join(" ")}\\')`;
  const conditionOf = (column: string, isPosted: boolean): string =>
    isPosted
      ? `lowerUTF8(trimBoth(${column})) IN ${setOf(accounts.map((id) => id.toLowerCase()))}`
      : `${column} IN ${setOf([...new Set(accounts.flatMap(accountKeys))])}`;
  const filters = tables
    .filter(({ shared }) => !shared)
    .map(
      ({ table, accountColumn, isPosted = false }) =>
        `'${table}': '${accountColumn === null ? "0" : conditionOf(accountColumn, isPosted)}'`,
    );
  if (filters.length === 0) throw new Error("The list of tables is empty, so no filter could be built");
  return `{${filters.join(", ")}}`;
}
