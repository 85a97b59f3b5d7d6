import { isOfNoSubscription, toSubscriptionId } from "../../azure-ea/parse-instance-id";
import { memoize, ownText, rememberLast } from "../../memoize";
import { isNullText } from "../../text/is-null-text";
import { trimInvisible } from "../../trim-invisible";
import { focusColumns } from "../focus-columns";
import { allowFocusValue, type FocusValueKind, toFocusValue } from "./to-focus-value";
import { assumedColumns, assumeFocusValue, isCommitmentPurchase, isCommittedUsage, judgeFocusCosts } from "./assume-focus-value";
import { detectFocusProvider, type FocusProvider } from "./detect-focus-provider";
import { type FocusImportColumn, focusImportColumns, type FocusImportKind } from "./focus-import-column";
import type { FocusImportProblem } from "./focus-import-problem";
import type { FocusRow, FocusRowFault } from "./focus-row";
import { isDayUnclear, localDay, type LocalPeriod, readBillingPeriod } from "./local-period";
import type { FocusColumnPlan } from "./plan-focus-columns";
import { repairFocusCells } from "./repair-focus-cells";
import { toAzureKeys, toAzureResourceKey } from "./to-azure-keys";
import { toFocusDateTime } from "./to-focus-date-time";
import { foldTagNames } from "./to-focus-json";
import { isAwsAccountId, isUnusualAccountId, restoreAccountId, toAccountKey, toImportAccount } from "./to-import-account";

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
  const periodOf = memoize(1000, (bounds) => {
    const [start = "", end = ""] = bounds.split("\n");
    return readBillingPeriod(start, end === "" ? null : end);
  });
  const foldTags = memoize(4000, foldTagNames);
  const textOf = (column: FocusImportColumn, values: readonly (string | null)[]): string | null => values[cellOf.get(column) ?? -1] ?? null;
  const headerOf = (column: FocusImportColumn): string => headers[cellOf.get(column) ?? -1] ?? column;
  const filled = focusImportColumns.flatMap(({ name, kind }, position) => {
    const index = cellOf.get(name);
    const read = kindOf(name, kind);
    return index === undefined ? [] : [{ name, kind: read, position, index, toValue: rememberLast((text) => toFocusValue(read, text)) }];
  });
  const listed = listedColumns.map((name) => ({ name, allow: rememberLast((value) => allowFocusValue(name, value)) }));

  // The row that is being read. Functions that are made once for a file need not be made for each row.
  let cells: (string | null)[] = [];
  let kept = new Map<string, string>();
  const read = (column: FocusImportColumn): string | null => cells[positions.get(column) ?? -1] ?? null;
  const write = (column: FocusImportColumn, value: string | null): void => {
    cells[positions.get(column) ?? -1] = value;
  };
  const fault = (column: FocusImportColumn, detail: string): FocusRowFault => ({ column: headerOf(column), detail });
  /** Another value than the file has: that one is kept. */
  const correct = (column: FocusImportColumn, value: string | null): void => {
    const before = read(column);
    if (before === value) return;
    if (before !== null && !kept.has(headerOf(column))) kept.set(headerOf(column), before);
    write(column, value);
  };

  return (values) => {
    cells = noCells.slice();
    kept = new Map(readSourceColumns(plan.sourceColumns === null ? null : values[plan.sourceColumns]));
    const problems = new Set<FocusImportProblem>();
    for (const { name, kind, position, index, toValue } of filled) {
      const text = values[index];
      if (text === null || text === undefined || text === "") continue;
      const result = toValue(text);
      if ("fault" in result) {
        if (ofFocus.has(name)) return fault(name, `${quote(text)} ${result.fault}`);
        // A column that FOCUS does not know may hold anything.
        kept.set(headerOf(name), text);
        continue;
      }
      cells[position] = result.value === "" ? null : result.value;
      for (const problem of result.problems) problems.add(problem);
      if (result.value !== text && (result.problems.length > 0 || keepsSpelling.has(kind))) kept.set(headerOf(name), text);
    }
    for (const { name, allow } of listed) {
      const value = read(name);
      if (value === null) continue;
      const allowed = allow(value);
      if (!allowed.allowed) problems.add("value-not-allowed");
      correct(name, allowed.value);
    }
    if (!listCostSources.has(read("x_ListCostSource") ?? ""))
      write("x_ListCostSource", read("ListCost") === null ? "contracted" : "provider");
    const provider = providerOf(read);
    if (provider !== "Other" && providerNames.every((name) => read(name) === null)) {
      write("x_ProviderName", provider);
      problems.add("value-assumed");
    }
    for (const name of accountColumns) {
      const text = read(name);
      if (text === null || (name === "SubAccountId" && provider === "AWS" && !isAwsAccountId(read("BillingAccountId") ?? ""))) continue;
      if (name === "SubAccountId" && provider === "Microsoft" && namesNoSubscription(text)) {
        correct(name, null);
        problems.add("null-text");
        continue;
      }
      const restored = restoreAccountId(provider, text);
      if ("fault" in restored) return fault(name, `${quote(text)} ${restored.fault}`);
      if (isUnusualAccountId(provider, restored.id)) problems.add("account-id-unusual");
      if (restored.id === text) continue;
      correct(name, restored.id);
      problems.add("account-id-restored");
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
    if (empty !== undefined) {
      const text = trimInvisible(textOf(empty, values) ?? "");
      if (text !== "") return fault(empty, `${quote(text)} means no value, but this column requires one`);
      return fault(empty, cellOf.has(empty) ? "is empty" : "is not in the file, and no other column of the row implies its value");
    }
    const accountKey = toAccountKey(provider, read("BillingAccountId") ?? "");
    if (accountKey === "" || isNullText(accountKey))
      return fault("BillingAccountId", `${quote(read("BillingAccountId") ?? "")} is not an account id`);

    const billedCost = read("BilledCost") ?? "0";
    if (provider === "Microsoft") {
      const repair = repairFocusCells(read);
      if (repair.kind !== "fine") problems.add(repair.kind === "repaired" ? "block-size-repaired" : "block-size-suspected");
      for (const [name, value] of repair.kind === "repaired" ? repair.values : []) correct(name, value);
      const tags = read("Tags");
      const folded = tags === null ? null : foldTags(tags);
      if (folded !== tags) {
        correct("Tags", folded);
        problems.add("tags-duplicate-key");
      }
      for (const [name, value] of toAzureKeys(read)) correct(name, value);
      write("x_ResourceKey", toAzureResourceKey(read));
      if (isOfNoSubscription(read("ResourceId") ?? "")) problems.add("null-text");
    } else write("x_ResourceKey", read("ResourceId"));
    if (isCommittedUsage(read) && read("PricingCategory") === "Standard") {
      correct("PricingCategory", "Committed");
      problems.add("pricing-category-corrected");
    }
    for (const problem of judgeFocusCosts(read)) problems.add(problem);
    const period = periodOf(`${read("BillingPeriodStart") ?? ""}\n${read("BillingPeriodEnd") ?? ""}`);
    if (period === null) return fault("BillingPeriodStart", "is not a day from 2000 to 2099");
    if ((read("BillingPeriodEnd") ?? "") <= (read("BillingPeriodStart") ?? ""))
      return fault("BillingPeriodEnd", `${quote(textOf("BillingPeriodEnd", values) ?? "")} is not after BillingPeriodStart`);
    if (!period.isCalendarMonth) problems.add("billing-period-not-a-month");
    if (isLocal(period)) {
      correct("x_UsageDate", localDay(read("ChargePeriodStart") ?? "", period));
      problems.add("local-time");
      if (isDayUnclear(read("ChargePeriodStart") ?? "", read("ChargePeriodEnd") ?? "", period)) problems.add("local-day-unclear");
    }
    const clock = judgeClock(textOf("ChargePeriodStart", values), textOf("BillingPeriodStart", values), period);
    if (clock !== null) problems.add(clock);
    const periodFault = findPeriodFault(read);
    if (periodFault !== null) problems.add(periodFault);
    for (const { header, index } of unknown) {
      const text = values[index];
      if (text !== null && text !== undefined && text !== "") kept.set(header, text);
    }
    const commitmentId = read("CommitmentDiscountId");
    const sourceColumns = kept.size === 0 ? "" : JSON.stringify(Object.fromEntries(kept));
    return {
      provider,
      account: accountOf(provider, read("BillingAccountId") ?? ""),
      billingAccountText: textOf("BillingAccountId", values) ?? "",
      period: period.period,
      periodEnd: read("BillingPeriodEnd") ?? "",
      currency: read("BillingCurrency") ?? "",
      cost: billedCost,
      commitment:
        commitmentId === null
          ? null
          : { id: commitmentId, isPurchase: isCommitmentPurchase(read), effectiveCost: read("EffectiveCost") ?? "0" },
      cells,
      problems: problems.size === 0 ? noProblems : [...problems],
      sourceColumns,
      contentHash: sha256(JSON.stringify([cells, sourceColumns])),
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
      if (providers.size < remembered) providers.set(ownText(key), provider);
    }
    return provider;
  }

  function accountOf(provider: FocusProvider, id: string): string {
    const key = `${provider}\n${id}`;
    let account = accounts.get(key);
    if (account === undefined) {
      account = ownText(toImportAccount(provider, id, sha256));
      if (accounts.size < remembered) accounts.set(ownText(key), account);
    }
    return account;
  }
}

