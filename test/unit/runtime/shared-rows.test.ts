import { describe, expect, it } from "vitest";
import { SharedRows } from "../../../app/runtime/clickhouse/shared-rows";

/** Asks that end when the test says so. */
function controlled() {
  const asks: { resolve: (rows: readonly unknown[]) => void; reject: (error: Error) => void }[] = [];
  const ask = (): Promise<readonly unknown[]> => new Promise((resolve, reject) => asks.push({ resolve, reject }));
  return { asks, ask };
}

describe("rows that requests share", () => {
  it("keeps what cannot change, asks once while it is on its way, and keeps questions apart", async () => {
    const shared = new SharedRows();
    const { asks, ask } = controlled();
    const both = Promise.all([shared.kept("a", ask), shared.kept("a", ask)]);
    expect(asks.length).toBe(1);
    asks[0]?.resolve([1]);
    expect(await both).toEqual([[1], [1]]);
    expect(await shared.kept("a", ask)).toEqual([1]);
    expect(asks.length).toBe(1);
    void shared.kept("b", ask);
    expect(asks.length).toBe(2);
  });

  it("keeps no failure, and lets those who waited for one ask for themselves", async () => {
    const shared = new SharedRows();
    const { asks, ask } = controlled();
    const first = shared.kept("a", ask);
    const second = shared.kept("a", () => Promise.resolve([2]));
    asks[0]?.reject(new Error("gone"));
    await expect(first).rejects.toThrow("gone");
    expect(await second).toEqual([2]);
    expect(await shared.kept("a", () => Promise.resolve([3]))).toEqual([3]);
  });

  it("shares what was asked for a moment ago, and asks again soon after: what changed is not missed for long", async () => {
    let now = 1000;
    const shared = new SharedRows({ now: () => now });
    const { asks, ask } = controlled();
    const both = Promise.all([shared.recent("a", 100, ask), shared.recent("a", 100, ask)]);
    expect(asks.length).toBe(1);
    asks[0]?.resolve(["before"]);
    expect(await both).toEqual([["before"], ["before"]]);
    while (asks.length < 2) {
      now += 5;
      expect(await shared.recent("a", 100, ask)).toEqual(["before"]);
    }
    asks[1]?.resolve(["after"]);
    await new Promise(setImmediate);
    expect(await shared.recent("a", 100, ask)).toEqual(["after"]);
    expect(asks.length).toBe(2);
  });

  it("does not share a failure with later callers", async () => {
    const shared = new SharedRows();
    const { asks, ask } = controlled();
    const first = shared.recent("a", 100, ask);
    const second = shared.recent("a", 100, () => Promise.resolve([2]));
    asks[0]?.reject(new Error("gone"));
    await expect(first).rejects.toThrow("gone");
    expect(await second).toEqual([2]);
    expect(await shared.recent("a", 100, () => Promise.resolve([3]))).toEqual([3]);
  });
});
