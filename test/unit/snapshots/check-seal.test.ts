import { describe, expect, it } from "vitest";
import { checkSeal } from "../../../app/domain/snapshot/check-seal";
import type { ControlTotal } from "../../../app/domain/snapshot/control-total";
import type { OperatorOverride, OverrideOption } from "../../../app/domain/snapshot/operator-override";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { missingDays } from "../../../app/domain/snapshot/missing-days";
import type { SealEvidence } from "../../../app/domain/snapshot/seal-evidence";

const page = (rows: number, cost: string, hash = "") => ({ rows, cost, hash });
const stored = (number: number, rows: number, cost: string) => ({
  page: number,
  rows,
  ordinals: rows,
  lastOrdinal: rows - 1,
  cost,
  late: 0,
  lateCost: "0",
  withoutCost: 0,
  otherCurrency: 0,
  otherCurrencyDetail: "",
  outside: 0,
});
const usage = (total: string): readonly ControlTotal[] => [{ name: "totalUsage", total, leavesOut: null }];
const marketplace = (total: string, cost: string): readonly ControlTotal[] => {
  const both = new ExactSum(total);
  both.add(cost);
  return [
    { name: "totalUsage", total, leavesOut: { name: "azureMarketplaceServiceCharges", cost } },
    { name: "totalUsage + azureMarketplaceServiceCharges", total: both.toString(), leavesOut: null },
  ];
};
const lifted = (option: OverrideOption): readonly OperatorOverride[] => [{ option, reason: "because" }];
const good: SealEvidence = {
  blocks: [
    { firstPage: 0, pages: [page(2, "1.5"), page(2, "0.000000000000000001")], nextCursor: "next" },
    { firstPage: 2, pages: [page(1, "-0.5"), page(0, "0")], nextCursor: null },
  ],
  stored: [stored(0, 2, "1.5"), stored(1, 2, "0.000000000000000001"), stored(2, 1, "-0.5")],
  rollups: [{ table: "Rollup", charges: 5, cost: "1.000000000000000001" }],
  controlTotals: [{ name: "totalUsage", total: "1", leavesOut: null }],
  unusableTotal: null,
  isOpenPeriod: false,
  activeRows: 6,
  missingDays: [],
  overrides: [],
};
const [first, second] = good.blocks;
if (first === undefined || second === undefined) throw new Error("no blocks");

