import { describe, expect, it } from "vitest";
import { columnKey, readListedTransaction, readListedUse, reservationListOf } from "../../../app/domain/commitment/read-reservation-row";
import { addMonths, readTermMonths } from "../../../app/domain/commitment/read-term";

const cellsOf =
  (row: Readonly<Record<string, string>>) =>
  (column: string): string =>
    Object.entries(row).find(([name]) => columnKey(name) === column)?.[1] ?? "";

describe("the list of reservation transactions", () => {
  const purchase = {
    ...{
      EventDate: "2026-09-09T19:19:04Z",
      ReservationOrderId: "0FE2",
      Description: "Standard_DS1_v2 westus 1 Year",
      EventType: "Purchase",
    },
    ...{ Quantity: "2", Amount: "21.5", Currency: "USD", ReservationOrderName: "DS1", Term: "P1Y", Region: "westus" },
    ...{ BillingFrequency: "OneTime", CurrentEnrollmentId: "123456" },
  };

  it("is known by its columns, in any spelling", () => {
    expect(reservationListOf(Object.keys(purchase))).toBe("transactions");
    expect(reservationListOf(["reservationOrderId", "reservationId", "usageDate", "instanceId", "Reserved Hours", "usedHours"])).toBe(
      "details",
    );
    expect(reservationListOf(["MeterId", "UnitPrice"])).toBeNull();
  });

  it("says what was bought, for how long and for how much", () => {
    expect(readListedTransaction(cellsOf(purchase))).toEqual({
      ...{
        kind: "purchase",
        from: Date.parse("2026-09-09T19:19:04Z"),
        until: Date.parse("2027-09-09T19:19:04Z"),
        amount: "21.5",
        quantity: "2",
      },
      ...{
        currency: "USD",
        account: "123456",
        orderId: "0fe2",
        name: "DS1",
        description: "Standard_DS1_v2 westus 1 Year",
        region: "westus",
      },
      ...{ months: 12, isRecurring: false },
    });
  });

  it.each(["OneTime", "one-time", "One Time", ""])("pays for the whole term with the billing frequency %j", (frequency) => {
    expect(readListedTransaction(cellsOf({ ...purchase, BillingFrequency: frequency }))).toMatchObject({
      until: Date.parse("2027-09-09T19:19:04Z"),
      isRecurring: false,
    });
  });

  it("has one month for a payment that comes every month, and no end for a cancellation", () => {
    expect(readListedTransaction(cellsOf({ ...purchase, BillingFrequency: "Recurring" }))).toMatchObject({
      until: Date.parse("2026-10-09T19:19:04Z"),
      isRecurring: true,
    });
    expect(readListedTransaction(cellsOf({ ...purchase, EventType: "Cancel", Amount: "-21" }))).toMatchObject({
      kind: "return",
      until: null,
      amount: "-21",
    });
  });

  it.each([
    [{ EventType: "Merge" }, "eventType", '"Merge" is neither a purchase nor a return'],
    [{ EventType: "Refund" }, "amount", '21.5 of an event "Refund": a purchase is paid, and a return is paid back'],
    [{ Amount: "1,5" }, "amount", 'no amount: "1,5"'],
    [{ EventDate: "soon" }, "eventDate", 'no date: "soon"'],
    [{ Currency: "$" }, "currency", 'no currency: "$"'],
    [{ ReservationOrderId: "" }, "reservationOrderId", "no order"],
    [{ BillingFrequency: "Monthly" }, "billingFrequency", '"Monthly" is neither one-time nor recurring'],
    [{ BillingFrequency: "每月" }, "billingFrequency", '"每月" is neither one-time nor recurring'],
  ])("refuses %j", (cells, column, detail) => {
    expect(readListedTransaction(cellsOf({ ...purchase, ...cells }))).toEqual({ column, detail });
  });
});

describe("reservation details", () => {
  const row = {
    ReservationOrderId: "A",
    ReservationId: "B",
    InstanceId: "/VM",
    UsageDate: "2026-10-31T00:00:00",
    SkuName: "E8",
    ReservedHours: "48",
    UsedHours: "23.5",
  };

  it("say how long an instance used a reservation", () => {
    expect(readListedUse(cellsOf(row))).toEqual({
      ...{ orderId: "a", reservationId: "b", instanceId: "/vm", day: "2026-10-31", skuName: "E8", reservedHours: "48", usedHours: "23.5" },
    });
    expect(readListedUse(cellsOf({ ...row, ReservedHours: "-1" }))).toEqual({ column: "reservedHours", detail: 'no hours: "-1"' });
  });
});

describe("readTermMonths", () => {
  it.each([
    ["36", "", 36],
    ["P3Y", "", 36],
    ["P1Y", "", 12],
    ["12 Months", "", 12],
    ["", "Reserved VM Instance, Standard_E8s_v5, CN North 3, 3 Years", 36],
    ["", "Standard_DS1_v2 westus 1 Year", 12],
    ["", "预留实例 3 年", 36],
    ["", "Reserved VM Instance, Standard_D2s_v3", null],
    ["0", "1 Year", null],
    ["", "", null],
  ] as const)("reads %j of %j as %j", (term, product, months) => {
    expect(readTermMonths(term, product)).toBe(months);
  });

  it("ends a month later on the same day, or on the last day of that month", () => {
    const after = (instant: string, months: number): string => new Date(addMonths(Date.parse(instant), months)).toISOString();
    expect(after("2024-02-29T10:00:00Z", 12)).toBe("2025-02-28T10:00:00.000Z");
    expect(after("2026-01-31T00:00:00Z", 1)).toBe("2026-02-28T00:00:00.000Z");
    expect(after("2026-12-15T23:59:59Z", 36)).toBe("2029-12-15T23:59:59.000Z");
  });
});
