import { describe, expect, it } from "vitest";
import { chooseLiveView, liveCostColumns } from "../../../app/domain/cost/live-cost-columns";
import { azureProblems } from "../../../app/domain/focus/map-azure-charge";
import { focusMappingSteps } from "../../../app/domain/focus/focus-mapping-sql";
import { overProblemColumns, problemColumns } from "../../../app/domain/focus/problem-columns";
import { selectSteps } from "../../../app/domain/focus/select-steps";
import { chargeSelect } from "../../../app/domain/cost/charge-select";

const columns = new Set(Object.keys(problemColumns(azureProblems())));

describe("problems as columns", () => {
  it.each([
    ["toUInt64(has(x_Problems, 'cost-missing'))", "toUInt64((is_cost_missing))"],
    [
      "NOT hasAny(x_Problems, ['cost-missing', 'block-size-suspected', 'list-cost-unknown'])",
      "NOT (is_cost_missing OR is_list_cost_unknown)",
    ],
    ["if(has(x_Problems, 'value-assumed'), 1, 0)", "if(false, 1, 0)"],
    ["BilledCost", "BilledCost"],
  ])("asks %j as %j", (expression, asked) => {
    expect(overProblemColumns(expression, columns)).toBe(asked);
  });

  it.each(["x_Problems", "has(x_Problems, code)  = length(x_Problems)"])("refuses %j, which is no question for codes", (expression) => {
    expect(() => overProblemColumns(expression, columns)).toThrow("x_Problems must only be searched for codes");
  });

  it("posted costs are planned without prices, the price sheet and x_Problems", () => {
    const select = Object.fromEntries(liveCostColumns.map((name) => [name, overProblemColumns(chargeSelect[name], columns)]));
    const statement = selectSteps(
      [...focusMappingSteps("unknown", "none"), { columns: select }],
      { columns: ["cost"], sql: "SELECT 1" },
      liveCostColumns,
    );
    expect(statement).not.toMatch(/x_Problems|PriceSheet|FocusPricingUnit/);
  });
});

describe("the view of posted charges that a question needs", () => {
  it.each([
    ["billing_account_id AS account, sum(billed_cost), usage_date", "LiveCost"],
    ["currency, effective_cost, not_amortized_cost, owner", "LiveCost"],
    ["currency, contracted_cost", "LiveCharge"],
    ["currency, billed_cost WHERE resource IN {p0:Array(String)}", "LiveCharge"],
    ["JSONExtract(tags, {p0:String}, 'Nullable(String)') AS d0", "LiveCharge"],
    ["problems", "LiveCharge"],
  ])("%j: %s", (expression, view) => {
    expect(chooseLiveView(expression)).toBe(view);
  });
});
