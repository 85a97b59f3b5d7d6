import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { budgetKey, readBudgetAmount, readBudgetMonth, readBudgetScopeKind } from "../../../app/domain/budget/read-budget";

describe("the month of a budget", () => {
  it.each([
    "2026-11",
    "202611",
    "2026/11",
    "2026-11-01",
    "20261101",
    "2026-11-01T00:00:00Z",
    "2026-11-01 00:00:00.000",
    "Nov 2026",
    "november 2026",
    " 2026-11 ",
    "\ufeff2026-11\u200b",
  ])("is November when it is written %j", (text) => {
    expect(readBudgetMonth(text)?.toString()).toBe("2026-11");
  });

  it.each([
    "",
    "2026",
    "2026-13",
    "2026-00",
    "1800-01",
    "2100-01",
    "2026-11-15",
    "11-2026",
    "11/2026",
    "2026-1",
    "Nov 26",
    "Now 2026",
    "2026-11-01T05:00:00Z",
    "null",
  ])("is none when it is written %j", (text) => {
    expect(readBudgetMonth(text)).toBeNull();
  });

  it("is never another than its digits say", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const month = readBudgetMonth(text)?.toString() ?? null;
        if (month !== null && /^\d{4}-\d{2}/.test(text)) expect(text.startsWith(month)).toBe(true);
      }),
    );
  });
});

describe("the amount of a budget", () => {
  it.each([
    ["1000", "1000"],
    ["1e3", "1000"],
    ["+12.50", "12.5"],
    [" 900.5\ufeff", "900.5"],
    ["0", "0"],
    ["1.2E-3", "0.0012"],
  ])("%j is %s", (text, digits) => {
    expect(readBudgetAmount(text)).toBe(digits);
  });

  it.each([
    "",
    "-5",
    "1,000",
    "1.000,5",
    "1 000",
    "12,5",
    "EUR 5",
    "5%",
    "1e999",
    "NaN",
    "Infinity",
    "0.0000000000000000001",
    "123456789012345678901",
    ".5",
    "0x10",
  ])("%j is no amount", (text) => {
    expect(readBudgetAmount(text)).toBeNull();
  });
});

describe("the scope of a budget", () => {
  it("has its kind in any case and spelling", () => {
    for (const text of ["resource_group", "Resource_Group", "resourceGroup", "RESOURCE GROUP", " resource-group "])
      expect(readBudgetScopeKind(text)).toBe("resource_group");
    for (const text of ["", "team", "resource", "groups"]) expect(readBudgetScopeKind(text)).toBeNull();
  });

  it("is compared as people spell names", () => {
    expect(budgetKey(" RG-Pay")).toBe(budgetKey("rg-pay"));
    expect(budgetKey("Straßenbau")).toBe(budgetKey("STRASSENBAU"));
    expect(budgetKey("Cafe\u0301")).toBe(budgetKey("CAFÉ"));
    expect(budgetKey("pay-1")).not.toBe(budgetKey("pay-2"));
  });
});
