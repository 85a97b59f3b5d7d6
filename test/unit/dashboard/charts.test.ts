import { describe, expect, it } from "vitest";
import { costSeries, otherGroup, withoutTag } from "../../../dashboard/src/charts/cost-series";
import { shadeOf, toLength, widthOf } from "../../../dashboard/src/charts/geometry";
import { otherColor, seriesColors } from "../../../dashboard/src/charts/series-color";
import { nextDimension } from "../../../dashboard/src/routes/explore/next-dimension";

const row = (date: string | null, owner: string | null, cost: string | null, others = 0, currency = "CNY") => ({
  date,
  "tag:env": owner,
  cost,
  others,
  currency,
  charges: "1",
});

describe("the series of a chart", () => {
  const names = { none: "(none)", others: "4 others" };
  const dates = ["2026-11-01", "2026-11-02"];

  it("are the groups by their exact cost, all others last, a date without charges unknown", () => {
    const rows = [
      row("2026-11-01", "small", "0.000000000000000001"),
      row("2026-11-01", "large", "10.5"),
      row("2026-11-02", "large", "-3"),
      row("2026-11-01", "Other", "99", 4),
      row("2026-11-02", "", "2"),
      row("2026-11-02", null, "7.25"),
      row(null, "large", "1000"),
      row("2026-11-01", "large", "5", 0, "USD"),
    ];
    expect(costSeries(rows, "tag:env", "CNY", dates, names).map(({ name, label, values }) => [name, label, values])).toEqual([
      ["large", "large", ["10.5", "-3"]],
      [withoutTag, "(none)", [null, "7.25"]],
      ["", "(none)", [null, "2"]],
      ["small", "small", ["0.000000000000000001", null]],
      [otherGroup, "4 others", ["99", null]],
    ]);
  });

  it("have a colour of their own, the same whatever stands beside them as long as it is free, and grey when there are too many", () => {
    const many = Array.from({ length: 10 }, (_, index) => `service ${index}`);
    const colors = [...seriesColors(many).values()];
    expect(new Set(colors.slice(0, 8)).size).toBe(8);
    expect(colors.slice(8)).toEqual([otherColor, otherColor]);
    expect(seriesColors(["service 0"]).get("service 0")).toBe(colors[0]);
  });
});

describe("lengths of a chart", () => {
  it.each([
    ["0", 0],
    [null, 0],
    ["-5", 0],
    ["0.0001", 1],
    ["100", 9],
  ])("%s of 100 is shade %i of ten", (amount, shade) => {
    expect(shadeOf(amount, "100", 10)).toBe(shade);
  });

  it.each([
    ["25", "100", 25],
    ["150", "100", 100],
    ["-1", "100", 0],
    ["1", "0", 0],
    [null, "5", 0],
  ])("%s of %s is %i %% wide", (part, whole, width) => {
    expect(widthOf(part, whole)).toBe(width);
  });

  it("of an unknown amount is none", () => {
    expect([toLength(null), toLength("2448966.125")]).toEqual([0, 2448966.125]);
  });
});

describe("what a group is divided by", () => {
  it.each([
    ["service_name", [], "subscription_name"],
    ["service_name", ["subscription_name", "owner"], "resource_group"],
    ["region", [], "service_category"],
    ["resource", [], null],
    ["tag:env", ["service_category", "service_name"], "subscription_name"],
  ])("%s, filtered by %j, is %s", (group, filtered, next) => {
    expect(nextDimension(group, new Set(filtered))).toBe(next);
  });
});
