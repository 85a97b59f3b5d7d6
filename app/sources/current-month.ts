import { BillingMonth } from "../domain/calendar/billing-month";
import type { SourceClock } from "./source";
import { SourceError } from "./source-error";

/** The month that it is now, in UTC. @throws SourceError `config` the clock is wrong */
export function currentMonth(clock: SourceClock): BillingMonth {
  const month = BillingMonth.parse(new Date(clock.now()).toISOString().slice(0, 7));
  if (month === null) throw new SourceError("config", "the clock of this machine is wrong");
  return month;
}
