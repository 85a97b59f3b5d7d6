import { accountKeys } from "../../domain/access/is-account-id";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { parseUsageDate } from "../../domain/calendar/parse-usage-date";
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

/** SQL: whether a time is on the day of the parameter `since` (UTC) or later; true without one. Throws 400 for a day that the calendar does not have. */
export function isSince(column: SqlText, since: string | undefined): SqlText {
  if (since === undefined) return SqlText.of`1`;
  if (parseUsageDate(since, "point") === null) {
    throw new ApiError("bad-parameter", `since must be a calendar day, YYYY-MM-DD; ${quotedValue(since)} is not`, {
      parameter: "since",
      allowed: ["YYYY-MM-DD"],
    });
  }
  return SqlText.of`${column} >= toDateTime64OrZero(${Bound.text(since)}, 3, 'UTC')`;
}

/** `AND column IN …` when one billing account was asked for, in any case of its id; otherwise nothing. */
export function onlyAccount(column: SqlText, billingAccount: string | undefined): SqlText {
  return billingAccount === undefined ? SqlText.of`` : SqlText.of`AND ${column} IN ${Bound.texts(accountKeys(billingAccount))}`;
}
