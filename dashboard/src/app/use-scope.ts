import { useAnswer } from "../api/use-answer";
import { compareAmounts, sumOf } from "../money/amount";
import { useView } from "./use-view";

/** The accounts and currencies of the period: what can be chosen, and the currency that is shown. */
export interface Scope {
  readonly accounts: readonly string[];
  readonly currencies: readonly string[];
  /** Null while it is not known, or when there is no charge. */
  readonly currency: string | null;
}

/** Amounts of two currencies are never added or drawn on one axis: a page shows one of them, the one that most charges have unless the reader chose. */
export function useScope(): Scope {
  const { view } = useView();
  const { data } = useAnswer("/api/costs", { from: view.from, to: view.to, group: "billing_account" });
  const rows = data?.data ?? [];
  const accounts = new Set(rows.map((row) => String(row["billing_account_id"])));
  if (view.account !== null) accounts.add(view.account);
  const charges = new Map<string, string>();
  for (const row of rows)
    if (view.account === null || row["billing_account_id"] === view.account)
      charges.set(row.currency, sumOf([charges.get(row.currency) ?? "0", row.charges]) ?? "0");
  const currencies = [...charges.keys()].sort();
  const [most = null] = [...currencies].sort((a, b) => compareAmounts(charges.get(b) ?? "0", charges.get(a) ?? "0"));
  return {
    accounts: [...accounts].sort(),
    currencies,
    currency: view.currency !== null && (currencies.includes(view.currency) || most === null) ? view.currency : most,
  };
}
