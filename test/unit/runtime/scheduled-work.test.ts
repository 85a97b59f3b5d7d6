import { expect, it } from "vitest";
import type { SnapshotDatabase } from "../../../app/pipeline/snapshot-database";
import { scheduledWork } from "../../../app/pipeline/workflow-control";

/** Answers what scheduledWork asks: nothing is paused, and whether an operator cancelled. */
function databaseOf(isCancelled: boolean): SnapshotDatabase {
  const refuse = (): Promise<never> => Promise.reject(new Error("nothing is written"));
  return {
    rows: <Row>(query: string) => {
      const found: readonly unknown[] = query.includes("'cancelled'") && isCancelled ? [{ found: 1 }] : [];
      return Promise.resolve(found as readonly Row[]);
    },
    insertRows: refuse,
    insertBlocks: refuse,
    run: refuse,
    settle: refuse,
  };
}

const scheduled = (isCancelled: boolean, work: (signal: AbortSignal) => Promise<string>): Promise<string | null> =>
  scheduledWork(
    {
      workflow: "extract-open-months",
      isByHand: false,
      database: databaseOf(isCancelled),
      signal: new AbortController().signal,
      askEveryMs: 1,
    },
    work,
  );

const untilAborted = (signal: AbortSignal): Promise<string> =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(new Error("a month before it failed"));
    });
  });

it("work that was cancelled is not failed work, which Temporal would begin again", async () => {
  expect(await scheduled(true, untilAborted)).toBeNull();
  await expect(scheduled(false, () => Promise.reject(new Error("the source is away")))).rejects.toThrow("the source is away");
});

it("work that an operator started goes on when what the schedule started is cancelled", async () => {
  const byHand = {
    workflow: "extract-open-months",
    isByHand: true,
    database: databaseOf(true),
    signal: new AbortController().signal,
    askEveryMs: 1,
  };
  const ofSchedule = (): Promise<string | null> => scheduled(true, untilAborted);
  const done = await scheduledWork(byHand, async (signal) => [await ofSchedule(), await ofSchedule(), signal.aborted]);
  expect(done).toEqual([null, null, false]);
});
