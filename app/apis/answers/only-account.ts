import { accountKeys } from "../../domain/access/is-account-id";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** `AND column IN …` when one billing account was asked for, in whatever case its id was spelled; else nothing. */
export function onlyAccount(column: SqlText, billingAccount: string | undefined): SqlText {
  return billingAccount === undefined ? SqlText.of`` : SqlText.of`AND ${column} IN ${Bound.texts(accountKeys(billingAccount))}`;
}
