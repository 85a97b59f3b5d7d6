import { describe, expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { planMonths } from "../../../app/domain/snapshot/plan-months";
import { planRetention } from "../../../app/domain/snapshot/plan-retention";

const january = BillingMonth.of(2026, 1);
if (january === null) throw new Error("no month");

describe("planMonths", () => {
  it.each([
    [15, 1, "2025-12 2026-01"],
    [1, 1, "2025-12"],
    [1, 0, "2026-01"],
    [2, 3, "2025-10 2025-11 2025-12 2026-01"],
  ])("on day %i with a lag of %i reads %s", (day, lag, months) => {
    expect(planMonths(january, day, lag).join(" ")).toBe(months);
  });
});

describe("planRetention", () => {
  const known = (snapshotId: string, status: "opened" | "published" | "abandoned" | "dropped") => ({
    snapshotId,
    status,
    openedAt: snapshotId,
  });
  const all = [known("1", "published"), known("2", "abandoned"), known("3", "published"), known("4", "published"), known("5", "opened")];

  it("keeps the newest published ones, the active one and what is being written", () => {
    expect(planRetention(all, "4", 1)).toEqual(["3", "2", "1"]);
    expect(planRetention(all, "1", 1)).toEqual(["3", "2"]);
    expect(planRetention(all, null, 3)).toEqual(["2"]);
  });
});
