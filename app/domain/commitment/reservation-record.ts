import {
  type ListedTransaction,
  readListedTransaction,
  readListedUse,
  type ReservationCells,
  type ReservationRowFault,
} from "./read-reservation-row";

/** A payment of Azure's list of reservation transactions as it is stored, without whose it is. Decimals are digits, instants ISO 8601. */
export interface ReservationPayment {
  /** What the list itself says of it, and which of equal ones it is: the same in each reading of the list. */
  readonly transaction_id: string;
  /** As in CommitmentTransaction. */
  readonly commitment_order: string;
  readonly commitment_id: string;
  readonly commitment_name: string;
  readonly kind: "purchase" | "return";
  readonly starts_at: string;
  readonly ends_at: string | null;
  readonly amount: string;
  readonly quantity: string;
  readonly currency: string;
  readonly term_months: number | null;
  readonly is_recurring: boolean;
  readonly product: string;
  readonly resource_location: string;
}

/** A row of Azure's reservation details as it is stored, without whose it is. */
export interface ReservationUse {
  readonly commitment_order: string;
  /** `2026-10-31`, as Azure dates it. */
  readonly day: string;
  readonly reservation_id: string;
  readonly instance_id: string;
  readonly sku_name: string;
  readonly reserved_hours: string;
  readonly used_hours: string;
}

/** A row of either list. */
export type ReservationRecord = ReservationPayment | ReservationUse;

/** Whether a row is of the details, and not of the transactions. */
export function isReservationUse(record: ReservationRecord): record is ReservationUse {
  return "instance_id" in record;
}

/** Reads the rows of one list of transactions in their order, whatever it came in. */
export class ReservationPayments {
  readonly #repeats = new Map<string, number>();

  /** `account`: the enrollment that the row names, or empty. Total. */
  read(cells: ReservationCells): { readonly account: string; readonly payment: ReservationPayment } | ReservationRowFault {
    const one = readListedTransaction(cells);
    if ("detail" in one) return one;
    const key = [one.orderId, one.kind, one.from, one.amount, one.quantity].join(" ");
    const repeat = this.#repeats.get(key) ?? 0;
    this.#repeats.set(key, repeat + 1);
    return { account: one.account, payment: toPayment(one, `${key} ${repeat}`) };
  }
}

/** Reads a row of the details. Total. */
export function readReservationUse(cells: ReservationCells): ReservationUse | ReservationRowFault {
  const one = readListedUse(cells);
  if ("detail" in one) return one;
  return {
    commitment_order: orderKey(one.orderId),
    day: one.day,
    reservation_id: one.reservationId,
    instance_id: one.instanceId,
    sku_name: one.skuName,
    reserved_hours: one.reservedHours,
    used_hours: one.usedHours,
  };
}

function toPayment(one: ListedTransaction, id: string): ReservationPayment {
  return {
    transaction_id: id,
    commitment_order: orderKey(one.orderId),
    commitment_id: `/providers/Microsoft.Capacity/reservationOrders/${one.orderId}`,
    commitment_name: one.name,
    kind: one.kind,
    starts_at: new Date(one.from).toISOString(),
    ends_at: one.until === null ? null : new Date(one.until).toISOString(),
    amount: one.amount,
    quantity: one.quantity,
    currency: one.currency,
    term_months: one.months,
    is_recurring: one.isRecurring,
    product: one.description,
    resource_location: one.region,
  };
}

const orderKey = (orderId: string): string => `/providers/microsoft.capacity/reservationorders/${orderId}`;
