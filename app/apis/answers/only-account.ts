import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** `AND column = …` when one billing account was asked for, else nothing. */
export function onlyAccount(column: SqlText, billingAccount: string | undefined): SqlText {
  return billingAccount === undefined ? SqlText.of`` : SqlText.of`AND ${column} = ${Bound.text(billingAccount)}`;
}
