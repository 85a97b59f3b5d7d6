import { describe, expect, it } from "vitest";
import { exploreQuestion, exploreView, movingMonth } from "../../../dashboard/src/app/saved-question";
import { defaultView, type View } from "../../../dashboard/src/app/view-state";

const now = new Date("2026-11-26T12:00:00Z");
const view: View = {
  ...defaultView(now),
  from: "2026-10",
  to: "2026-10",
  account: "100100",
  metric: "effective",
  group: 'tag:a "quoted" key',
  filters: new Map([
    ["service_name", ["Virtual Machines", "a,b", ""]],
    ['tag:env:"x', ["prod", 'te"st,2']],
  ]),
  withoutTag: 'own"er',
};

const parametersOf = (moves: "this-month" | "last-month" | null): ReadonlyMap<string, string> => {
  const question = exploreQuestion(view, moves);
  if (question.endpoint !== "costs") throw new Error(question.endpoint);
  return new Map(Object.entries(question.parameters));
};

describe("a view of Explore that is saved", () => {
  const { from, to, account, metric, group, filters, withoutTag } = view;
  const shown = { from, to, account, metric, group, filters, withoutTag, currency: null };

  it("is opened as it was saved, whatever names and values have in them", () => {
    expect(exploreView(parametersOf(null), now)).toEqual(shown);
  });

  it("moves on with the months when it is of this month or the last one", () => {
    expect(movingMonth(view, now)).toBe("last-month");
    expect(movingMonth({ ...view, from: "2026-11", to: "2026-11" }, now)).toBe("this-month");
    expect(movingMonth({ ...view, from: "2026-09" }, now)).toBeNull();
    expect(exploreView(parametersOf("last-month"), new Date("2027-01-05T00:00:00Z"))).toEqual({ ...shown, from: "2026-12", to: "2026-12" });
  });

  it.each([
    ["two groups", { group: "service_name,region" }],
    ["another parameter", { group: "owner", share: "true" }],
    ["days that are none", { from: "2026-02-30", to: "2026-02-30" }],
  ])("is no view of Explore with %s", (_name, parameters) => {
    expect(exploreView(new Map(Object.entries(parameters)), now)).toBeNull();
  });
});
