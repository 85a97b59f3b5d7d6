import { describe, expect, it } from "vitest";
import { coalesceWrites } from "../../../app/runtime/coalesce-writes";

describe("coalesceWrites", () => {
  it("makes one write of the rows of one turn, and settles nobody before it is done", async () => {
    const written: (readonly number[])[] = [];
    let finish = () => {};
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const write = coalesceWrites<number>(async (rows) => {
      written.push(rows);
      await done;
    });
    let settled = 0;
    const writes = [1, 2, 3].map((row) =>
      write(row).then(() => {
        settled += 1;
      }),
    );
    await new Promise(setImmediate);
    expect([written, settled]).toEqual([[[1, 2, 3]], 0]);
    finish();
    await Promise.all(writes);
    expect(settled).toBe(3);
  });

  it("fails those whose write failed, and goes on with the next", async () => {
    let attempts = 0;
    const write = coalesceWrites<number>(() => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(new Error("away")) : Promise.resolve();
    });
    await expect(Promise.all([write(1), write(2)])).rejects.toThrow("away");
    await expect(write(3)).resolves.toBeUndefined();
  });
});
