import { expect, it } from "vitest";
import { planDays } from "../../../app/domain/commitment/plan-days";

const transactions = [
  { kind: "purchase", from: Date.parse("2026-10-02"), until: Date.parse("2026-10-12"), amount: "100", quantity: "2", currency: "CNY" },
] as const;
const day = {
  cost: "10",
  settled: "0",
  hours: "48",
  evidence: "order-terms",
  used: "0",
  hourlyRate: "0.208333333333333333333333333333",
  isOverused: false,
};

it("plans the days of a bill, with the rate of an hour", () => {
  expect(
    planDays({ transactions, isSpend: false, used: new Map([["2026-10-02", "24"]]), reserved: new Map() }, "2026-10-01", "2026-10-03"),
  ).toEqual({
    problems: [],
    days: [
      { ...day, day: "2026-10-02", used: "24" },
      { ...day, day: "2026-10-03" },
    ],
    from: Date.parse("2026-10-02"),
    until: Date.parse("2026-10-12"),
    purchased: "100",
    spreadBefore: "0",
  });
});

it("knows nothing of a day for which nothing was bought, and names it", () => {
  const plan = planDays(
    { transactions, isSpend: false, used: new Map([["2026-10-01", "24"]]), reserved: new Map() },
    "2026-10-01",
    "2026-10-02",
  );
  expect([plan.problems, plan.days.map((one) => one.day)]).toEqual([["purchase-unknown"], ["2026-10-02"]]);
});

it("takes the hours of reservation details before those that were bought", () => {
  const known = { transactions, isSpend: false, used: new Map([["2026-10-02", "24"]]), reserved: new Map([["2026-10-02", "20"]]) };
  expect(planDays(known, "2026-10-02", "2026-10-02")).toMatchObject({
    problems: ["overused"],
    days: [{ evidence: "reservation-details", hours: "20", used: "24", hourlyRate: "0.416666666666666666666666666667", isOverused: true }],
  });
});

it("spreads nothing of a savings plan, and names it", () => {
  expect(planDays({ transactions, isSpend: true, used: new Map(), reserved: new Map() }, "2026-10-01", "2026-10-03")).toMatchObject({
    problems: ["spend-by-report-only"],
    days: [],
    from: null,
  });
});
