import { expect, it } from "vitest";
import { snapshotTables } from "../../../app/pipeline/snapshot-tables";
import { reviewedDdl } from "../../support/moose-ddl";

/** The reviewed statements are what `app/` declares, as `npm run test:moose` holds. */
it("names every declared rollup of snapshots for the seal, and no table that is not declared", () => {
  const nameOf = (statement: string): string => /^CREATE TABLE (\w+)/.exec(statement)?.[1] ?? "";
  const tables = reviewedDdl().filter((statement) => nameOf(statement) !== "");
  const bySnapshot = tables.filter((statement) => /^PARTITION BY .*snapshot_id/m.test(statement)).map(nameOf);
  const filled = new Set(reviewedDdl().map((statement) => /^CREATE MATERIALIZED VIEW \w+ TO (\w+)/.exec(statement)?.[1]));
  expect(bySnapshot.filter((name) => filled.has(name)).sort()).toEqual([...snapshotTables.rollups].sort());
  const declared = tables.map(nameOf);
  for (const table of Object.values(snapshotTables).flat()) expect(declared).toContain(table);
});
