import { useAnswer } from "../api/use-answer";
import { useView } from "./use-view";

const most = 200;

/** The values that a dimension of an account has in the period that is looked at, those with the highest cost first: what a form suggests. None for null. */
export function useValuesOf(field: string | null, account: string): readonly string[] {
  const { view } = useView();
  const question = field === null ? null : { from: view.from, to: view.to, billing_account: account, field, limit: most };
  const values = useAnswer("/api/dimension-values", question);
  return (values.data?.data ?? []).map(({ value }) => value).filter((value) => value !== "");
}
