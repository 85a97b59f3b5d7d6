import { describe, expect, it } from "vitest";
import { checkSeal } from "../../../app/domain/snapshot/check-seal";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { missingDays } from "../../../app/domain/snapshot/missing-days";
import type { SealEvidence } from "../../../app/domain/snapshot/seal-evidence";

const page = (rows: number, cost: string) => ({ rows, cost, hash: "" });
const stored = (number: number, rows: number, cost: string) => ({
  page: number,
  rows,
  ordinals: rows,
  lastOrdinal: rows - 1,
  cost,
  outside: 0,
});
const good: SealEvidence = {
  blocks: [
    { firstPage: 0, pages: [page(2, "1.5"), page(2, "0.000000000000000001")], nextUrl: "next" },
    { firstPage: 2, pages: [page(1, "-0.5"), page(0, "0")], nextUrl: null },
  ],
  stored: [stored(0, 2, "1.5"), stored(1, 2, "0.000000000000000001"), stored(2, 1, "-0.5")],
  rollups: [{ table: "Rollup", charges: 5, cost: "1.000000000000000001" }],
  controlTotal: "1",
  isOpenPeriod: false,
  activeRows: 6,
  missingDays: [],
  allowShrink: false,
};
const [first, second] = good.blocks;
if (first === undefined || second === undefined) throw new Error("no blocks");

describe("checkSeal", () => {
  it("seals a delivery on which ledger, facts, rollups and control total agree", () => {
    expect(checkSeal(good)).toEqual({ sealed: true, pages: 4, rows: 5, cost: "1.000000000000000001" });
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
    [
      "a row that is there twice",
      "row-twice",
      { stored: [{ ...stored(0, 4, "3"), ordinals: 2, lastOrdinal: 1 }, ...good.stored.slice(1)] },
    ],
    ["a row of another month", "row-of-another-month", { stored: [{ ...stored(0, 2, "1.5"), outside: 1 }, ...good.stored.slice(1)] }],
    ["a rollup that counts less", "rollup-differs", { rollups: [{ table: "Rollup", charges: 4, cost: "1.000000000000000001" }] }],
    ["a rollup with another cost", "rollup-differs", { rollups: [{ table: "Rollup", charges: 5, cost: "1" }] }],
    ["a control total a cent and more away", "control-total-differs", { controlTotal: "1.02" }],
    ["an open month half a percent and more away", "control-total-differs", { controlTotal: "1.1", isOpenPeriod: true }],
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
      detail: "4 published days would go: 2026-10-01 to 2026-10-02, 2026-10-30 to 2026-10-31; allow shrinking if that is right",
    });
    expect(checkSeal({ ...good, missingDays: missing, allowShrink: true })).toMatchObject({ sealed: true });
  });

  it("refuses an empty month unless shrinking is allowed", () => {
    const empty = {
      ...good,
      blocks: [{ firstPage: 0, pages: [page(0, "0")], nextUrl: null }],
      stored: [],
      rollups: [{ table: "Rollup", charges: 0, cost: "0" }],
      controlTotal: null,
    };
    expect(checkSeal(empty)).toMatchObject({ sealed: false, reason: "no-rows" });
    expect(checkSeal({ ...empty, allowShrink: true })).toMatchObject({ sealed: true, rows: 0, cost: "0" });
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
