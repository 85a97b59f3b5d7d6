import { describe, expect, it } from "vitest";
import { compareRange } from "../../../app/domain/cost/cost-comparison";
import { CostRange } from "../../../app/domain/cost/cost-range";

describe("the range that another is compared with", () => {
  it.each([
    ["2026-09", "2026-10", "previous", "2026-07-01", "2026-08-31", { unit: "months", count: 2, notBefore: null }],
    ["2026-10-05", "2026-10-07", "previous", "2026-10-02", "2026-10-04", { unit: "days", count: 3, notBefore: null }],
    ["2026-09", "2026-10", "year", "2025-09-01", "2025-10-31", { unit: "months", count: 12, notBefore: null }],
    ["2026-10-05", "2026-10-07", "year", "2025-10-05", "2025-10-07", { unit: "months", count: 12, notBefore: "2026-10-05" }],
    ["2025-02-01", "2025-02-28", "year", "2024-02-01", "2024-02-29", { unit: "months", count: 12, notBefore: "2025-02-01" }],
    ["2024-02-29", "2024-02-29", "year", "2023-02-28", "2023-02-28", { unit: "months", count: 12, notBefore: "2024-02-29" }],
    ["2025-02-27", "2025-03-02", "year", "2024-02-27", "2024-03-02", { unit: "months", count: 12, notBefore: "2025-02-27" }],
  ] as const)("%s to %s, %s: %s to %s", (from, to, kind, firstDay, lastDay, later) => {
    const range = CostRange.parse(from, to);
    expect(range === null ? null : compareRange(range, kind)).toMatchObject({ range: { firstDay, lastDay, unit: range?.unit }, later });
  });

  it("is none before the year 2000", () => {
    const range = CostRange.parse("2000-11", "2000-12");
    expect(range === null ? undefined : compareRange(range, "year")).toBeNull();
  });
});
