import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { builtInReference } from "../../app/domain/focus/reference/built-in-reference";
import { ensurePricingUnits, ensureReference } from "../../app/pipeline/ensure-reference";
import { loadFinopsToolkit } from "../../scripts/reference-finops-toolkit";
import { type Lab, openLab } from "../support/snapshot-lab";
import type { ServerProcess } from "./server-process";
import { startBillingServer } from "../support/start-billing";

const period = BillingMonth.parse("2026-10");
if (period === null) throw new Error("no month");

describe("the reference tables of FOCUS", () => {
  let server: ServerProcess;
  let lab: Lab;
  let folder: string;

  const ask = (sql: string): Promise<string> => server.query(sql, { database: "billing" });
  const ofRegion = (text: string): Promise<string> =>
    ask(`SELECT region_id, region_name, source FROM FocusRegion FINAL WHERE original_value = '${text}'`);

  beforeAll(async () => {
    server = await startBillingServer();
    lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: "http://127.0.0.1:1", today: "2026-11-15" });
    folder = mkdtempSync(join(tmpdir(), "toolkit-"));
    writeFileSync(
      join(folder, "Services.csv"),
      "\uFEFFConsumedService,ResourceType,ServiceName,ServiceCategory,ServiceSubcategory,PublisherName,Environment\n" +
        'microsoft.compute,microsoft.compute/disks,"Disks, managed",Storage,Block Storage,Microsoft,Cloud\n',
    );
    writeFileSync(join(folder, "ResourceTypes.csv"), '"ResourceType","SingularDisplayName"\n"microsoft.compute/disks","Managed disk"\n');
    writeFileSync(
      join(folder, "Regions.csv"),
      "OriginalValue,RegionId,RegionName\ncn north 2,chinanorth2,China (North 2)\nmoon,moon,The Moon\n",
    );
    writeFileSync(
      join(folder, "PricingUnits.csv"),
      "UnitOfMeasure,AccountTypes,PricingBlockSize,DistinctUnits\n10000s,MCA,1,Transactions\n",
    );
  });

  afterAll(async () => {
    await lab.close();
    await server.dispose();
    rmSync(folder, { recursive: true });
  });

  it("hold the built-in rows once, however often and by how many they are ensured", async () => {
    await Promise.all([ensureReference(lab.deps.database), ensureReference(lab.deps.database)]);
    await ensureReference(lab.deps.database);
    for (const [table, rows] of Object.entries<readonly object[]>({ ...builtInReference() })) {
      expect(await ask(`SELECT count(), uniqExact(source), any(source) FROM ${table} FINAL`), table).toBe(`${rows.length}\t1\tbuilt-in`);
    }
    expect(await ofRegion("cn north 2")).toBe("chinanorth2\tChina North 2\tbuilt-in");
    expect(await ask("SELECT toString(block_size), pricing_unit FROM FocusPricingUnit FINAL WHERE unit_of_measure = '10K'")).toBe(
      "10000\tUnits",
    );
  });

  it("take the units that a bill brings, and leave out what is not a unit", async () => {
    const units = ["7 Dozen Eggs", "小时", "10000s", "???", "", "10K"];
    const values = units.map((unit, ordinal) => `('100100', '2026-10-01', 's1', 0, ${ordinal}, '${unit}', '2026-10-02', 'CNY')`);
    await ask(
      `INSERT INTO AzureBillingSnapshotDetail (billing_account_id, billing_period, snapshot_id, page, ordinal, unit_of_measure, date, currency)
       VALUES ${values.join(", ")}`,
    );
    const before = Number(await ask("SELECT count() FROM FocusPricingUnit FINAL"));
    await ensurePricingUnits(lab.deps.database, { billingAccountId: "100100", period, snapshotId: "s1" });
    await ensurePricingUnits(lab.deps.database, { billingAccountId: "100100", period, snapshotId: "s1" });
    expect(await ask("SELECT count() FROM FocusPricingUnit FINAL")).toBe(String(before + 3));
    expect(
      await ask(
        "SELECT unit_of_measure, toString(block_size), pricing_unit FROM FocusPricingUnit FINAL WHERE unit_of_measure IN ('7 Dozen Eggs', '小时', '10000s') ORDER BY 1",
      ),
    ).toBe("10000s\t10000\tUnits\n7 Dozen Eggs\t7\tDozen Eggs\n小时\t1\tHours");
  });

  it("let an operator's rows win, and keep them when the built-in ones are ensured again", async () => {
    expect(await loadFinopsToolkit(lab.deps.database, folder, new Date("2026-11-15T00:00:00Z"))).toEqual([
      { table: "FocusService", rows: 2 },
      { table: "FocusResourceType", rows: 1 },
      { table: "FocusRegion", rows: 2 },
      { table: "FocusPricingUnit", rows: 1 },
    ]);
    for (const again of [
      "",
      "ALTER TABLE FocusRegion DELETE WHERE source = 'built-in' SETTINGS mutations_sync = 2",
      "OPTIMIZE TABLE FocusRegion FINAL",
    ]) {
      if (again !== "") await ask(again);
      await ensureReference(lab.deps.database);
      await ensurePricingUnits(lab.deps.database, { billingAccountId: "100100", period, snapshotId: "s1" });
      expect(await ofRegion("cn north 2")).toBe("chinanorth2\tChina (North 2)\tfinops-toolkit");
      expect(await ofRegion("moon")).toBe("moon\tThe Moon\tfinops-toolkit");
      expect(await ofRegion("cn north 3")).toBe("chinanorth3\tChina North 3\tbuilt-in");
    }
    expect(await ask("SELECT DISTINCT service_name FROM FocusService FINAL WHERE resource_type = 'microsoft.compute/disks'")).toBe(
      "Disks, managed",
    );
    expect(await ask("SELECT toString(block_size), pricing_unit FROM FocusPricingUnit FINAL WHERE unit_of_measure = '10000s'")).toBe(
      "1\tTransactions",
    );
  });

  it("give way to a later load of the operator", async () => {
    writeFileSync(join(folder, "Regions.csv"), "OriginalValue,RegionId,RegionName\ncn north 2,chinanorth2,North China Two\n");
    await loadFinopsToolkit(lab.deps.database, folder, new Date("2026-11-16T00:00:00Z"));
    expect(await ofRegion("cn north 2")).toBe("chinanorth2\tNorth China Two\tfinops-toolkit");
  });

  it("stay as they are when one of the files cannot be used", async () => {
    writeFileSync(join(folder, "PricingUnits.csv"), "UnitOfMeasure,PricingBlockSize\n10000s,1\n");
    writeFileSync(join(folder, "Regions.csv"), "OriginalValue,RegionId,RegionName\ncn north 2,x,X\n");
    await expect(loadFinopsToolkit(lab.deps.database, folder, new Date("2026-11-17T00:00:00Z"))).rejects.toThrow(
      "PricingUnits.csv has no column DistinctUnits",
    );
    rmSync(join(folder, "PricingUnits.csv"));
    await expect(loadFinopsToolkit(lab.deps.database, folder, new Date("2026-11-17T00:00:00Z"))).rejects.toThrow(
      `PricingUnits.csv is not in ${folder}`,
    );
    expect(await ofRegion("cn north 2")).toBe("chinanorth2\tNorth China Two\tfinops-toolkit");
  });
});
