import type { BillingPeriod } from "../calendar/billing-period";
import type { PeriodKey } from "./snapshot-key";

/** A check of the seal that an operator may lift for one reading of a month. */
export type OverrideOption = "allow-shrink" | "allow-closed" | "accept-total" | "accept-late" | "accept-repeated-pages" | "accept-handover";

/** A lifted check and the operator's reason, which stays with the snapshot. */
export interface OperatorOverride {
  readonly option: OverrideOption;
  /** Empty where none was given: `allow-shrink` and `allow-closed` do not demand one. */
  readonly reason: string;
}

/** What an operator may say with a request, as the command and the workflow take it. */
export interface OverrideRequest {
  /** Publish although the month has far fewer rows than what is published now, or none on some of its days. */
  readonly allowShrink?: boolean;
  /** Replace a month that is closed and published. */
  readonly allowClosed?: boolean;
  /** Why shrinking or replacing a closed month is right. */
  readonly reason?: string;
  /** Publish although the rows add up to none of the source's totals, for this reason. */
  readonly acceptTotal?: string;
  /** Publish although most rows are of earlier months, for this reason. */
  readonly acceptLate?: string;
  /** Publish although a page came twice: the bill has these rows twice, for this reason. */
  readonly acceptRepeatedPages?: string;
  /** Publish although another source published the month, for this reason: from now on the account is read from here. */
  readonly acceptHandover?: string;
  /** The bills that are meant, where a delivery may have others beside them; missing: all that are read. */
  readonly bills?: OverriddenBills;
}

/** One bill, all of an account, or all of a period. Null: whichever it is. */
export interface OverriddenBills {
  readonly account: string | null;
  readonly period: BillingPeriod | null;
}

/**
 * The overrides of a request for one of the bills that it reads; for what is read before its bill is known, all of them. An `accept…` without a text lifts
 * nothing. A handover is of all bills of a delivery, since the comparison before it shows them all and none of them can be published without the others.
 */
export function operatorOverrides(request: OverrideRequest, bill: PeriodKey | null = null): readonly OperatorOverride[] {
  const isMeant = bill === null || request.bills === undefined || includesBill(request.bills, bill);
  return givenOverrides(request).filter(({ option }) => isMeant || option === "accept-handover");
}

function includesBill({ account, period }: OverriddenBills, bill: PeriodKey): boolean {
  return (account === null || account === bill.billingAccountId) && (period === null || period.firstDay === bill.period.firstDay);
}

function givenOverrides(request: OverrideRequest): readonly OperatorOverride[] {
  const {
    allowShrink,
    allowClosed,
    reason = "",
    acceptTotal = "",
    acceptLate = "",
    acceptRepeatedPages = "",
    acceptHandover = "",
  } = request;
  const given: readonly (OperatorOverride | null)[] = [
    allowShrink === true ? { option: "allow-shrink", reason: reason.trim() } : null,
    allowClosed === true ? { option: "allow-closed", reason: reason.trim() } : null,
    demanding("accept-total", acceptTotal),
    demanding("accept-late", acceptLate),
    demanding("accept-repeated-pages", acceptRepeatedPages),
    demanding("accept-handover", acceptHandover),
  ];
  return given.filter((override) => override !== null);
}

/** Whether a check is lifted. */
export function isLifted(overrides: readonly OperatorOverride[], option: OverrideOption): boolean {
  return overrides.some((override) => override.option === option);
}

function demanding(option: OverrideOption, reason: string): OperatorOverride | null {
  return reason.trim() === "" ? null : { option, reason: reason.trim() };
}
