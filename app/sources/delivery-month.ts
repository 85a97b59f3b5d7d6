import { BillingMonth } from "../domain/calendar/billing-month";
import type { Delivery } from "./source";
import { SourceError } from "./source-error";

/** The month of a delivery of a source that offers months. @throws SourceError `malformed` it is of none */
export function deliveryMonth({ name, period }: Delivery): BillingMonth {
  const month = BillingMonth.parse(period?.toString() ?? "");
  if (month === null) throw new SourceError("malformed", `${name} is not of a month`);
  return month;
}
