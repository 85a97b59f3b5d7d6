import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { snapshotTables } from "../../../app/pipeline/snapshot-tables";

const map = z
  .object({
    tables: z.record(z.object({ name: z.string(), partition_by: z.string().nullish() })),
    materialized_views: z.record(z.object({ name: z.string(), targetTable: z.string() })),
  })
  .parse(JSON.parse(readFileSync(join(__dirname, "../../moose/infrastructure-map.snap.json"), "utf8")));

/** The map is what `app/` declares, as `npm run test:moose` holds. */
it("names every declared rollup of snapshots for the seal, and no table that is not declared", () => {
  const bySnapshot = Object.values(map.tables).filter(({ partition_by }) => partition_by?.includes("snapshot_id") === true);
  const filled = new Set(Object.values(map.materialized_views).map(({ targetTable }) => targetTable));
  const rollups = bySnapshot.map(({ name }) => name).filter((name) => filled.has(name));
  expect(rollups.sort()).toEqual([...snapshotTables.rollups].sort());
  const declared = Object.values(map.tables).map(({ name }) => name);
  for (const table of Object.values(snapshotTables).flat()) expect(declared).toContain(table);
});
