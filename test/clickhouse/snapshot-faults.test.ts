import { describe, expect, it } from "vitest";
import { killClickHouse } from "../faults/kill-clickhouse";
import { killPoints, killWorker } from "../faults/kill-worker";
import { restateMonths } from "../faults/restate-months";

/** Small versions of the long runs; `npx tsx test/faults/main.ts <name> <times>` runs them at full size. */
describe("snapshots under faults", () => {
  it("loses nothing and counts nothing twice when ClickHouse is killed three times", async () => {
    const result = await killClickHouse(3, 3000, () => undefined);
    expect(result).toMatchObject({ kills: 3, wrong: [] });
    expect(result.published).toBeGreaterThan(1);
  });

  it("shows readers the old total or the new one, wherever a worker dies", async () => {
    const result = await killWorker(1, 3000, () => undefined);
    expect(result).toMatchObject({ kills: killPoints.length, wrong: [] });
    expect(result.reads).toBeGreaterThan(20);
  });

  it("equals the oracle after five random restatements", async () => {
    expect(await restateMonths(5, 2000, () => undefined)).toEqual([]);
  });
});
