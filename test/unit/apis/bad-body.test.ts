import { expect, it } from "vitest";
import { costQuery } from "../../../app/apis/cost-questions/cost-query";
import { badBody } from "../../../app/apis/serving/bad-body";

const members = Object.keys(costQuery.innerType().shape);
const good = { measures: ["billed_cost"], timeRange: { from: "2026-10", to: "2026-10" } };

it.each([
  [{}, "measures is missing; timeRange is missing", "measures", members],
  [{ sql: "SELECT 1" }, 'measures is missing; timeRange is missing; "sql" is not a member', "measures", members],
  [{ ...good, measure: [], limits: 1 }, '"measure", "limits" are no members', "", members],
  [{ ...good, "DROP TABLE x": 1 }, "another one is not a member", "", members],
  [
    { ...good, timeRange: { from: "2026-10", until: "2026-11" } },
    'timeRange.to is missing; timeRange: "until" is not a member',
    "timeRange.to",
    ["from", "to"],
  ],
  [{ ...good, limit: "10" }, "limit must be of type number, not string", "limit", ["must be of type number, not string"]],
])("a body is refused with what is wrong, where, and what is allowed there: %j", (body, message, parameter, allowed) => {
  const { error } = costQuery.safeParse(body);
  const refused = error === undefined ? null : badBody(error, costQuery, body);
  expect([refused?.message, refused?.details.parameter, refused?.details.allowed]).toEqual([message, parameter, allowed]);
});
