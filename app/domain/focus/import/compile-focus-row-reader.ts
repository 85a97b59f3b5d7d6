import { BillingMonth } from "../../calendar/billing-month";
import { memoize } from "../../memoize";
import { focusColumns } from "../focus-columns";
import { allowFocusValue } from "./allow-focus-value";
import { assumeFocusValue, assumedColumns } from "./assume-focus-value";
import { detectFocusProvider } from "./detect-focus-provider";
import type { FocusColumnPlan } from "./focus-column-plan";
import { type FocusImportColumn, focusImportColumns } from "./focus-import-column";
import type { FocusImportProblem } from "./focus-import-problem";
import type { FocusProvider } from "./focus-provider";
import type { FocusRow, FocusRowFault } from "./focus-row";
import { readSourceColumns } from "./read-source-columns";
import { repairFocusCells } from "./repair-focus-cells";
import { toFocusValue } from "./to-focus-value";
import { toImportAccount } from "./to-import-account";

/** Reads the cells of one row, as many as the header has; null and the empty text are both null, as in CSV. */
export type FocusRowReader = (values: readonly (string | null)[]) => FocusRow | FocusRowFault;

/**
 * Makes the function that turns a row of a file into the columns of 1.4. It is total: a row comes back, with what was changed named and kept, or the one
 * column that makes it unreadable. `sha256` answers hexadecimal digits.
 */
export function compileFocusRowReader(plan: FocusColumnPlan, sha256: (text: string) => string): FocusRowReader {
  const { cellOf, headers, unknown } = plan;
  const providers = new Map<string, FocusProvider>();
  const accounts = new Map<string, string>();
  const periodOf = memoize(1000, monthOf);
  const headerOf = (column: FocusImportColumn): string => headers[cellOf.get(column) ?? -1] ?? column;

  return (values) => {
    const cells: (string | null)[] = focusImportColumns.map(() => null);
    const read = (column: FocusImportColumn): string | null => cells[positions.get(column) ?? -1] ?? null;
    const write = (column: FocusImportColumn, value: string | null): void => {
      cells[positions.get(column) ?? -1] = value;
    };
    const problems = new Set<FocusImportProblem>();
    const kept = new Map<string, string>(readSourceColumns(plan.sourceColumns === null ? null : values[plan.sourceColumns]));
    const fault = (column: FocusImportColumn, detail: string): FocusRowFault => ({ column: headerOf(column), detail });

    for (const [position, { name, kind }] of focusImportColumns.entries()) {
      const index = cellOf.get(name);
      const text = index === undefined ? null : values[index];
      if (text === null || text === undefined || text === "") continue;
      const result = toFocusValue(kind, text);
      if ("fault" in result) {
        if (ofFocus.has(name)) return fault(name, `${quote(text)} ${result.fault}`);
        // A column that FOCUS does not know may hold anything.
        kept.set(headerOf(name), text);
        continue;
      }
      cells[position] = result.value;
      if (result.problem !== null) {
        problems.add(result.problem);
        kept.set(headerOf(name), text);
      }
    }
    for (const name of listedColumns) {
      const value = read(name);
      if (value === null) continue;
      const allowed = allowFocusValue(name, value);
      if (!allowed.allowed) problems.add("value-not-allowed");
      if (allowed.value === value) continue;
      write(name, allowed.value);
      kept.set(headerOf(name), value);
    }
    if (!listCostSources.has(read("x_ListCostSource") ?? ""))
      write("x_ListCostSource", read("ListCost") === null ? "contracted" : "provider");
    const provider = providerOf(read);
    if (provider !== "Other" && providerNames.every((name) => read(name) === null)) {
      write("x_ProviderName", provider);
      problems.add("value-assumed");
    }
    for (const name of assumedColumns) {
      // HostProviderName may be null where the file has it.
      if (read(name) !== null || (name === "HostProviderName" && cellOf.has(name))) continue;
      const value = assumeFocusValue(name, read);
      write(name, value);
      // A column that came after the file's version is no problem of the row.
      if (value !== null && cellOf.has(name)) problems.add("value-assumed");
    }
    const empty = mandatoryColumns.find((name) => read(name) === null);
    if (empty !== undefined) return fault(empty, "is empty");

    const billedCost = read("BilledCost") ?? "0";
    if (provider === "Microsoft") {
      const repair = repairFocusCells(read);
      if (repair.kind !== "fine") problems.add(repair.kind === "repaired" ? "block-size-repaired" : "block-size-suspected");
      for (const [name, value] of repair.kind === "repaired" ? repair.values : []) {
        kept.set(headerOf(name), read(name) ?? "");
        write(name, value);
      }
    }
    const period = periodOf(read("BillingPeriodStart") ?? "");
    if (period === null) return fault("BillingPeriodStart", "is no month from 2000 to 2099");
    for (const { header, index } of unknown) {
      const text = values[index];
      if (text !== null && text !== undefined && text !== "") kept.set(header, text);
    }
    return {
      provider,
      account: accountOf(provider, read("BillingAccountId") ?? ""),
      period,
      currency: read("BillingCurrency") ?? "",
      cost: billedCost,
      cells,
      problems: [...problems],
      sourceColumns: kept.size === 0 ? "" : JSON.stringify(Object.fromEntries(kept)),
    };
  };

  function providerOf(read: (column: FocusImportColumn) => string | null): FocusProvider {
    const names = {
      provider: read("x_ProviderName"),
      invoiceIssuer: read("InvoiceIssuerName"),
      hostProvider: read("HostProviderName"),
      serviceProvider: read("ServiceProviderName"),
    };
    const key = Object.values(names).join("\n");
    let provider = providers.get(key);
    if (provider === undefined) {
      provider = detectFocusProvider(names, headers);
      if (providers.size < remembered) providers.set(key, provider);
    }
    return provider;
  }

  function accountOf(provider: FocusProvider, id: string): string {
    const key = `${provider}\n${id}`;
    let account = accounts.get(key);
    if (account === undefined) {
      account = toImportAccount(provider, id, sha256);
      if (accounts.size < remembered) accounts.set(key, account);
    }
    return account;
  }
}

/**
 * The month that a billing period belongs to: that of the day after its start. A month of a provider east of Greenwich begins on the last day of the month
 * before in UTC.
 */
function monthOf(start: string): BillingMonth | null {
  const nextDay = new Date(Date.parse(`${start.slice(0, 10)}T00:00:00Z`) + 86_400_000).toISOString();
  return BillingMonth.parse(nextDay.slice(0, 7));
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

const positions: ReadonlyMap<FocusImportColumn, number> = new Map(focusImportColumns.map(({ name }, position) => [name, position]));
const ofFocus: ReadonlySet<FocusImportColumn> = new Set(focusColumns.map(({ name }) => name));
const listedColumns = focusColumns.filter(({ allowedValues }) => allowedValues.length > 0).map(({ name }) => name);
const mandatoryColumns = focusColumns.filter(({ nullable }) => !nullable).map(({ name }) => name);
const providerNames = ["x_ProviderName", "InvoiceIssuerName", "HostProviderName", "ServiceProviderName"] as const;
const listCostSources: ReadonlySet<string> = new Set(["price-sheet", "contracted", "provider"]);
/** A hostile file has as many names as rows. */
const remembered = 10_000;
