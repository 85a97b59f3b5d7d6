import { readTermMonths } from "../commitment/read-term";
import { statedInstant } from "../commitment/stated-instant";
import type { CommitmentLines, StatedTerm } from "../commitment/stated-term";
import { addDecimals } from "../decimal/add-decimals";
import { countDecimals, divideDecimals, unscaled } from "../decimal/divide-decimals";

/** The columns of a Cost and Usage Report that say the terms of a commitment: in lower case, with letters and digits only, so that both reports have the same names. */
export const awsTermColumns = [
  "pricingleasecontractlength",
  "pricingpurchaseoption",
  "reservationendtime",
  "reservationnumberofreservations",
  "reservationstarttime",
  "savingsplanendtime",
  "savingsplanpaymentoption",
  "savingsplanpurchaseterm",
  "savingsplanstarttime",
] as const;

/** What of a line's fee was paid at the beginning: of a reservation, of a savings plan. */
export const awsUpfrontColumns = [
  "reservationamortizedupfrontfeeforbillingperiod",
  "savingsplanamortizedupfrontcommitmentforbillingperiod",
] as const;

/** What of a savings plan's fee is paid as time goes; of a reservation it is what the line bills. */
export const awsRecurringColumn = "savingsplanrecurringcommitmentforbillingperiod";

/**
 * The terms of a reservation or savings plan, as the lines of its fees and purchases say them
 * (https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-reservation.html, …-savings-plan.html). AWS does not say all of them on each line, so
 * that what any line says counts. A time that lines say differently is not taken. A reservation's quantity is known where it is counted in hours; that of a savings
 * plan is the commitment of an hour, where all lines come to the same exactly.
 */
export function readAwsTerm({ texts, fees, upfront, recurring, isSpend, unit }: CommitmentLines): StatedTerm {
  const column = (ofPlan: string, ofReservation: string): readonly string[] => texts(isSpend ? ofPlan : ofReservation);
  const starts = statedInstant(column("savingsplanstarttime", "reservationstarttime"));
  const ends = statedInstant(column("savingsplanendtime", "reservationendtime"));
  const [startsAt, endsAt] = [
    starts.instant,
    starts.instant === null || ends.instant === null ? ends.instant : endAfter(starts.instant, ends.instant),
  ];
  const [term, ...otherTerms] = column("savingsplanpurchaseterm", "pricingleasecontractlength");
  const quantity = isSpend ? hourlyOf(fees) : unit === "Hrs" ? countOf(texts("reservationnumberofreservations")) : null;
  return {
    startsAt,
    endsAt,
    months: term === undefined || otherTerms.length > 0 ? null : readTermMonths(term, ""),
    quantity,
    unit: quantity === null ? "" : unit,
    upfrontShare: shareOf(column("savingsplanpaymentoption", "pricingpurchaseoption"), upfront, recurring),
    problems: starts.isUnclear || ends.isUnclear ? ["terms-differ"] : [],
  };
}

/** AWS names the last second of a term, and FOCUS the instant after it: where a second more makes whole days, it is one. */
function endAfter(start: number, end: number): number {
  return (end + 1000 - start) % day === 0 ? end + 1000 : end;
}

/** The commitment of an hour: what each line comes to, when that is the same for all and needs no rounding. */
function hourlyOf(fees: CommitmentLines["fees"]): string | null {
  const rates = new Set(fees.map(({ quantity, hours }) => exactQuotient(quantity, hours)));
  const [rate = null] = rates;
  return rates.size === 1 ? rate : null;
}

function exactQuotient(quantity: string, hours: number): string | null {
  const rate = divideDecimals(quantity, String(hours), scale);
  if (rate === null || hours <= 0) return null;
  const decimals = Math.max(countDecimals(rate), countDecimals(quantity));
  return unscaled(rate, decimals) * BigInt(hours) === unscaled(quantity, decimals) ? rate : null;
}

function countOf(texts: readonly string[]): string | null {
  const counts = new Set(texts.map((text) => /^(\d{1,9})(?:\.0+)?$/.exec(text)?.[1] ?? null));
  const [count = null] = counts;
  return counts.size === 1 ? count : null;
}

/** The option says all or nothing; the part that is paid at the beginning is what the bill has of it in its fees. */
function shareOf(options: readonly string[], upfront: string, recurring: string): string | null {
  const [option, ...others] = options;
  if (others.length === 0 && option === "All Upfront") return "1";
  if (others.length === 0 && option === "No Upfront") return "0";
  const isPaid = ![upfront, recurring].some((amount) => amount.startsWith("-"));
  return isPaid ? divideDecimals(upfront, addDecimals([upfront, recurring]), scale) : null;
}

const day = 86_400_000;
const scale = 18;
