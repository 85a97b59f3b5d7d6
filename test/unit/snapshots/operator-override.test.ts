import { describe, expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { billingPeriodFrom } from "../../../app/domain/calendar/billing-period";
import { operatorOverrides } from "../../../app/domain/snapshot/operator-override";

const october = BillingMonth.of(2026, 10);
const midOctober = billingPeriodFrom("2026-10-15");
const request = {
  allowShrink: true,
  allowClosed: true,
  reason: " a service ended ",
  acceptLate: " ",
  acceptHandover: "their folder is closed",
};
const handover = { option: "accept-handover", reason: "their folder is closed" };
const all = [{ option: "allow-shrink", reason: "a service ended" }, { option: "allow-closed", reason: "a service ended" }, handover];

describe("overrides of a request", () => {
  it.each([
    ["is of every bill when it names none", undefined, all],
    ["is of its account and month", { account: "100", period: october }, all],
    ["is of a month of any account", { account: null, period: october }, all],
    ["is of an account in any month", { account: "100", period: null }, all],
    ["lifts nothing of another month", { account: "100", period: BillingMonth.of(2026, 11) }, [handover]],
    ["lifts nothing of another account", { account: "200", period: october }, [handover]],
    ["lifts nothing of a period that begins within its month", { account: null, period: midOctober }, [handover]],
  ])("%s, but for a handover, which is of the whole delivery", (_name, bills, expected) => {
    if (october === null) throw new Error("2026-10 is a month");
    const given = { ...request, ...(bills === undefined ? {} : { bills }) };
    expect(operatorOverrides(given, { billingAccountId: "100", period: october })).toEqual(expected);
    expect(operatorOverrides(given)).toEqual(all);
  });
});
