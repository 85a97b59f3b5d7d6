import { isCommitmentOrder } from "./map-charge";

/** SQL expressions of the fields that name a commitment. */
export interface CommitmentIdInput {
  readonly instanceId: string;
  /** A map of additional information by lower-cased key. */
  readonly info: string;
  readonly benefitId: string;
  readonly reservationId: string;
  readonly productOrderId: string;
  /** By `mapWord`. */
  readonly pricingModel: string;
}

/**
 * SQL: CommitmentDiscountId: of the reservation or savings plan that covers a row, or of the order that a row pays for, in the source's spelling; null
 * when there is none. The row's own columns go before its additional information, which names the reservation of a licence beside a machine too:
 * what the row calls on demand is covered by nothing. docs/focus-mapping.md `additionalInfo.ReservationOrderId/ReservationId`.
 */
export function mapCommitmentId({ instanceId, info, benefitId, reservationId, productOrderId, pricingModel }: CommitmentIdInput): string {
  const [order, id] = [`${info}['reservationorderid']`, `${info}['reservationid']`];
  const isPath = `position(${reservationId}, '/') > 0`;
  const ofOrder = `if(${productOrderId} = ${reservationId}, concat('${reservationOrders}', ${productOrderId}), concat('${reservationOrders}', ${productOrderId}, '/reservations/', ${reservationId}))`;
  const isOfInfo = `${order} != '' AND ${pricingModel} NOT IN ('ondemand', 'spot')`;
  return (
    `multiIf(${benefitId} != '', ${withoutEmptyEnd(benefitId)}, ` +
    `${isOfInfo} AND ${id} != '', concat('${reservationOrders}', ${order}, '/reservations/', ${id}), ` +
    `${isOfInfo}, concat('${reservationOrders}', ${order}), ` +
    `${isCommitmentOrder(`lower(${instanceId})`)}, ${withoutEmptyEnd(instanceId)}, ` +
    `${reservationId} = '', NULL, ${isPath} OR ${productOrderId} = '', ${withoutEmptyEnd(reservationId)}, ${ofOrder})`
  );
}

/** Azure writes the order alone as `…/reservationOrders/{id}/reservations/`. */
function withoutEmptyEnd(id: string): string {
  const itself = `trim(TRAILING '/' FROM ${id})`;
  return `if(endsWith(lower(${itself}), '/reservations'), substring(${itself}, 1, length(${itself}) - length('/reservations')), ${itself})`;
}

/**
 * SQL: what all charges and transactions of a commitment have in common: the id of its order, or of what has no orders, in lower case; empty for none. Azure's orders are divided
 * and renamed, and what is paid is paid for the order.
 */
export function mapCommitmentOrder(commitmentId: string): string {
  return `replaceRegexpOne(lower(ifNull(${commitmentId}, '')), '/(reservations|savingsplans)/[^/]*$', '')`;
}

/**
 * SQL: the hours of a reservation that a row used, or that are unused: its single units, normalised by the ratio that Azure gives the size of the machine, 1 where it gives
 * none. `info` is a map of additional information by lower-cased key.
 */
export function mapCommitmentHours(info: string, unitQuantity: string): string {
  const ratio = `toDecimal128OrNull(${info}['rinormalizationratio'], 18)`;
  return `accurateCastOrNull(round(toDecimal256(${unitQuantity}, 18) * toDecimal256(ifNull(${ratio}, 1), 18), 18), 'Decimal(38, 18)')`;
}

/** SQL: whether the row says that a commitment prices it, though it may not name which. */
export function isCommitmentPriced(pricingModel: string, chargeType: string): string {
  return `(${pricingModel} IN ('reservation', 'savingsplan') OR ${chargeType} IN ('unusedreservation', 'unusedsavingsplan'))`;
}

/** SQL: whether the commitment that covers a row, or that it pays for, is a savings plan. */
export function isSavingsPlan(commitmentId: string, pricingModel: string, chargeType: string): string {
  return `(positionCaseInsensitive(${commitmentId}, '/savingsplanorders/') > 0 OR ${pricingModel} = 'savingsplan' OR ${chargeType} = 'unusedsavingsplan')`;
}

