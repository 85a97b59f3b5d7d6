import { BillingMonth } from "../../domain/calendar/billing-month";
import { ApiError } from "../serving/api-error";

/** The month that a parameter names, which its pattern has let through. Throws the 400. */
export function monthOf(text: string): BillingMonth {
  const month = BillingMonth.parse(text);
  if (month === null) throw new ApiError("bad-parameter", "month is no month", { parameter: "month", allowed: ["YYYY-MM"] });
  return month;
}
