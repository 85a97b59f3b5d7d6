import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeOrRefuse } from "../../../app/runtime/write-or-refuse";

class ClickHouseError extends Error {
  constructor(readonly code: string) {
    super(`Code ${code}`);
  }
}

describe("writeOrRefuse", () => {
  it("stores every good row and hands back every bad one, wherever they stand", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), async (good) => {
        const rows = good.map((isGood, index) => ({ index, isGood }));
        const stored: number[] = [];
        const refused = await writeOrRefuse(
          rows,
          (batch) => {
            if (batch.some(({ isGood }) => !isGood)) return Promise.reject(new ClickHouseError("27"));
            stored.push(...batch.map(({ index }) => index));
            return Promise.resolve();
          },
          () => Promise.resolve(),
        );
        expect(stored).toEqual(rows.filter(({ isGood }) => isGood).map(({ index }) => index));
        expect(refused.map(({ row }) => row.index)).toEqual(rows.filter(({ isGood }) => !isGood).map(({ index }) => index));
      }),
      { numRuns: 200 },
    );
  });

  it("waits out a ClickHouse that is away", async () => {
    const waits: number[] = [];
    let failures = 5;
    const write = () => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error("ECONNREFUSED")) : Promise.resolve();
    };
    const refused = await writeOrRefuse([1, 2], write, (milliseconds) => {
      waits.push(milliseconds);
      return Promise.resolve();
    });
    expect(refused).toEqual([]);
    expect(waits).toEqual([200, 500, 1000, 2000, 5000]);
  });

  it("gives up with the error, refusing no row, when ClickHouse stays away", async () => {
    const write = () => Promise.reject(new Error("ECONNREFUSED"));
    await expect(writeOrRefuse([1], write, () => Promise.resolve())).rejects.toThrow("ECONNREFUSED");
  });
});