describe("checkSeal", () => {
  it("seals a delivery on which ledger, facts, rollups and control total agree", () => {
    expect(checkSeal(good)).toEqual({
      sealed: true,
      pages: 4,
      rows: 5,
      cost: "1.000000000000000001",
      controlTotal: { name: "totalUsage", total: "1", leavesOut: null, difference: "0.000000000000000001" },
      findings: [],
    });
  });

  it.each<[string, string, Partial<SealEvidence>]>([
    ["an empty ledger", "pages-not-contiguous", { blocks: [] }],
    ["a missing first block", "pages-not-contiguous", { blocks: [second] }],
    ["blocks that overlap", "pages-not-contiguous", { blocks: [first, { ...second, firstPage: 1 }] }],
    ["a month without its last page", "month-not-finished", { blocks: [first] }],
    ["a page that is not stored", "page-differs", { stored: good.stored.slice(1) }],
    ["a page with another cost", "page-differs", { stored: [stored(0, 2, "1.6"), ...good.stored.slice(1)] }],
    ["a page with fewer rows", "page-differs", { stored: [stored(0, 1, "1.5"), ...good.stored.slice(1)] }],
    ["a page that nobody read", "page-differs", { stored: [...good.stored, stored(9, 1, "0")] }],
    ["rows on a page read as empty", "page-differs", { stored: [...good.stored, stored(3, 1, "0")] }],
    ["a row that appears twice", "row-twice", { stored: [{ ...stored(0, 4, "3"), ordinals: 2, lastOrdinal: 1 }, ...good.stored.slice(1)] }],
    ["a row of a later month", "row-of-another-month", { stored: [{ ...stored(0, 2, "1.5"), outside: 1 }, ...good.stored.slice(1)] }],
    ["a rollup that counts less", "rollup-differs", { rollups: [{ table: "Rollup", charges: 4, cost: "1.000000000000000001" }] }],
    ["a rollup with another cost", "rollup-differs", { rollups: [{ table: "Rollup", charges: 5, cost: "1" }] }],
    [
      "a rollup with another quantity",
      "rollup-differs",
      {
        rollups: good.rollups.map((one) => ({
          ...one,
          quantities: "7 0.000000000000000001",
          expectedQuantities: "7 0.000000000000000002",
        })),
      },
    ],
    ["a control total a cent and more away", "control-total-differs", { controlTotals: usage("1.02") }],
    ["an open month half a percent and more away", "control-total-differs", { controlTotals: usage("1.1"), isOpenPeriod: true }],
    ["a month that lost a fifth of its rows", "shrunk", { activeRows: 7 }],
    ["a month of other days", "days-missing", { missingDays: ["2026-10-09"] }],
  ])("refuses %s", (_, reason, change) => {
    expect(checkSeal({ ...good, ...change })).toMatchObject({ sealed: false, reason });
  });

  it("names the days that would go, and lets them go on the operator's word", () => {
    const missing = missingDays(["2026-10-09", "2026-10-30", "2026-10-01", "2026-10-02", "2026-10-31"], ["2026-10-09", "2026-11-01"]);
    expect(checkSeal({ ...good, missingDays: missing })).toEqual({
      sealed: false,
      reason: "days-missing",
      detail:
        "4 published days would lose all charges: 2026-10-01 to 2026-10-02, 2026-10-30 to 2026-10-31; if that is right, use --allow-shrink",
    });
    expect(checkSeal({ ...good, missingDays: missing, overrides: lifted("allow-shrink") })).toMatchObject({
      sealed: true,
      findings: [{ code: "days-missing", detail: "4 published days lost all charges: 2026-10-01 to 2026-10-02, 2026-10-30 to 2026-10-31" }],
    });
  });

  it("says which of the totals the rows add up to, and what that one leaves out", () => {
    expect(checkSeal({ ...good, controlTotals: marketplace("1", "7") })).toMatchObject({
      controlTotal: { name: "totalUsage", total: "1" },
      findings: [{ code: "charges-elsewhere", cost: "7", rows: 0 }],
    });
    expect(checkSeal({ ...good, controlTotals: marketplace("0.4", "0.6") })).toMatchObject({
      controlTotal: { name: "totalUsage + azureMarketplaceServiceCharges", total: "1" },
      findings: [],
    });
    expect(checkSeal({ ...good, controlTotals: marketplace("1", "-0.25") })).toMatchObject({
      controlTotal: { name: "totalUsage" },
      findings: [{ code: "charges-elsewhere", cost: "-0.25" }],
    });
  });

  it("takes the nearest total while a month is open, and names by how much the rows miss it", () => {
    const large = {
      ...good,
      blocks: [{ firstPage: 0, pages: [page(5, "1000")], nextCursor: null }],
      stored: [stored(0, 5, "1000")],
      isOpenPeriod: true,
    };
    const evidence = { ...large, rollups: [{ table: "Rollup", charges: 5, cost: "1000" }] };
    expect(checkSeal({ ...evidence, controlTotals: marketplace("999", "3") })).toMatchObject({
      controlTotal: { name: "totalUsage", difference: "1" },
      findings: [
        { code: "control-total-near", cost: "1" },
        { code: "charges-elsewhere", cost: "3" },
      ],
    });
    expect(checkSeal({ ...evidence, controlTotals: marketplace("997", "3") })).toMatchObject({
      controlTotal: { name: "totalUsage + azureMarketplaceServiceCharges", difference: "0" },
      findings: [],
    });
    expect(checkSeal({ ...evidence, controlTotals: marketplace("999.995", "0.01") })).toMatchObject({
      controlTotal: { name: "totalUsage + azureMarketplaceServiceCharges", difference: "-0.005" },
      findings: [],
    });
  });

  it("names every total when none fits, and takes the operator's word", () => {
    const none = { ...good, controlTotals: marketplace("3", "7") };
    expect(checkSeal(none)).toEqual({
      sealed: false,
      reason: "control-total-differs",
      detail:
        "the rows add up to 1.000000000000000001; the source's own totals: totalUsage 3, totalUsage + azureMarketplaceServiceCharges 10; if the rows are right, use --accept-total REASON",
    });
    expect(checkSeal({ ...none, overrides: lifted("accept-total") })).toMatchObject({
      sealed: true,
      controlTotal: null,
      findings: [{ code: "control-total-unmatched", cost: "-1.999999999999999999" }],
    });
    expect(checkSeal({ ...none, overrides: lifted("allow-shrink") })).toMatchObject({ sealed: false });
  });

  it("counts charges without a cost, and takes no total that is made of them", () => {
    const missing = (first: number, second: number) => ({
      ...good,
      stored: [
        { ...stored(0, 2, "1.5"), withoutCost: first },
        { ...stored(1, 2, "0.000000000000000001"), withoutCost: second },
        stored(2, 1, "-0.5"),
      ],
    });
    expect(checkSeal(missing(1, 1))).toMatchObject({ sealed: true, findings: [{ code: "cost-missing", rows: 2 }] });
    expect(checkSeal(missing(2, 1))).toMatchObject({ sealed: false, reason: "cost-missing" });
  });

  it.each([
    [1, "1 of them names"],
    [2, "2 of them name"],
    [3, "each of them names"],
  ])("says of charges without a cost when %i are in another currency, and what to do", (otherCurrency, these) => {
    const page = { ...stored(0, 2, "1.5"), withoutCost: 3, otherCurrency, otherCurrencyDetail: "10 EUR in a delivery in CNY" };
    expect(checkSeal({ ...good, stored: [page, ...good.stored.slice(1)] })).toMatchObject({
      reason: "cost-missing",
      detail: `3 of 5 charges have no readable cost and count as 0; ${these} another currency than the delivery (currency-differs: 10 EUR in a delivery in CNY): set the currency of the delivery, or split it by currency`,
    });
  });

  it("lets late rows of earlier months in and names them, unless most rows are late", () => {
    const late = (first: number, second: number) => ({
      ...good,
      stored: [
        { ...stored(0, 2, "1.5"), late: first, lateCost: "0.75" },
        { ...stored(1, 2, "0.000000000000000001"), late: second },
        stored(2, 1, "-0.5"),
      ],
    });
    expect(checkSeal(late(2, 0))).toMatchObject({ sealed: true, findings: [{ code: "late-rows", rows: 2, cost: "0.75" }] });
    expect(checkSeal(late(2, 1))).toMatchObject({ sealed: false, reason: "row-of-another-month" });
    expect(checkSeal({ ...late(2, 1), overrides: lifted("accept-late") })).toMatchObject({ findings: [{ code: "late-rows", rows: 3 }] });
  });

  it("refuses a page that is there twice, also when a crash lay between, unless the operator says that the bill has it twice", () => {
    const twice = {
      ...good,
      blocks: [
        { firstPage: 0, pages: [page(1, "2", "a"), page(0, "0", "e")], nextCursor: "next" },
        { firstPage: 2, pages: [page(0, "0", "e"), page(1, "2", "a")], nextCursor: null },
      ],
      stored: [stored(0, 1, "2"), stored(3, 1, "2")],
      rollups: [{ table: "Rollup", charges: 2, cost: "4" }],
      controlTotals: usage("4"),
      activeRows: null,
    };
    expect(checkSeal(twice)).toMatchObject({ sealed: false, reason: "page-repeated" });
    expect(checkSeal({ ...twice, overrides: lifted("accept-repeated-pages") })).toMatchObject({
      sealed: true,
      findings: [{ code: "pages-repeated", rows: 1, cost: "2", detail: "page 3 has the rows of page 0" }],
    });
  });

  it("refuses an empty month unless shrinking is allowed", () => {
    const empty = {
      ...good,
      blocks: [{ firstPage: 0, pages: [page(0, "0")], nextCursor: null }],
      stored: [],
      rollups: [{ table: "Rollup", charges: 0, cost: "0" }],
      controlTotals: [],
    };
    expect(checkSeal(empty)).toMatchObject({ sealed: false, reason: "no-rows" });
    expect(checkSeal({ ...empty, overrides: lifted("allow-shrink") })).toMatchObject({ sealed: true, rows: 0, cost: "0" });
  });
});

describe("ExactSum", () => {
  it("adds what a double cannot", () => {
    const sum = new ExactSum();
    for (const text of ["-0.000000000000000001", "99999999999999999999.999999999999999999", "0.000000000000000002", "-5"]) sum.add(text);
    expect(sum.toString()).toBe("99999999999999999995");
    expect(new ExactSum("-0.5").toString()).toBe("-0.5");
  });
});
