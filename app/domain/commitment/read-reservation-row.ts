import { parseUsageDate } from "../calendar/parse-usage-date";
import { isCurrencyCode, readCurrencyCode } from "../currency-code";
import { decimalLimits } from "../decimal/decimal-limits";
import { toPlainDecimal } from "../decimal/to-plain-decimal";
import type { CommitmentTransaction } from "./commitment-transaction";
import { addMonths, readTermMonths } from "./read-term";

/** One row of Azure's list of reservation transactions: https://learn.microsoft.com/rest/api/consumption/reservation-transactions/list */
export interface ListedTransaction extends CommitmentTransaction {
  /** The enrollment; empty where the list is of one account. */
  readonly account: string;
  readonly orderId: string;
  readonly name: string;
  readonly description: string;
  readonly region: string;
  readonly months: number | null;
  readonly isRecurring: boolean;
}

/** One row of Azure's reservation details: how long an instance used a reservation on a day. */
export interface ListedUse {
  readonly orderId: string;
  readonly reservationId: string;
  readonly instanceId: string;
  readonly day: string;
  readonly skuName: string;
  /** Of the reservation on the day, all its units together. */
  readonly reservedHours: string;
  readonly usedHours: string;
}

/** What a row could not be read for: the column and why. */
export interface ReservationRowFault {
  readonly column: string;
  readonly detail: string;
}

/** Reads a cell by the name of its column, in any spelling; empty where there is none. */
export type ReservationCells = (column: string) => string;

/** Whether a file is the one list, the other, or neither, by the names of its columns. */
export function reservationListOf(header: readonly string[]): "transactions" | "details" | null {
  const names = new Set(header.map(columnKey));
  const has = (...columns: readonly string[]): boolean => columns.every((name) => names.has(name));
  if (has("reservationorderid", "eventdate", "eventtype", "amount", "quantity", "term")) return "transactions";
  if (has("reservationorderid", "reservationid", "usagedate", "instanceid", "reservedhours", "usedhours")) return "details";
  return null;
}

/** `Reservation Order ID` and `reservationOrderId` are one column. */
export function columnKey(header: string): string {
  return header.toLowerCase().replace(/[^a-z]/g, "");
}

/**
 * Reads a transaction. What is neither a purchase nor a return is refused, as is a return with an amount that is not paid back: its sign would decide whether
 * money is lost or found. A purchase with a recurring billing frequency is one of the payments, and pays for a month; one without a frequency pays for the
 * term, and one with another word is refused, since the word decides which. Total.
 */
export function readListedTransaction(cells: ReservationCells): ListedTransaction | ReservationRowFault {
  const fault = (column: string, detail: string): ReservationRowFault => ({ column, detail });
  const orderId = cells("reservationorderid").toLowerCase();
  if (orderId === "") return fault("reservationOrderId", "no order");
  const from = readInstant(cells("eventdate"));
  if (from === null) return fault("eventDate", `no date: ${quoted(cells("eventdate"))}`);
  const event = columnKey(cells("eventtype"));
  const kind = purchases.has(event) ? "purchase" : returns.has(event) ? "return" : null;
  if (kind === null) return fault("eventType", `${quoted(cells("eventtype"))} is neither a purchase nor a return`);
  const amount = toPlainDecimal(cells("amount"), decimalLimits.cost, "plain");
  if (typeof amount !== "string") return fault("amount", `no amount: ${quoted(cells("amount"))}`);
  if (amount.startsWith("-") !== (kind === "return") && amount !== "0")
    return fault("amount", `${amount} of an event ${quoted(cells("eventtype"))}: a purchase is paid, and a return is paid back`);
  const quantity = toPlainDecimal(cells("quantity"), decimalLimits.cost, "plain");
  if (typeof quantity !== "string") return fault("quantity", `no quantity: ${quoted(cells("quantity"))}`);
  const currency = readCurrencyCode(cells("currency"));
  if (!isCurrencyCode(currency)) return fault("currency", `no currency: ${quoted(cells("currency"))}`);
  const months = readTermMonths(cells("term"), cells("description"));
  const isRecurring = recursBy.get(cells("billingfrequency").toLowerCase().replace(/[-_ ]/g, ""));
  if (isRecurring === undefined) return fault("billingFrequency", `${quoted(cells("billingfrequency"))} is neither one-time nor recurring`);
  return {
    kind,
    from,
    until: kind === "return" || months === null ? null : addMonths(from, isRecurring ? 1 : months),
    amount,
    quantity: quantity.replace("-", ""),
    currency,
    account: cells("currentenrollmentid") || cells("currentenrollment"),
    orderId,
    name: cells("reservationordername"),
    description: cells("description"),
    region: cells("region"),
    months,
    isRecurring,
  };
}

/** Reads a row of the details. Total. */
export function readListedUse(cells: ReservationCells): ListedUse | ReservationRowFault {
  const fault = (column: string, detail: string): ReservationRowFault => ({ column, detail });
  const orderId = cells("reservationorderid").toLowerCase();
  if (orderId === "") return fault("reservationOrderId", "no order");
  const date = readInstant(cells("usagedate"));
  if (date === null) return fault("usageDate", `no date: ${quoted(cells("usagedate"))}`);
  const reservedHours = toPlainDecimal(cells("reservedhours"), decimalLimits.cost, "plain");
  if (typeof reservedHours !== "string" || reservedHours.startsWith("-"))
    return fault("reservedHours", `no hours: ${quoted(cells("reservedhours"))}`);
  const usedHours = toPlainDecimal(cells("usedhours"), decimalLimits.cost, "plain");
  if (typeof usedHours !== "string") return fault("usedHours", `no hours: ${quoted(cells("usedhours"))}`);
  return {
    orderId,
    reservationId: cells("reservationid").toLowerCase(),
    instanceId: cells("instanceid").toLowerCase(),
    day: new Date(date).toISOString().slice(0, 10),
    skuName: cells("skuname"),
    reservedHours,
    usedHours,
  };
}

const purchases: ReadonlySet<string> = new Set(["purchase"]);
const returns: ReadonlySet<string> = new Set(["refund", "cancel"]);
/** Whether a billing frequency recurs, by its letters. */
const recursBy: ReadonlyMap<string, boolean> = new Map([
  ["", false],
  ["onetime", false],
  ["recurring", true],
]);

/** An instant of UTC, `2026-09-09T19:19:04Z`, or a day, which begins at midnight. Null for what is none, or could be two days. */
function readInstant(text: string): number | null {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/.test(text)) {
    const time = Date.parse(`${text.slice(0, 19)}Z`);
    return Number.isNaN(time) ? null : time;
  }
  const reading = parseUsageDate(text, "point");
  return reading === null ? null : Date.parse(reading.day.date);
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 100));
