import { isOfNoSubscription, toSubscriptionId } from "../../azure-ea/parse-instance-id";
import { memoize, ownText, rememberLast } from "../../memoize";
import { isNullText } from "../../text/is-null-text";
import { focusColumns } from "../focus-columns";
import { assumedColumns, assumeFocusValue, isCommitmentPurchase, isCommittedUsage } from "./assume-focus-value";
import { detectFocusProvider, type FocusProvider } from "./detect-focus-provider";
import { type FocusImportColumn, focusImportColumns } from "./focus-import-column";
import { decision, type FocusNotes, rankOf } from "./focus-notes";
import {
  fillColumns,
  filledColumns,
  FocusRecord,
  keepUnknown,
  ownFocusCells,
  providerNames,
  quoteText,
  type RankedFault,
  rowColumns,
} from "./focus-record";
import { type LocalPeriod, readBillingPeriod } from "./local-period";
import type { FocusColumnPlan } from "./plan-focus-columns";
import { toAzureKeys, toAzureResourceKey } from "./to-azure-keys";
import { foldTagNames } from "./to-focus-json";
import { allowFocusValue } from "./to-focus-value";
import { isAwsAccountId, isUnusualAccountId, restoreAccountId, toAccountKey, toImportAccount } from "./to-import-account";

/**
 * What a row of a file is about: everything but its times and its numbers. A bill says the same thing of a resource day after day, so that all that follows
 * from it is decided once.
 */
export interface FocusSubject {
  /** The columns that follow from the subject, in their order; in the place of a column that a row has to itself is what the row is decided from, or null. */
  readonly cells: (string | null)[];
  readonly notes: FocusNotes;
  /** Why no row about this is read. */
  readonly fault: RankedFault | null;
  readonly provider: FocusProvider;
  readonly account: string;
  readonly billingAccountText: string;
  /** Null where there is a fault, or a column is null that must not be. */
  readonly period: LocalPeriod | null;
  readonly periodEnd: string;
  readonly currency: string;
  /** CommitmentDiscountId. */
  readonly commitmentId: string | null;
  readonly isPurchase: boolean;
  readonly isUsage: boolean;
  /** Among the columns that must not be null, the place of the first that is. */
  readonly emptyAt: number;
}

