import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeShares } from "../../../app/domain/allocation/make-shares";
import { type OwnedCost, shareCosts } from "../../../app/domain/allocation/share-costs";
import type { SharingRule, SharingTarget } from "../../../app/domain/allocation/sharing-rule";
import { type OwnerValue, weighByMetric } from "../../../app/domain/allocation/weigh-by-metric";
import { addDecimals } from "../../../app/domain/decimal/add-decimals";
import { multiplyDecimals } from "../../../app/domain/focus/import/repair-focus-cells";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";

const rule = (more: Partial<SharingRule>): SharingRule => ({
  id: "r",
  billing_account_id: "100",
  name: "Support",
  priority: 100,
  method: "proportional",
  business_metric: null,
  targets: [],
  valid_from: null,
  valid_to: null,
  ...more,
});
const cost = (owner: string, amount: string, found: number | null = null, more: Partial<OwnedCost> = {}): OwnedCost => ({
  account: "100",
  currency: "CNY",
  owner,
  rule: found,
  cost: amount,
  charges: "1",
  unknown: "0",
  ...more,
});
const targets = (...owners: readonly string[]): readonly SharingTarget[] => owners.map((owner) => ({ owner, weight: null }));
const totals = (costs: readonly OwnedCost[], rules: readonly SharingRule[]): readonly string[] =>
  shareCosts(costs, rules).owners.map(({ owner, currency, total }) => `${owner || "nobody"} ${total ?? "unknown"} ${currency}`);
const minus = (text: string): string => (text.startsWith("-") ? text.slice(1) : text === "0" ? text : `-${text}`);

