import { describe, expect, it } from "vitest";
import { hasRowsLike } from "../../../dashboard/src/api/use-answer";

describe("an answer that stays while the next one is read", () => {
  it.each([
    ["another month", { from: "2026-10", group: "owner" }, { from: "2026-11", group: "owner" }, true],
    ["another filter", { group: "owner", region: "a" }, { group: "owner" }, true],
    ["another group", { group: "service_name" }, { group: "owner" }, false],
    ["another grain", { grain: "day" }, {}, false],
    ["another cost", { metric: "billed" }, { metric: "list" }, false],
    ["no question before", undefined, { group: "owner" }, false],
    ["no question before, and none of groups", null, {}, true],
  ])("has rows that mean the same: %s", (_what, earlier, question, is) => {
    expect(hasRowsLike(earlier, question)).toBe(is);
  });
});
