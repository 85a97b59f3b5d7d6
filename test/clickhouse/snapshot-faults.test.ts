import { describe, expect, it } from "vitest";
import { killClickHouse } from "../faults/kill-clickhouse";
import { killPoints, killWorker } from "../faults/kill-worker";
import { restateMonths } from "../faults/restate-months";
import { bySize } from "../support/test-size";

/** Small versions of the long runs; `npx tsx test/faults/main.ts <name> <times>` runs them at full size. */
describe("snapshots under faults", () => {
  const kills = bySize(2, 10);
  it(`loses nothing and counts nothing twice when ClickHouse is killed ${kills} times`, async () => {
    const result = await killClickHouse(kills, 2000, () => undefined);
    expect(result).toMatchObject({ kills, wrong: [] });
    expect(result.published).toBeGreaterThan(1);
  });

  it("shows readers the old total or the new one, wherever a worker dies", async () => {
    const rounds = bySize(1, 3);
    const result = await killWorker(rounds, 2000, () => undefined);
    expect(result).toMatchObject({ kills: rounds * killPoints.length, wrong: [] });
    expect(result.reads).toBeGreaterThan(20);
  });

  it("equals the oracle after random restatements", async () => {
    expect(await restateMonths(bySize(2, 20), 2000, () => undefined)).toEqual([]);
  });
});
