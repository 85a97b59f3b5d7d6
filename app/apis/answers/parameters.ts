import { accountKeys } from "../../domain/access/is-account-id";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { ApiError, quotedValue } from "../serving/api-error";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** The month that a parameter names, which its pattern has let through. Throws the 400. */
export function monthParameter(text: string): BillingMonth {
  const month = BillingMonth.parse(text);
  if (month === null)
    throw new ApiError("bad-parameter", `month must be a calendar month, YYYY-MM; ${quotedValue(text)} is not`, {
      parameter: "month",
      allowed: ["YYYY-MM"],
    });
  return month;
}

/** `AND column IN …` when one billing account was asked for, in any case of its id; otherwise nothing. */
export function onlyAccount(column: SqlText, billingAccount: string | undefined): SqlText {
  return billingAccount === undefined ? SqlText.of`` : SqlText.of`AND ${column} IN ${Bound.texts(accountKeys(billingAccount))}`;
}
