import { readTermMonths } from "../commitment/read-term";
import { statedInstant } from "../commitment/stated-instant";
import type { StatedTerm } from "../commitment/stated-term";

/**
 * What is kept beside each fee of Google's table of commitments, `cud_subscriptions_export`, which says what a billing export does not
 * (https://docs.cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/cud-export).
 */
export const gcpSubscriptionColumns = [
  "x_CommitmentStartTime",
  "x_CommitmentEndTime",
  "x_CommitmentTerm",
  "x_CommitmentAmount",
  "x_CommitmentAmountUnit",
] as const;

/** The same in lower case, with letters and digits only, as bills are asked for them. */
export const gcpTermColumns = [
  "xcommitmentstarttime",
  "xcommitmentendtime",
  "xcommitmentterm",
  "xcommitmentamount",
  "xcommitmentamountunit",
] as const;

/** The fees of one committed use discount in one bill. */
export interface GcpCommitmentLines {
  /** The different texts of a column of `gcpTermColumns` in them, without the empty one. */
  readonly texts: (column: (typeof gcpTermColumns)[number]) => readonly string[];
  /** Of the SKUs of the fees, such as `Commitment v1: Cpu in Americas for 1 Year`. */
  readonly descriptions: readonly string[];
  readonly currency: string;
}

/**
 * The terms of a committed use discount: begin, end and the money of an hour where the table of commitments was read with the bill; how many months it holds by that table,
 * or by the descriptions of the SKUs of its fees, where they say the same. Its fees are billed by the time that they are for: nothing is paid at the beginning.
 */
export function readGcpTerm({ texts, descriptions, currency }: GcpCommitmentLines): StatedTerm {
  const starts = statedInstant(texts("xcommitmentstarttime"));
  const ends = statedInstant(texts("xcommitmentendtime"));
  const quantity = moneyOf(texts("xcommitmentamount"), texts("xcommitmentamountunit"), currency);
  const [term, ...others] = texts("xcommitmentterm");
  return {
    startsAt: starts.instant,
    endsAt: ends.instant,
    months: (term === undefined || others.length > 0 ? null : readTermMonths(term, "")) ?? monthsOf(descriptions),
    quantity,
    unit: quantity === null ? "" : currency,
    upfrontShare: "0",
    problems: starts.isUnclear || ends.isUnclear ? ["terms-differ"] : [],
  };
}

/** `$/hr` is money of the bill where that is in US dollars: several currencies have that sign. */
function moneyOf(amounts: readonly string[], units: readonly string[], currency: string): string | null {
  const [amount, ...otherAmounts] = amounts;
  const [unit, ...otherUnits] = units;
  if (amount === undefined || unit === undefined || otherAmounts.length + otherUnits.length > 0) return null;
  const isOfBill = unit === `${currency}/hr` || (unit === "$/hr" && currency === "USD");
  return isOfBill && /^\d{1,15}(?:\.\d{1,18})?$/.test(amount) ? amount : null;
}

function monthsOf(descriptions: readonly string[]): number | null {
  const terms = new Set(descriptions.map((description) => readTermMonths("", description)));
  const [months = null] = terms;
  return terms.size === 1 ? months : null;
}
