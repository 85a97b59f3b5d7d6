import { describe, expect, it } from "vitest";
import { costQuery } from "../../../app/apis/cost-questions/cost-query";
import { costMeasureNames } from "../../../app/apis/cost-questions/cost-measure";
import { defaultView } from "../../../dashboard/src/app/view-state";
import { measures } from "../../../dashboard/src/app/measures";
import { queryBody, type QueryState, readQueryState, writeQueryState } from "../../../dashboard/src/routes/query/query-state";

const view = defaultView(new Date("2026-11-26T12:00:00Z"));

describe("the query builder", () => {
  it("offers the measures that POST /query has", () => {
    expect(measures).toEqual(costMeasureNames);
  });

  it("reads from the address what it wrote there, also names with commas", () => {
    const state: QueryState = { measures: ["billed_cost", "resources"], dimensions: ["region", "tag:a,b;c"], grain: "month", limit: "20" };
    expect(readQueryState(writeQueryState(state))).toEqual(state);
    expect(writeQueryState(readQueryState(null))).toBeNull();
  });

  it("takes the usual question for what it cannot read", () => {
    expect(readQueryState("nothing;;;")).toEqual({ ...readQueryState(null), dimensions: [] });
  });

  it("asks with the account, the filters and the period of the view, in a body that the API takes", () => {
    const filters = new Map([
      ["region", ["chinanorth3", ""]],
      ["tag:env", ["prod"]],
    ]);
    const body = queryBody(readQueryState("savings,charges;owner;day;20"), { ...view, account: "100100", filters, withoutTag: "app" });
    expect(body).toEqual({
      measures: ["savings", "charges"],
      dimensions: ["owner"],
      filters: [
        { field: "billing_account", op: "in", values: ["100100"] },
        { field: "region", op: "in", values: ["chinanorth3", ""] },
        { field: "tag:env", op: "in", values: ["prod"] },
        { field: "tag:app", op: "absent", values: [] },
      ],
      timeRange: { from: "2026-11", to: "2026-11" },
      grain: "day",
      orderBy: [
        { by: "date", direction: "asc" },
        { by: "savings", direction: "desc" },
      ],
      limit: 20,
    });
    expect(costQuery.safeParse(body).success).toBe(true);
  });
});
