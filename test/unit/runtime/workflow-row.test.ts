import { expect, it } from "vitest";
import { workflowRow } from "../../../app/apis/answers/workflow-row";
import type { OpenRun } from "../../../app/runtime/moose/workflow-runs";

const now = new Date("2026-11-21T02:10:00Z");
const night = { name: "extract-open-months", schedule: "0 2 */2 * *" };
const ofSchedule: OpenRun = {
  workflow: night.name,
  workflowId: night.name,
  runId: "r1",
  startsAt: "2026-11-21T02:00:00.000Z",
  waits: false,
};
const nextOf = (open: readonly OpenRun[], workflow = night): string | null =>
  workflowRow(workflow, { open, paused: [], last: [] }, now).next_at;

it("a schedule that runs is next started when it is due again", () => {
  expect(nextOf([ofSchedule])).toBe("2026-11-23T02:00:00.000Z");
  const waiting = { ...ofSchedule, startsAt: "2026-11-25T02:00:00.000Z", waits: true };
  expect(nextOf([waiting])).toBe("2026-11-25T02:00:00.000Z");
});

it("without a run of the schedule, or without a schedule, nobody knows a next start", () => {
  expect(nextOf([])).toBeNull();
  expect(nextOf([{ ...ofSchedule, workflowId: `${night.name}-1` }])).toBeNull();
  expect(nextOf([ofSchedule], { ...night, schedule: "" })).toBeNull();
});
