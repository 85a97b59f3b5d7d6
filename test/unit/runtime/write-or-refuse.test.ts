import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeOrRefuse } from "../../../app/runtime/clickhouse/write-or-refuse";

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
        const refused = await writeOrRefuse(rows, (batch) => {
          if (batch.some(({ isGood }) => !isGood)) return Promise.reject(new ClickHouseError("27"));
          stored.push(...batch.map(({ index }) => index));
          return Promise.resolve();
        });
        expect(stored).toEqual(rows.filter(({ isGood }) => isGood).map(({ index }) => index));
        expect(refused.map(({ row }) => row.index)).toEqual(rows.filter(({ isGood }) => !isGood).map(({ index }) => index));
      }),
      { numRuns: 200 },
    );
  });

  it("throws any other error, refusing no row", async () => {
    let writes = 0;
    const write = () => {
      writes += 1;
      return Promise.reject(new Error("ECONNREFUSED"));
    };
    await expect(writeOrRefuse([1, 2], write)).rejects.toThrow("ECONNREFUSED");
    expect(writes).toBe(1);
  });
});
