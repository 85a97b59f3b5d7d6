import { expect, it } from "vitest";
import { costQuery } from "../../../app/apis/cost-questions/cost-query";
import { badBody } from "../../../app/apis/serving/bad-body";

it.each([
  [{}, "measures", ["Required", "timeRange: Required"]],
  [{ sql: "SELECT 1" }, "measures", ["Required", "timeRange: Required", "Unrecognized key(s) in object: 'sql'"]],
])("a body with several faults is refused with the place of each: %j", (body, parameter, allowed) => {
  const { error } = costQuery.safeParse(body);
  expect(error === undefined ? null : badBody(error).details).toMatchObject({ parameter, allowed });
});
