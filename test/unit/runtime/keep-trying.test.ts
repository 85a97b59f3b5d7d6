import { describe, expect, it } from "vitest";
import { keepTrying } from "../../../app/runtime/moose/keep-trying";

function patience() {
  const waits: number[] = [];
  const reports: string[] = [];
  return {
    waits,
    reports,
    sleep: (milliseconds: number) => {
      waits.push(milliseconds);
      return Promise.resolve();
    },
    report: (error: unknown, attempt: number) => {
      reports.push(`${attempt} ${String(error)}`);
    },
  };
}

describe("keepTrying", () => {
  it("waits out whatever stays away, an hour too, and says each failure", async () => {
    const waiting = patience();
    let failures = 365;
    const work = () => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error("ECONNREFUSED")) : Promise.resolve("done");
    };
    expect(await keepTrying(work, waiting)).toBe("done");
    expect(waiting.waits.slice(0, 7)).toEqual([200, 500, 1000, 2000, 5000, 10_000, 10_000]);
    expect(waiting.waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(3_600_000);
    expect([waiting.reports.length, waiting.reports[0]]).toEqual([365, "1 Error: ECONNREFUSED"]);
  });
});