/** Whether a charge and its bill may go by different clocks, which moves a charge to another day. */
function judgeClock(
  chargeStart: string | null,
  periodStart: string | null,
  period: LocalPeriod,
): "time-converted" | "time-zone-missing" | null {
  const [charge, bill] = [toFocusDateTime(chargeStart ?? ""), toFocusDateTime(periodStart ?? "")];
  if (charge === null || bill === null) return null;
  if (!isLocal(period)) return charge.offset === null || charge.offset === 0 ? null : "time-converted";
  return charge.offset === null && bill.offset !== null ? "time-zone-missing" : null;
}

function isLocal({ startOffset, endOffset }: LocalPeriod): boolean {
  return startOffset !== 0 || endOffset !== 0;
}

/** Of a path nothing is left but its folder, or a text that stands for no value. */
function namesNoSubscription(path: string): boolean {
  const id = toSubscriptionId(path);
  return id === "" || isNullText(id);
}

/** Whether the period of a charge cannot be: it ends before it begins, it is usage that ends after its own bill, or it begins a year from its bill. */
function findPeriodFault(read: (column: FocusImportColumn) => string | null): "charge-period-backwards" | "charge-period-far" | null {
  const [start = 0, end = 0, billStart = 0, billEnd = 0] = periodColumns.map((name) => timeOf(read(name) ?? ""));
  if (end < start) return "charge-period-backwards";
  const isAhead = read("ChargeCategory") === "Usage" && end > billEnd + day;
  return isAhead || start > billEnd + 366 * day || start < billStart - 366 * day ? "charge-period-far" : null;
}

