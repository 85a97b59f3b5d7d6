import { useAnswer } from "../../api/use-answer";
import { knownThrough } from "../../app/known-through";
import type { View } from "../../app/view-state";
import { currentMonth } from "../../dates/month";

/** What the groups of a view are compared with. */
export type Comparison =
  | { readonly kind: "asking" }
  /** As many months or days before it. */
  | { readonly kind: "previous" }
  /** Of an open month the days through `last`, with the same days of the month before. */
  | {
      readonly kind: "same-days";
      readonly last: string;
      /** What a question of these days has besides. */
      readonly days: { readonly from: string; readonly to: string; readonly compare: "month" };
    };

/** An open month is compared with the same days of the month before: a whole one would look as if everything fell. */
export function useComparison(view: View, currency: string | null, now: Date): Comparison {
  const month = currentMonth(now);
  const isCurrent = view.from === month && view.to === month;
  const forecast = useAnswer(
    "/api/forecast",
    isCurrent ? { month, ...(view.account === null ? {} : { billing_account: view.account }) } : null,
  );
  if (!isCurrent || forecast.error !== null) return { kind: "previous" };
  if (forecast.data === undefined) return { kind: "asking" };
  // Without charges there never is a currency.
  if (currency === null) return forecast.data.data.length === 0 ? { kind: "previous" } : { kind: "asking" };
  const last = knownThrough(forecast.data.data, month, currency);
  return last === null ? { kind: "previous" } : { kind: "same-days", last, days: { from: `${month}-01`, to: last, compare: "month" } };
}
