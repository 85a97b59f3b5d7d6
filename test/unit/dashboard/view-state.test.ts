import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  costQuestion,
  defaultView,
  dimensions,
  emissionMethods,
  groupParameter,
  metrics,
  readView,
  type View,
  writeView,
} from "../../../dashboard/src/app/view-state";

const now = new Date("2026-11-26T12:00:00Z");

const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const month = fc.constantFrom("2025-12", "2026-01", "2026-06", "2026-11");
const range = fc.tuple(month, month).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
const field = fc.oneof(
  fc.constantFrom(...dimensions),
  fc.string({ minLength: 1, maxLength: 20 }).map((key) => `tag:${key}`),
);
const values = fc.uniqueArray(fc.string({ maxLength: 20 }), { minLength: 1, maxLength: 3 });
const view: fc.Arbitrary<View> = fc
  .tuple(
    fc.oneof(range, fc.constant({ from: "2026-11-03", to: "2026-11-09" })),
    fc.record({
      account: orNull(fc.constantFrom("100100", "acct:b-1")),
      currency: orNull(fc.constantFrom("CNY", "USD")),
      metric: fc.constantFrom(...metrics),
      method: fc.constantFrom(...emissionMethods),
      group: fc.oneof(field, fc.constant("billing_account")),
      filters: fc.array(fc.tuple(field, values), { maxLength: 3 }).map((pairs) => new Map(pairs)),
      withoutTag: orNull(fc.string({ minLength: 1, maxLength: 20 })),
      sort: orNull(fc.constantFrom("cost", "-cost")),
      open: orNull(fc.string({ minLength: 1, maxLength: 40 })),
      tab: orNull(fc.constantFrom("signals")),
    }),
  )
  .map(([period, rest]) => ({ ...period, ...rest }));

describe("a view in an address", () => {
  it("is read as it was written, whatever names and values have in them", () => {
    fc.assert(
      fc.property(view, (one) => {
        expect(readView(writeView(one, now), now)).toEqual({ view: one, faults: [] });
      }),
    );
  });

  it("leaves defaults out", () => {
    expect(writeView(defaultView(now), now)).toBe("");
    expect(readView("", now)).toEqual({ view: defaultView(now), faults: [] });
  });

  it("never throws, and shows the default for what cannot be read", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        readView(text, now);
      }),
    );
    const { view: read, faults } = readView("from=2026-13&to=x&metric=cheap&group=colour&f.planet=mars&sort=DROP&currency=yen", now);
    expect(read).toEqual(defaultView(now));
    expect(faults.map(({ name }) => name)).toEqual(["from", "to", "f.planet", "currency", "metric", "group", "sort"]);
  });

  it.each([
    ["from=2026-09", "2026-09", "2026-09", 0],
    ["to=2026-09", "2026-09", "2026-09", 0],
    ["from=2026-09-03", "2026-09-03", "2026-09-03", 0],
    ["from=2026-10&to=2026-09", "2026-11", "2026-11", 1],
    ["from=2026-09&to=2026-09-30", "2026-11", "2026-11", 1],
    ["from=2020-01&to=2026-09", "2026-11", "2026-11", 1],
    ["from=2026-06-31&to=2026-07-01", "2026-07-01", "2026-07-01", 1],
  ])("%s is %s through %s", (search, from, to, faults) => {
    const read = readView(search, now);
    expect([read.view.from, read.view.to, read.faults.length]).toEqual([from, to, faults]);
  });

  it("asks the API so that commas, colons and quotes in names stay part of them", () => {
    const filters = new Map([
      ["resource", ["/r/a,b", ""]],
      ['tag:aws:created"By', ["x,y"]],
    ]);
    expect(costQuestion({ ...defaultView(now), account: "100", filters, withoutTag: "env" })).toEqual({
      from: "2026-11",
      to: "2026-11",
      billing_account: "100",
      resource: '["/r/a,b",""]',
      tag: '"aws:created\\"By":"x,y"',
      without_tag: '"env"',
    });
    expect([groupParameter("tag:a,b"), groupParameter("owner")]).toEqual(['tag:"a,b"', "owner"]);
  });
});