/** SQL expressions of the fields that identify a commitment. */
export interface CommitmentInput {
  /** Conditions. */
  readonly isUsage: string;
  readonly isPurchase: string;
  readonly isUnused: string;
  /** Of `isSavingsPlan`. */
  readonly isPlan: string;
  readonly benefitName: string;
  readonly reservationName: string;
  readonly skuPriceId: string;
  /** Of `mapCommitmentHours`. */
  readonly hours: string;
  readonly consumedUnit: string;
  readonly pricingQuantity: string;
  readonly pricingUnit: string;
  readonly billedCost: string;
  readonly effectiveCost: string;
  readonly currency: string;
}

/**
 * SQL: the CommitmentDiscount columns of usage that a commitment covers, of its unused part, and of its purchase. Hours of a reservation are
 * normalised ones; FOCUS wants one unit for all charges of a commitment, so hours have this name on every row. A purchase counts what was paid for, since no row says the hours that it will cover. A savings plan is
 * an amount of money: what its usage cost of it, null where the row does not say, and what was paid.
 *
 * docs/focus-mapping.md `additionalInfo.ReservationOrderId/ReservationId`: "Category Usage, Type Reservation, Status Used, Quantity = ConsumedQuantity *
 * RINormalizationRatio, Unit Normalized Hours or ConsumedUnit".
 */
export function mapCommitment(
  commitmentId: string,
  input: CommitmentInput,
): {
  readonly CommitmentDiscountCategory: string;
  readonly CommitmentDiscountName: string;
  readonly CommitmentDiscountQuantity: string;
  readonly CommitmentDiscountStatus: string;
  readonly CommitmentDiscountType: string;
  readonly CommitmentDiscountUnit: string;
} {
  const { isUsage, isPurchase, isUnused, isPlan, hours, consumedUnit, pricingQuantity, pricingUnit } = input;
  const when = (value: string): string => `if(${commitmentId} IS NULL, NULL, ${value})`;
  const money = `nullIf(if(${isUsage}, ${input.effectiveCost}, ${input.billedCost}), 0)`;
  const quantity = `multiIf(${input.skuPriceId} IS NULL OR NOT (${isUsage} OR ${isPurchase}), NULL, ${isPlan}, ${money}, ${isUsage}, ${hours}, ${pricingQuantity})`;
  const normalized = (unit: string): string => `if(${unit} = 'Hours', 'Normalized Hours', ${unit})`;
  const unit = `multiIf(${isPlan}, ${input.currency}, ${isUsage}, ${normalized(consumedUnit)}, ${normalized(pricingUnit)})`;
  return {
    CommitmentDiscountCategory: when(`if(${isPlan}, 'Spend', 'Usage')`),
    CommitmentDiscountName: when(`nullIf(if(${input.benefitName} != '', ${input.benefitName}, ${input.reservationName}), '')`),
    CommitmentDiscountQuantity: when(quantity),
    CommitmentDiscountStatus: when(`multiIf(NOT ${isUsage}, NULL, ${isUnused}, 'Unused', 'Used')`),
    CommitmentDiscountType: when(`if(${isPlan}, 'Savings Plan', 'Reservation')`),
    CommitmentDiscountUnit: when(`if(${quantity} IS NULL, NULL, ${unit})`),
  };
}

const reservationOrders = "/providers/Microsoft.Capacity/reservationOrders/";

/**
 * SQL: CapacityReservationId and its status. A row of the reservation itself is its unused part, and its own id stands in where Azure does not
 * repeat it. docs/focus-mapping.md `additionalInfo.VMCapacityReservationId`: "Used, or Unused when type = capacityreservationgroups/capacityreservations".
 */
export function mapCapacityReservation(
  info: string,
  resourceType: string,
  resourceId: string,
): { readonly CapacityReservationId: string; readonly CapacityReservationStatus: string } {
  const isUnused = `${resourceType} = 'microsoft.compute/capacityreservationgroups/capacityreservations'`;
  const id = `${info}['vmcapacityreservationid']`;
  return {
    CapacityReservationId: `multiIf(${id} != '', ${id}, ${isUnused}, ${resourceId}, NULL)`,
    CapacityReservationStatus: `multiIf(${isUnused}, 'Unused', ${id} != '', 'Used', NULL)`,
  };
}
