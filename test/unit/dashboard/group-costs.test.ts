import { describe, expect, it } from "vitest";
import { knownThrough } from "../../../dashboard/src/app/known-through";
import { countGroups, otherGroup } from "../../../dashboard/src/charts/cost-series";
import { comparisonRows } from "../../../dashboard/src/routes/explore/comparison-file";
import { groupCosts, withComparison } from "../../../dashboard/src/routes/explore/group-costs";

const row = (service: string, cost: string, others = 0) => ({ service_name: service, currency: "CNY", cost, charges: "1", others });
const compared = (service: string, cost: string, before: string, difference: string, others = 0) => ({
  ...row(service, cost, others),
  previous_cost: before,
  difference,
});
const total = (before: string, difference: string) => ({ currency: "CNY", cost: "0", charges: "0", previous_cost: before, difference });
const whole = (...data: ReturnType<typeof row>[]) => groupCosts({ data, totals: [] }, "service_name", "CNY");
const shown = (rows: ReturnType<typeof whole>) => rows.map(({ name, cost, before, difference }) => [name, cost, before, difference]);

describe("the groups of an open month", () => {
  it("have the cost of the month, and the comparison of the days that are known", () => {
    const days = { data: [compared("A", "9", "4", "5"), compared("gone", "0", "7", "-7")], totals: [total("11", "-2")] };
    expect(shown(withComparison(whole(row("A", "10"), row("no day", "1")), days, "service_name", "CNY"))).toEqual([
      ["A", "10", "4", "5"],
      ["no day", "1", "0", "0"],
      ["gone", "0", "7", "-7"],
    ]);
  });

  it("give all others what the totals have besides, to the last digit", () => {
    const days = {
      data: [compared("A", "9", "4", "5"), compared("Other", "3", "2", "1", 6)],
      totals: [total("6.000000000000000001", "6")],
    };
    expect(shown(withComparison(whole(row("A", "10"), row("Other", "3", 6)), days, "service_name", "CNY"))).toEqual([
      ["A", "10", "4", "5"],
      [otherGroup, "3", "2.000000000000000001", "1"],
    ]);
  });

  it("that the other answer has among all others are not known there, nor are all others", () => {
    const days = { data: [compared("B", "9", "4", "5"), compared("Other", "3", "2", "1", 6)], totals: [total("6", "6")] };
    expect(shown(withComparison(whole(row("A", "10"), row("Other", "3", 6)), days, "service_name", "CNY"))).toEqual([
      ["A", "10", null, null],
      [otherGroup, "3", null, null],
    ]);
  });

  it("are in the file with every digit, of all currencies, with what is compared beside the cost of the month", () => {
    const whole = { data: [row("A", "10.000000000000000001"), { ...row("D", "2"), currency: "USD" }, row("no day", "1")], totals: [] };
    const days = {
      data: [compared("A", "9.000000000000000001", "4", "5.000000000000000001"), compared("gone", "0", "7", "-7")],
      totals: [],
    };
    const cells = (name: string, currency: string, ...values: readonly string[]) => {
      const [cost, charges, compared_cost, previous_cost, difference] = values;
      return { service_name: name, currency, cost, charges, compared_through: "2026-11-20", compared_cost, previous_cost, difference };
    };
    expect(comparisonRows("service_name", whole, days, "2026-11-20")).toEqual([
      cells("A", "CNY", "10.000000000000000001", "1", "9.000000000000000001", "4", "5.000000000000000001"),
      cells("no day", "CNY", "1", "1", "0", "0", "0"),
      cells("gone", "CNY", "0", "0", "0", "7", "-7"),
      cells("D", "USD", "2", "1", "0", "0", "0"),
    ]);
  });

  it("are counted with those in the row of all others", () => {
    expect(countGroups([row("A", "1"), row("Other", "2", 5), { ...row("B", "1"), currency: "USD" }], "CNY")).toBe(6);
    expect(countGroups(undefined, "CNY")).toBeNull();
  });

  it("are known through the first of the last days of the accounts, while one of them expects more", () => {
    const forecast = (day: string, method: "actual" | "median", currency = "CNY") => ({ known_through: day, method, currency });
    const through = (...rows: ReturnType<typeof forecast>[]) => knownThrough(rows, "2026-11", "CNY");
    expect(through(forecast("2026-11-20", "median"), forecast("2026-11-18", "actual"), forecast("2026-11-02", "median", "USD"))).toBe(
      "2026-11-18",
    );
    expect(through(forecast("2026-11-30", "actual"))).toBeNull();
    expect(through(forecast("2026-10-30", "median"))).toBeNull();
  });
});