describe("shares", () => {
  it.each<[string, readonly [string, bigint][], readonly [string, string][] | null]>([
    [
      "of three equals give the step that is left to the first by name",
      [
        ["C", 1n],
        ["A", 1n],
        ["B", 1n],
      ],
      [
        ["C", "0.333333333333"],
        ["A", "0.333333333334"],
        ["B", "0.333333333333"],
      ],
    ],
    [
      "give what is left to those that lost most",
      [
        ["A", 1n],
        ["B", 2n],
        ["C", 4n],
      ],
      [
        ["A", "0.142857142857"],
        ["B", "0.285714285714"],
        ["C", "0.571428571429"],
      ],
    ],
    ["of one target are all of it", [["A", 7n]], [["A", "1"]]],
    [
      "leave out weights of 0 and below",
      [
        ["A", 0n],
        ["B", 3n],
        ["C", -9n],
      ],
      [["B", "1"]],
    ],
    [
      "leave out whose part is smaller than a step",
      [
        ["A", 1n],
        ["B", 10n ** 15n],
      ],
      [["B", "1"]],
    ],
    [
      "are none without a weight above 0",
      [
        ["A", 0n],
        ["B", -1n],
      ],
      null,
    ],
    ["are none without a target", [], null],
  ])("%s", (_, weights, expected) => {
    const found = makeShares(weights.map(([owner, weight]) => ({ owner, weight })));
    expect(found?.map(({ owner, share }) => [owner, share]) ?? null).toEqual(expected);
  });

  it("add up to 1 exactly, and none is further from its weight's part than a step", () => {
    const weights = fc.array(fc.bigInt({ min: -5n, max: 10n ** 30n }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(weights, (made) => {
        const total = made.reduce((sum, weight) => (weight > 0n ? sum + weight : sum), 0n);
        const shares = makeShares(made.map((weight, index) => ({ owner: `o${index}`, weight })));
        if (total === 0n) return shares === null;
        const units = new Map(shares?.map(({ owner, share }) => [owner, BigInt(multiplyDecimals(share, "1000000000000"))]));
        expect(addDecimals(shares?.map(({ share }) => share) ?? [])).toBe("1");
        return made.every((weight, index) => {
          const exact = (weight > 0n ? weight : 0n) * 10n ** 12n;
          const off = (units.get(`o${index}`) ?? 0n) * total - exact;
          return off < total && off > -total;
        });
      }),
    );
  });
});

describe("weights by a business metric", () => {
  const on = (owner: string, day: number, value: string, unit = "GB"): OwnerValue => ({ owner, day: `2026-10-0${day}`, value, unit });
  const none = { missing: [], negative: [], days: 2, daysLeftOut: 0, unitsDiffer: false };

  it("are the sums of the values of a target, exactly, and one that is called so twice has both", () => {
    const values = [on("PAY", 1, "0.000000000000000001"), on("PAY", 2, "2"), on("SHOP", 1, "3"), on("SHOP", 2, "0"), on("SHOP", 2, "1.5")];
    expect(weighByMetric(targets("PAY", "SHOP"), [...values, on("DATA", 3, "9")])).toEqual({
      ...none,
      targets: [
        { owner: "PAY", weight: "2.000000000000000001" },
        { owner: "SHOP", weight: "4.5" },
      ],
    });
  });

  it("are of no day on which a target that has values has none, and a target without any is missing, where a 0 is a value", () => {
    const values = [
      on("PAY", 1, "1"),
      on("PAY", 2, "100"),
      on("PAY", 3, "7"),
      on("SHOP", 1, "2"),
      on("SHOP", 3, "1"),
      on("FREE", 1, "0"),
      on("FREE", 3, "0"),
    ];
    expect(weighByMetric(targets("PAY", "SHOP", "FREE", "NEW"), values)).toEqual({
      ...none,
      targets: [
        { owner: "PAY", weight: "8" },
        { owner: "SHOP", weight: "3" },
        { owner: "FREE", weight: "0" },
        { owner: "NEW", weight: "0" },
      ],
      missing: ["NEW"],
      days: 3,
      daysLeftOut: 1,
    });
  });

  it.each<[string, readonly OwnerValue[], object]>([
    ["no target has a value", [], { missing: ["PAY", "SHOP"], days: 0 }],
    ["no day has a value of each", [on("PAY", 1, "1"), on("SHOP", 2, "1")], { daysLeftOut: 2 }],
    ["the values are in several units", [on("PAY", 1, "1"), on("SHOP", 1, "1", "TB")], { days: 1, unitsDiffer: true }],
    ["all values are 0", [on("PAY", 1, "0"), on("SHOP", 1, "0.0")], { days: 1 }],
  ])("are none above 0 when %s", (_, values, told) => {
    const weighed = weighByMetric(targets("PAY", "SHOP"), values);
    expect(weighed).toEqual({ ...none, targets: ["PAY", "SHOP"].map((owner) => ({ owner, weight: "0" })), ...told });
    expect(shareCosts([cost("", "7", 0)], [rule({ method: "metric", business_metric: "m", targets: weighed.targets })]).pools).toEqual([
      { rule: 0, currency: "CNY", cost: "7", charges: "1", shares: null },
    ]);
  });

  it("are none of a target whose values add up to less than 0; a day below 0 is a value like any other", () => {
    const values = [on("PAY", 1, "5"), on("PAY", 2, "-2"), on("SHOP", 1, "1"), on("SHOP", 2, "-1.000000000000000001")];
    expect(weighByMetric(targets("PAY", "SHOP"), values)).toEqual({
      ...none,
      targets: [
        { owner: "PAY", weight: "3" },
        { owner: "SHOP", weight: "0" },
      ],
      negative: ["SHOP"],
    });
  });
});

describe("costs that are shared", () => {
  const own = [cost("PAY", "30"), cost("SHOP", "10"), cost("", "5")];
  const pool = [cost("", "7", 0), cost("PLATFORM", "1", 0)];

  it("evenly go to each target alike, also to one that costs nothing", () => {
    const found = shareCosts([...own, ...pool], [rule({ method: "even", targets: targets("PAY", "NEW") })]);
    expect(found).toEqual({
      owners: [
        {
          owner: "PAY",
          currency: "CNY",
          direct: "30",
          given: "0",
          received: "4",
          total: "34",
          charges: "1",
          parts: [{ rule: 0, share: "0.5", cost: "4" }],
        },
        { owner: "SHOP", currency: "CNY", direct: "10", given: "0", received: "0", total: "10", charges: "1", parts: [] },
        { owner: "", currency: "CNY", direct: "12", given: "7", received: "0", total: "5", charges: "2", parts: [] },
        {
          owner: "NEW",
          currency: "CNY",
          direct: "0",
          given: "0",
          received: "4",
          total: "4",
          charges: "0",
          parts: [{ rule: 0, share: "0.5", cost: "4" }],
        },
        { owner: "PLATFORM", currency: "CNY", direct: "1", given: "1", received: "0", total: "0", charges: "1", parts: [] },
      ],
      pools: [
        {
          rule: 0,
          currency: "CNY",
          cost: "8",
          charges: "2",
          shares: [
            { owner: "PAY", share: "0.5" },
            { owner: "NEW", share: "0.5" },
          ],
        },
      ],
    });
  });

  it("by fixed weights go as the weights say, and nothing goes to a weight of 0", () => {
    const weighted = [
      { owner: "PAY", weight: "1.5" },
      { owner: "SHOP", weight: "0.5" },
      { owner: "NEW", weight: "0" },
    ];
    expect(totals([...own, ...pool], [rule({ method: "fixed", targets: weighted })])).toEqual([
      "PAY 36 CNY",
      "SHOP 12 CNY",
      "nobody 5 CNY",
      "PLATFORM 0 CNY",
    ]);
  });

  it("in proportion weigh what owners cost without the pool: a target that is in it, and charges of nobody, weigh nothing by them", () => {
    expect(totals([...own, ...pool], [rule({})])).toEqual(["PAY 36 CNY", "SHOP 12 CNY", "nobody 5 CNY", "PLATFORM 0 CNY"]);
    const withTarget = rule({ targets: targets("SHOP", "PLATFORM") });
    expect(totals([...own, ...pool], [withTarget])).toEqual(["PAY 30 CNY", "SHOP 18 CNY", "nobody 5 CNY", "PLATFORM 0 CNY"]);
    const ofTarget = [...pool, cost("PLATFORM", "30")];
    expect(totals([...own, ...ofTarget], [withTarget])).toEqual(["PLATFORM 36 CNY", "PAY 30 CNY", "SHOP 12 CNY", "nobody 5 CNY"]);
  });

  it("are credits too: a pool below 0 lowers what its targets cost", () => {
    expect(totals([...own, cost("", "-8", 0)], [rule({})])).toEqual(["PAY 24 CNY", "SHOP 8 CNY", "nobody 5 CNY"]);
  });

  it("give no part in proportion to an owner with a credit, nor to one that costs nothing", () => {
    const costs = [cost("PAY", "10"), cost("SHOP", "-4"), cost("FREE", "0"), cost("", "6", 0)];
    expect(totals(costs, [rule({})])).toEqual(["PAY 16 CNY", "nobody 0 CNY", "FREE 0 CNY", "SHOP -4 CNY"]);
  });

  it("stay with their owners where no target costs anything, and the pool says that it has no shares", () => {
    const found = shareCosts([cost("PLATFORM", "8", 0), cost("", "2")], [rule({})]);
    expect(found.pools).toEqual([{ rule: 0, currency: "CNY", cost: "8", charges: "1", shares: null }]);
    expect(found.owners.map(({ owner, given, total }) => [owner, given, total])).toEqual([
      ["PLATFORM", "0", "8"],
      ["", "0", "2"],
    ]);
  });

  it("are split by currency, each by the costs in it", () => {
    const euros = { currency: "EUR" };
    const costs = [
      cost("PAY", "3"),
      cost("PAY", "1", null, euros),
      cost("SHOP", "1", null, euros),
      cost("", "9", 0),
      cost("", "9", 0, euros),
    ];
    expect(totals(costs, [rule({})])).toEqual(["PAY 12 CNY", "nobody 0 CNY", "PAY 5.5 EUR", "SHOP 5.5 EUR", "nobody 0 EUR"]);
  });

  it("are of one account: those of others have no weight", () => {
    const costs = [cost("PAY", "1"), cost("SHOP", "99", null, { account: "200" }), cost("", "4", 0)];
    expect(totals(costs, [rule({ billing_account_id: "100" })])).toEqual(["SHOP 99 CNY", "PAY 5 CNY", "nobody 0 CNY"]);
  });

  it("are never split again: a part that a target of another rule gets stays there", () => {
    const rules = [
      rule({ id: "a", method: "even", targets: targets("PLATFORM") }),
      rule({ id: "b", method: "even", targets: targets("PAY") }),
    ];
    expect(totals([cost("", "8", 0), cost("PLATFORM", "2", 1)], rules)).toEqual(["PLATFORM 8 CNY", "PAY 2 CNY", "nobody 0 CNY"]);
  });

  it("count as known where a part is, and a cost that nobody knows stays unknown", () => {
    const unknown = { unknown: "1" };
    const costs = [cost("PAY", "0", null, unknown), cost("SHOP", "0", null, unknown), cost("", "4", 0)];
    const found = shareCosts(costs, [rule({ method: "even", targets: targets("PAY") })]);
    expect(found.owners.map(({ owner, direct, total }) => [owner, direct, total])).toEqual([
      ["PAY", null, "4"],
      ["", "4", "0"],
      ["SHOP", null, null],
    ]);
  });

  it("find a target in the letters that an imported file has for it", () => {
    const costs = [cost("Pay", "1"), cost("", "4", 0)];
    expect(totals(costs, [rule({ method: "even", targets: targets("PAY") })])).toEqual(["Pay 5 CNY", "nobody 0 CNY"]);
    expect(totals(costs, [rule({ targets: targets("PAY") })])).toEqual(["Pay 5 CNY", "nobody 0 CNY"]);
  });
});

describe("whatever is shared", () => {
  const owners = ["", "PAY", "SHOP", "DATA", "PLATFORM"] as const;
  const digits = fc
    .tuple(fc.bigInt({ min: -(10n ** 26n), max: 10n ** 26n }), fc.integer({ min: 0, max: 18 }))
    .map(([whole, decimals]) => multiplyDecimals(whole.toString(), decimals === 0 ? "1" : `0.${"0".repeat(decimals - 1)}1`));
  const target = fc.constantFrom(...owners.slice(1), "NEW");
  const madeRule = fc
    .record({
      method: fc.constantFrom("even" as const, "fixed" as const, "proportional" as const, "metric" as const),
      account: fc.constantFrom("100", "200"),
      names: fc.uniqueArray(target, { minLength: 1 }),
      weights: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 5, maxLength: 5 }),
      isAll: fc.boolean(),
      values: fc.array(
        fc.record({ owner: target, day: fc.constantFrom("2026-10-01", "2026-10-02"), value: digits, unit: fc.constant("") }),
        { maxLength: 12 },
      ),
    })
    .map(({ method, account, names, weights, isAll, values }): SharingRule => {
      const named = names.map((owner, index) => ({ owner, weight: method === "fixed" ? String(weights[index] ?? 0) : null }));
      const weighed = method === "metric" ? weighByMetric(named, values).targets : named;
      return { ...rule({ method, billing_account_id: account }), targets: method === "proportional" && isAll ? [] : weighed };
    });
  const rules = fc.array(madeRule, { maxLength: 4 });
  const bill = rules
    .chain((made) =>
      fc.record({
        rules: fc.constant(made),
        costs: fc.array(
          fc.record({
            owner: fc.constantFrom(...owners),
            currency: fc.constantFrom("CNY", "EUR"),
            amount: digits,
            place: fc.integer({ min: -1, max: made.length - 1 }),
          }),
          { minLength: 1, maxLength: 30 },
        ),
      }),
    )
    .map(({ rules: made, costs }) => ({
      rules: made,
      costs: costs.map(({ owner, currency, amount, place }) =>
        cost(owner, amount, place < 0 ? null : place, { currency, account: made[place]?.billing_account_id ?? "100" }),
      ),
    }));
  const sumOf = (amounts: readonly (string | null)[]): string => addDecimals(amounts.map((one) => one ?? "0"));

  it("costs the same before and after in each currency, and the parts of a pool add up to it", () => {
    fc.assert(
      fc.property(bill, ({ rules: made, costs }) => {
        const { owners: found, pools } = shareCosts(costs, made);
        for (const currency of ["CNY", "EUR"]) {
          const before = costs.filter((one) => one.currency === currency).map((one) => one.cost);
          const after = found.filter((one) => one.currency === currency);
          const exact = new ExactSum();
          for (const one of before) exact.add(one);
          expect(sumOf(after.map(({ total }) => total))).toBe(exact.toString());
          expect(sumOf(after.map(({ direct }) => direct))).toBe(exact.toString());
          expect(sumOf(after.map(({ given }) => given))).toBe(sumOf(after.map(({ received }) => received)));
        }
        for (const { rule: place, currency, cost: whole, shares } of pools) {
          const parts = found
            .filter((one) => one.currency === currency)
            .flatMap(({ parts: own }) => own.filter((part) => part.rule === place));
          if (shares !== null) expect(sumOf(parts.map((part) => part.cost))).toBe(whole);
          else expect(parts).toEqual([]);
        }
      }),
    );
  });

  it("is the same whether charges are split one by one or their sum, and turns with its sign", () => {
    fc.assert(
      fc.property(bill, fc.array(digits, { minLength: 2, maxLength: 5 }), ({ rules: made, costs }, amounts) => {
        if (made.length === 0) return;
        const at = (amount: string): readonly OwnedCost[] => [cost("DATA", amount, 0, { account: made[0]?.billing_account_id ?? "" })];
        const partsOf = (of: readonly OwnedCost[]): readonly string[] =>
          shareCosts([...costs.filter(({ rule: place }) => place !== 0), ...of], made)
            .owners.filter(({ currency }) => currency === "CNY")
            .flatMap(({ owner, parts }) => parts.filter(({ rule: place }) => place === 0).map((part) => `${owner} ${part.cost}`))
            .sort();
        const whole = partsOf(amounts.flatMap(at));
        const each = amounts.map(
          (amount) => new Map(partsOf(at(amount)).map((text) => [text.split(" ")[0] ?? "", text.split(" ")[1] ?? ""])),
        );
        expect([...(each[0]?.keys() ?? [])].map((owner) => `${owner} ${addDecimals(each.map((one) => one.get(owner) ?? "0"))}`)).toEqual(
          whole,
        );
        expect(partsOf(amounts.map(minus).flatMap(at))).toEqual(
          whole.map((text) => `${text.split(" ")[0] ?? ""} ${minus(text.split(" ")[1] ?? "")}`),
        );
      }),
    );
  });
});
