import { isCommitmentOrder } from "./map-charge-category";

/** SQL expressions of what a commitment is seen by. */
export interface CommitmentInput {
  readonly chargeCategory: string;
  /** A map of additional information by lower-cased key. */
  readonly info: string;
  readonly consumedQuantity: string;
  readonly consumedUnit: string;
  readonly pricingQuantity: string;
  readonly pricingUnit: string;
}

/**
 * SQL: CommitmentDiscountId: of the reservation that covers a row, or of the order that a row pays for. TSV row
 * `additionalInfo.ReservationOrderId/ReservationId`. Null when there is none.
 */
export function mapCommitmentId(instanceId: string, info: string): string {
  const [order, id] = [`${info}['reservationorderid']`, `${info}['reservationid']`];
  const itself = `trim(TRAILING '/' FROM ${instanceId})`;
  const ordered = `if(endsWith(lower(${itself}), '/reservations'), substring(${itself}, 1, length(${itself}) - length('/reservations')), ${itself})`;
  return (
    `multiIf(${order} != '' AND ${id} != '', concat('${reservationOrders}', ${order}, '/reservations/', ${id}), ` +
    `${order} != '', concat('${reservationOrders}', ${order}), ` +
    `${isCommitmentOrder(`lower(${instanceId})`)}, ${ordered}, NULL)`
  );
}

/**
 * SQL: the CommitmentDiscount columns of usage that a commitment covers and of its purchase. Hours are normalised ones, by the ratio that Azure gives the
 * size of the machine, 1 where it gives none; FOCUS wants one unit for all charges of a commitment, so hours have this name on every row. A
 * purchase counts what was paid for, since no row says the hours that it will cover.
 *
 * TSV row `additionalInfo.ReservationOrderId/ReservationId`: "Category Usage, Type Reservation, Status Used, Quantity = ConsumedQuantity *
 * RINormalizationRatio, Unit Normalized Hours or ConsumedUnit".
 */
export function mapCommitment(
  commitmentId: string,
  input: CommitmentInput,
): {
  readonly CommitmentDiscountCategory: string;
  readonly CommitmentDiscountQuantity: string;
  readonly CommitmentDiscountStatus: string;
  readonly CommitmentDiscountType: string;
  readonly CommitmentDiscountUnit: string;
} {
  const { chargeCategory, info, consumedQuantity, consumedUnit, pricingQuantity, pricingUnit } = input;
  const isPlan = `positionCaseInsensitive(${commitmentId}, '/savingsplanorders/') > 0`;
  const ratio = `toDecimal128OrNull(${info}['rinormalizationratio'], 18)`;
  const when = (value: string): string => `if(${commitmentId} IS NULL, NULL, ${value})`;
  const quantity =
    `multiIf(${chargeCategory} = 'Usage', accurateCastOrNull(round(toDecimal256(${consumedQuantity}, 18) * toDecimal256(ifNull(${ratio}, 1), 18), 18), 'Decimal(38, 18)'), ` +
    `${chargeCategory} = 'Purchase', ${pricingQuantity}, NULL)`;
  const normalized = (unit: string): string => `if(${unit} = 'Hours', 'Normalized Hours', ${unit})`;
  const unit = `multiIf(${chargeCategory} = 'Usage', ${normalized(consumedUnit)}, ${chargeCategory} = 'Purchase', ${normalized(pricingUnit)}, NULL)`;
  return {
    CommitmentDiscountCategory: when(`if(${isPlan}, 'Spend', 'Usage')`),
    CommitmentDiscountQuantity: when(quantity),
    CommitmentDiscountStatus: when(`if(${chargeCategory} = 'Usage', 'Used', NULL)`),
    CommitmentDiscountType: when(`if(${isPlan}, 'Savings Plan', 'Reservation')`),
    CommitmentDiscountUnit: when(`if(${quantity} IS NULL, NULL, ${unit})`),
  };
}

const reservationOrders = "/providers/Microsoft.Capacity/reservationOrders/";
