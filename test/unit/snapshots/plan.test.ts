import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { planMonths } from "../../../app/domain/snapshot/plan-months";
import { type Activation, planRetention, snapshotsInForce } from "../../../app/domain/snapshot/plan-retention";

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

describe("snapshotsInForce", () => {
  const moves = (text: string): readonly Activation[] =>
    text.split(" ").map((move) => ({ snapshotId: move.slice(1), reason: move.startsWith("p") ? "published" : "rolled-back" }));

  it.each([
    ["p1", "1"],
    ["p1 p2 p3", "1 2 3"],
    ["p1 p2 p3 b2", "1 2"],
    ["p1 p2 p3 b2 b1", "1"],
    ["p1 p2 p3 b2 b1 p4", "1 4"],
    ["p1 p2 p3 b2 b1 p4 b1", "1"],
    ["p1 p2 p3 b1 b3", "1 3"],
    ["p1 p2 p2", "1 2"],
    ["b7", "7"],
  ])("after %s goes back through %s", (text, trail) => {
    expect(snapshotsInForce(moves(text)).join(" ")).toBe(trail);
  });

  it("ends in what the pointer says, whatever the moves", () => {
    const move = fc.record({
      snapshotId: fc.constantFrom("1", "2", "3", "4"),
      reason: fc.constantFrom("published" as const, "rolled-back" as const),
    });
    fc.assert(
      fc.property(fc.array(move, { minLength: 1 }), (all) => {
        expect(snapshotsInForce(all).at(-1)).toBe(all.at(-1)?.snapshotId);
      }),
    );
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
    expect(planRetention(all, ["4"], 1)).toEqual(["3", "2", "1"]);
    expect(planRetention(all, ["1"], 2)).toEqual(["2"]);
    expect(planRetention(all, [], 3)).toEqual(["2"]);
  });

  it("keeps the snapshots that a rollback would go to besides the newest, and always the active one", () => {
    expect(planRetention(all, ["1", "4"], 2)).toEqual(["2"]);
    expect(planRetention(all, ["1", "3", "4"], 1)).toEqual(["3", "2", "1"]);
    expect(planRetention(all, ["1"], 1)).toEqual(["3", "2"]);
    expect(planRetention(all, ["2"], 1)).toEqual(["3", "1"]);
    expect(planRetention(all, ["1"], 0)).toEqual(["3", "2"]);
  });
});
