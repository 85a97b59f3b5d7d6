import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CostRange } from "../../../app/domain/cost/cost-range";

describe("a range of costs", () => {
  it.each([
    ["2026-10", "2026-10", "months", "2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30"],
    ["2026-01", "2026-03", "months", "2026-01-01", "2026-03-31", "2025-10-01", "2025-12-31"],
    ["2024-03-01", "2024-03-07", "days", "2024-03-01", "2024-03-07", "2024-02-23", "2024-02-29"],
    ["2023-03-01", "2026-02-28", "days", "2023-03-01", "2026-02-28", "2020-02-29", "2023-02-28"],
  ])("%s to %s is %s, with the range before it", (from, to, unit, firstDay, lastDay, previousFirst, previousLast) => {
    const range = CostRange.parse(from, to);
    expect(range).toMatchObject({ unit, firstDay, lastDay });
    expect(range?.previous()).toMatchObject({ unit, firstDay: previousFirst, lastDay: previousLast });
  });

  it.each([
    ["2026-10", "2026-09"],
    ["2026-10", "2026-10-05"],
    ["2026-02-30", "2026-03-01"],
    ["2026-02-00", "2026-03-01"],
    ["2023-10", "2026-10"],
    ["2026-13", "2026-13"],
    ["2026-1", "2026-2"],
    ["2026-10-1x", "2026-10-20"],
  ])("%s to %s is none", (from, to) => {
    expect(CostRange.parse(from, to)).toBeNull();
  });

  it("has none before the year 2000", () => {
    expect(CostRange.parse("2000-01", "2000-01")?.previous()).toBeNull();
    expect(CostRange.parse("2000-01-05", "2000-01-20")?.previous()).toBeNull();
  });

  it("ends where the next begins, and is as long as the one before", () => {
    const day = fc
      .date({ min: new Date("2010-01-01"), max: new Date("2030-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.nat({ max: 300 }), fc.boolean(), (from, count, inMonths) => {
        const to = new Date(Date.parse(from) + count * 86_400_000).toISOString().slice(0, 10);
        const range = inMonths ? CostRange.parse(from.slice(0, 7), to.slice(0, 7)) : CostRange.parse(from, to);
        const previous = range?.previous();
        expect(previous?.length).toBe(range?.length);
        expect(new Date(Date.parse(previous?.lastDay ?? "") + 86_400_000).toISOString().slice(0, 10)).toBe(range?.firstDay);
      }),
    );
  });
});