function kindOf(name: FocusImportColumn, kind: FocusImportKind): FocusValueKind {
  if (name === "Tags" || name === "AllocatedTags") return "tags";
  if (name === "SkuPriceDetails") return "key-values";
  if (name === "BillingCurrency") return "currency";
  if (name === "PricingCurrency") return "pricing-currency";
  if (kind === "amount" && mandatory.has(name)) return "cost";
  if (kind !== "text" || trimmedNames.has(name) || name.endsWith("Id")) return kind === "text" ? "id" : kind;
  return ofFocus.has(name) && !/(?:Name|Description|SkuMeter)$/.test(name) ? "id" : "text";
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

const positions: ReadonlyMap<FocusImportColumn, number> = new Map(focusImportColumns.map(({ name }, position) => [name, position]));
const noCells: readonly (string | null)[] = focusImportColumns.map(() => null);
const periodColumns = ["ChargePeriodStart", "ChargePeriodEnd", "BillingPeriodStart", "BillingPeriodEnd"] as const;
const day = 86_400_000;
const timeOf = memoize(1000, (instant) => Date.parse(`${instant.replace(" ", "T")}Z`));
const noProblems: readonly FocusImportProblem[] = [];
const ofFocus: ReadonlySet<FocusImportColumn> = new Set(focusColumns.map(({ name }) => name));
const listedColumns = focusColumns.filter(({ allowedValues }) => allowedValues.length > 0).map(({ name }) => name);
const mandatoryColumns = focusColumns.filter(({ nullable }) => !nullable).map(({ name }) => name);
const mandatory: ReadonlySet<FocusImportColumn> = new Set(mandatoryColumns);
const accountColumns = ["BillingAccountId", "SubAccountId"] as const;
const providerNames = ["x_ProviderName", "InvoiceIssuerName", "HostProviderName", "ServiceProviderName"] as const;
/** What is compared like an id, without being called one. */
const trimmedNames: ReadonlySet<FocusImportColumn> = new Set([...providerNames, "x_PublisherName", "x_ResourceGroupName"]);
/** Kinds whose value may be spelled otherwise than the cell. */
const keepsSpelling: ReadonlySet<FocusValueKind> = new Set(["id", "currency", "pricing-currency"]);
const listCostSources: ReadonlySet<string> = new Set(["price-sheet", "pay-as-you-go", "contracted", "provider"]);
/** A hostile file has as many names as rows. */
const remembered = 10_000;

/** The entries of our own JSON of source columns, when a file that was exported here comes back; nothing when the text is not that. */
function readSourceColumns(text: string | null | undefined): readonly (readonly [string, string])[] {
  if (text === null || text === undefined || text === "") return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return [["x_SourceColumns", text]];
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [["x_SourceColumns", text]];
  return Object.entries(value).map(([name, entry]: [string, unknown]) => [name, typeof entry === "string" ? entry : JSON.stringify(entry)]);
}
