import { describe, expect, it } from "vitest";
import { decideFocusFindings } from "../../../app/domain/focus/rules/decide-focus-findings";
import type { FocusRuleFinding } from "../../../app/domain/focus/rules/focus-rule";
import { focusRules } from "../../../app/domain/focus/rules/focus-rules";

function finding(id: string, failures: number): FocusRuleFinding {
  const rule = focusRules.find((known) => known.id === id);
  if (rule === undefined) throw new Error(`no rule ${id}`);
  return { rule, failures, samples: [] };
}

const dusty = finding("ContractedCost-product", 9);
const wrong = finding("RegionName-value-with-RegionId", 4);

describe("what broken rules do to a publication", () => {
  it("passes what breaks no rule, and everything when rules are off", () => {
    expect(decideFocusFindings([], "refuse")).toEqual({ kind: "pass" });
    expect(decideFocusFindings([wrong], "off")).toEqual({ kind: "pass" });
  });

  it("refuses for a rule that only a mistake of ours breaks, and names that one", () => {
    expect(decideFocusFindings([dusty, wrong], "refuse")).toEqual({
      kind: "refuse",
      detail: "1 rule of FOCUS broken: RegionName-value-with-RegionId (4)",
    });
  });

  it("warns where nothing refuses, and where the operator wants warnings only", () => {
    expect(decideFocusFindings([dusty], "refuse")).toEqual({ kind: "warn", detail: "1 rule of FOCUS broken: ContractedCost-product (9)" });
    expect(decideFocusFindings([wrong, dusty], "warn")).toEqual({
      kind: "warn",
      detail: "2 rules of FOCUS broken: ContractedCost-product (9), RegionName-value-with-RegionId (4)",
    });
  });

  it("names the five most frequent of many", () => {
    const many = focusRules.slice(0, 7).map((rule, index): FocusRuleFinding => ({ rule, failures: index, samples: [] }));
    expect(decideFocusFindings(many, "warn")).toMatchObject({
      detail: expect.stringMatching(/^7 rules .*\(6\), .*\(2\) and 2 more$/) as string,
    });
  });
});