/** Makes the function that decides what rows share. It is total, and takes nothing from the cells that each row has to itself. */
export function compileFocusSubjectReader(
  plan: FocusColumnPlan,
  sha256: (text: string) => string,
): (values: readonly (string | null)[]) => FocusSubject {
  const { cellOf, headers } = plan;
  const providers = new Map<string, FocusProvider>();
  const accounts = new Map<string, string>();
  const periodOf = memoize(1000, (bounds) => {
    const [start = "", end = ""] = bounds.split("\n");
    return readBillingPeriod(start, end === "" ? null : end);
  });
  const foldTags = memoize(4000, foldTagNames);
  const headerOf = (column: FocusImportColumn): string => headers[cellOf.get(column) ?? -1] ?? column;
  const filled = filledColumns(plan, (name) => !rowColumns.has(name) || name === "PricingUnit" || name === "x_ListCostSource");
  const own = new Set(ownFocusCells(plan));
  const unknown = plan.unknown.filter(({ index }) => !own.has(index));
  const listed = listedColumns.map((name) => ({ name, allow: rememberLast((value) => allowFocusValue(name, value)) }));

  return (values) => {
    const record = new FocusRecord(noCells.slice(), headerOf);
    const { read, notes } = record;
    for (const [place, [header, text]] of readSourceColumns(plan.sourceColumns === null ? null : values[plan.sourceColumns]).entries())
      notes.keep(rankOf(decision.sourceColumns, place), header, text);
    let fault = fillColumns(filled, values, record);
    for (const [place, { name, allow }] of listed.entries()) {
      const value = read(name);
      if (value === null) continue;
      const allowed = allow(value);
      if (!allowed.allowed) notes.name(rankOf(decision.listed, place), "value-not-allowed");
      record.correct(rankOf(decision.listed, place), name, allowed.value);
    }
    const provider = providerOf(record);
    if (provider !== "Other" && providerNames.every((name) => read(name) === null)) {
      record.write("x_ProviderName", provider);
      notes.name(rankOf(decision.provider), "value-assumed");
    }
    fault ??= restoreAccounts(record, provider);
    for (const [place, name] of assumedColumns.entries()) {
      // HostProviderName may be null where the file has it.
      if (rowColumns.has(name) || read(name) !== null || (name === "HostProviderName" && cellOf.has(name))) continue;
      const value = assumeFocusValue(name, read);
      record.write(name, value);
      // A column that came after the file's version is no problem of the row.
      if (value !== null && cellOf.has(name)) notes.name(rankOf(decision.assumed, place), "value-assumed");
    }
    const emptyAt = mandatoryColumns.findIndex((name) => !rowColumns.has(name) && read(name) === null);
    const accountKey = toAccountKey(provider, read("BillingAccountId") ?? "");
    const isWhole = emptyAt === -1;
    if (fault === null && isWhole && (accountKey === "" || isNullText(accountKey)))
      fault = faultAt(rankOf(decision.accountKey), "BillingAccountId", `${quoteText(read("BillingAccountId") ?? "")} is not an account id`);
    if (provider === "Microsoft") compareAsAzure(record);
    else record.write("x_ResourceKey", read("ResourceId"));
    if (isCommittedUsage(read) && read("PricingCategory") === "Standard") {
      record.correct(rankOf(decision.pricingCategory), "PricingCategory", "Committed");
      notes.name(rankOf(decision.pricingCategory), "pricing-category-corrected");
    }
    const [start, end] = [read("BillingPeriodStart") ?? "", read("BillingPeriodEnd") ?? ""];
    const period = fault === null && isWhole ? periodOf(`${start}\n${end}`) : null;
    if (fault === null && isWhole && period === null)
      fault = faultAt(rankOf(decision.period), "BillingPeriodStart", "is not a day from 2000 to 2099");
    if (fault === null && isWhole && end <= start) {
      const text = values[cellOf.get("BillingPeriodEnd") ?? -1] ?? "";
      fault = faultAt(rankOf(decision.period), "BillingPeriodEnd", `${quoteText(text)} is not after BillingPeriodStart`);
    }
    if (period?.isCalendarMonth === false) notes.name(rankOf(decision.period), "billing-period-not-a-month");
    keepUnknown(unknown, values, notes);
    return {
      cells: record.cells,
      notes,
      fault,
      provider,
      account: fault === null ? accountOf(provider, read("BillingAccountId") ?? "") : "",
      billingAccountText: values[cellOf.get("BillingAccountId") ?? -1] ?? "",
      period,
      periodEnd: end,
      currency: read("BillingCurrency") ?? "",
      commitmentId: read("CommitmentDiscountId"),
      isPurchase: isCommitmentPurchase(read),
      isUsage: read("ChargeCategory") === "Usage",
      emptyAt: isWhole ? Infinity : emptyAt,
    };
  };

  function faultAt(rank: number, column: FocusImportColumn, detail: string): RankedFault {
    return { rank, fault: { column: headerOf(column), detail } };
  }

  function restoreAccounts(record: FocusRecord, provider: FocusProvider): RankedFault | null {
    const { read, notes } = record;
    for (const [place, name] of accountColumns.entries()) {
      const rank = rankOf(decision.account, place);
      const text = read(name);
      if (text === null || (name === "SubAccountId" && provider === "AWS" && !isAwsAccountId(read("BillingAccountId") ?? ""))) continue;
      if (name === "SubAccountId" && provider === "Microsoft" && namesNoSubscription(text)) {
        record.correct(rank, name, null);
        notes.name(rank, "null-text");
        continue;
      }
      const restored = restoreAccountId(provider, text);
      if ("fault" in restored) return faultAt(rank, name, `${quoteText(text)} ${restored.fault}`);
      if (isUnusualAccountId(provider, restored.id)) notes.name(rank, "account-id-unusual");
      if (restored.id === text) continue;
      record.correct(rank, name, restored.id);
      notes.name(rank, "account-id-restored");
    }
    return null;
  }

  /** What Azure's rows compare by, and their tags, whose names have no case. */
  function compareAsAzure(record: FocusRecord): void {
    const { read, notes } = record;
    const tags = read("Tags");
    const folded = tags === null ? null : foldTags(tags);
    if (folded !== tags) {
      record.correct(rankOf(decision.tags), "Tags", folded);
      notes.name(rankOf(decision.tags), "tags-duplicate-key");
    }
    for (const [name, value] of toAzureKeys(read)) record.correct(rankOf(decision.azureKeys), name, value);
    record.write("x_ResourceKey", toAzureResourceKey(read));
    if (isOfNoSubscription(read("ResourceId") ?? "")) notes.name(rankOf(decision.resource), "null-text");
  }

  function providerOf({ read }: FocusRecord): FocusProvider {
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

/** Of a path nothing is left but its folder, or a text that stands for no value. */
function namesNoSubscription(path: string): boolean {
  const id = toSubscriptionId(path);
  return id === "" || isNullText(id);
}

const noCells: readonly (string | null)[] = focusImportColumns.map(() => null);
const listedColumns = focusColumns.filter(({ allowedValues }) => allowedValues.length > 0).map(({ name }) => name);
export const mandatoryColumns = focusColumns.filter(({ nullable }) => !nullable).map(({ name }) => name);
const accountColumns = ["BillingAccountId", "SubAccountId"] as const;
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
