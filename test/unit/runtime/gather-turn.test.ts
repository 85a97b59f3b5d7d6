import { describe, expect, it } from "vitest";
import { gatherTurn } from "../../../app/runtime/moose/gather-turn";

describe("gatherTurn", () => {
  it("processes the items of one turn together, and resolves none before all are done", async () => {
    const gathered: (readonly number[])[] = [];
    let finish = () => {};
    const done = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const gather = gatherTurn(async (items: readonly number[]) => {
      gathered.push(items);
      await done;
      return items.length;
    });
    let settled = 0;
    const handedIn = [1, 2, 3].map((item) => gather(item));
    const results = handedIn.map(({ result }) =>
      result.then((count) => {
        settled += 1;
        return count;
      }),
    );
    await new Promise(setImmediate);
    expect([gathered, settled]).toEqual([[[1, 2, 3]], 0]);
    finish();
    expect(await Promise.all(results)).toEqual([3, 3, 3]);
    expect(handedIn.map(({ isFirst }) => isFirst)).toEqual([true, false, false]);
  });

  it("fails those whose work failed, and goes on with the next", async () => {
    let attempts = 0;
    const gather = gatherTurn(() => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(new Error("away")) : Promise.resolve();
    });
    await expect(Promise.all([gather(1).result, gather(2).result])).rejects.toThrow("away");
    await expect(gather(3).result).resolves.toBeUndefined();
  });
});
