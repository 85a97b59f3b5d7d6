import { describe, expect, it } from "vitest";
import { lastRun, nextRun, readSchedule, type Schedule } from "../../../app/domain/calendar/find-schedule-fault";
import { freshnessOf, type ReadingPlan, type ReadSnapshot } from "../../../app/domain/snapshot/freshness";

function schedule(text: string): Schedule {
  const read = readSchedule(text);
  if (typeof read === "string") throw new Error(read);
  return read;
}

describe("a schedule", () => {
  it.each([
    ["0 2 * * *", "2026-11-15T02:00:00Z", "2026-11-16T02:00:00Z", "2026-11-15T02:00:00Z"],
    ["0 2 * * *", "2026-11-15T01:59:59Z", "2026-11-15T02:00:00Z", "2026-11-14T02:00:00Z"],
    ["30 2,14 * * 1-5", "2026-11-13T15:00:00Z", "2026-11-16T02:30:00Z", "2026-11-13T14:30:00Z"],
    ["0 0 29 feb ?", "2026-11-15T00:00:00Z", "2028-02-29T00:00:00Z", "2024-02-29T00:00:00Z"],
    // Both days are restricted: the 13th, and every Sunday.
    ["0 6 13 * sun", "2026-11-09T00:00:00Z", "2026-11-13T06:00:00Z", "2026-11-08T06:00:00Z"],
    // Every day of the month is any day, however it is said: Mondays alone.
    ["0 2 */1 * mon", "2026-11-10T12:00:00Z", "2026-11-16T02:00:00Z", "2026-11-09T02:00:00Z"],
    // Every second day counts from the first of each month, and every second weekday from Sunday; both restrict the days.
    ["0 2 */2 * *", "2026-10-31T03:00:00Z", "2026-11-01T02:00:00Z", "2026-10-31T02:00:00Z"],
    ["0 2 * * */2", "2026-11-14T03:00:00Z", "2026-11-15T02:00:00Z", "2026-11-14T02:00:00Z"],
    ["0 2 */2 * */2", "2026-11-08T03:00:00Z", "2026-11-09T02:00:00Z", "2026-11-08T02:00:00Z"],
    ["*/20 * * * *", "2026-12-31T23:50:00Z", "2027-01-01T00:00:00Z", "2026-12-31T23:40:00Z"],
  ])("%s at %s is due next at %s and was last at %s", (text, at, next, last) => {
    expect([nextRun(schedule(text), new Date(at)), lastRun(schedule(text), new Date(at))]).toEqual([new Date(next), new Date(last)]);
  });
});

describe("freshness", () => {
  const plan: ReadingPlan = {
    extraction: { schedule: schedule("0 2 * * *"), enrollments: ["100"], lagMonths: 1 },
    connections: new Map([["exports", "2026-11-15T09:00:00.000Z"]]),
  };
  const read: ReadSnapshot = {
    account: "100",
    period: "2026-11-01",
    source: "azure-ea",
    connection: "",
    extractedAt: "2026-11-15T02:00:05.000Z",
  };
  const of = (change: Partial<ReadSnapshot>, now: string, own = plan): readonly [string | null, boolean] => {
    const { nextReadAt, late } = freshnessOf({ ...read, ...change }, own, new Date(now));
    return [nextReadAt, late];
  };

  it.each([
    ["is read every night", {}, "2026-11-15T12:00:00Z", "2026-11-16T02:00:00.000Z", false],
    [
      "has six hours after it was due",
      { extractedAt: "2026-11-14T02:00:05.000Z" },
      "2026-11-15T07:59:00Z",
      "2026-11-16T02:00:00.000Z",
      false,
    ],
    ["is late after that", { extractedAt: "2026-11-14T02:00:05.000Z" }, "2026-11-15T08:00:00Z", "2026-11-16T02:00:00.000Z", true],
    [
      "of the month before is read as long as it is open",
      { period: "2026-10-01" },
      "2026-11-15T12:00:00Z",
      "2026-11-16T02:00:00.000Z",
      false,
    ],
    ["of a closed month is read no more, and never late", { period: "2026-09-01" }, "2026-11-15T12:00:00Z", null, false],
    ["of another account is read by nobody", { account: "200" }, "2026-11-15T12:00:00Z", null, false],
    ["of a file that was imported is read by nobody", { source: "focus-files" }, "2026-11-15T12:00:00Z", null, false],
    ["of a connection is due when that looks", { connection: "exports" }, "2026-11-15T08:30:00Z", "2026-11-15T09:00:00.000Z", false],
    [
      "of a connection is due now when its look is over",
      { connection: "exports" },
      "2026-11-15T09:30:00Z",
      "2026-11-15T09:30:00.000Z",
      false,
    ],
    ["of a connection is late after an hour", { connection: "exports" }, "2026-11-15T10:00:01Z", "2026-11-15T10:00:01.000Z", true],
    ["of a connection that is paused is read by nobody", { connection: "paused" }, "2026-11-15T08:30:00Z", null, false],
  ] as const)("%s", (_, change, now, next, late) => {
    expect(of(change, now)).toEqual([next, late]);
  });

  it("knows nothing without a schedule", () => {
    expect(of({}, "2026-11-15T12:00:00Z", { extraction: null, connections: new Map() })).toEqual([null, false]);
  });
});
