import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { ExtractOutcome } from "../../app/pipeline/delivery-outcome";
import { rollBack } from "../../app/pipeline/roll-back";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { type ObjectServer, startS3 } from "../support/object-servers";
import { openLab } from "../support/snapshot-lab";
import { startBillingServer } from "../support/start-billing";
import { ServerProcess } from "./server-process";

const enrollment = "100100";
const today = "2026-11-15";
const period = BillingMonth.of(2026, 10);
if (period === null) throw new Error("no month");

describe("a backup of the database, by the statements of docs/operate.md,", () => {
  let storage: ObjectServer;
  let simulator: Simulator;
  let server: ServerProcess;
  let restored: ServerProcess;

  beforeAll(async () => {
    storage = await startS3();
    simulator = await startSimulator({ seed: 5, enrollments: [{ number: enrollment, key: "simulator-key", rows: 1500 }], today });
    server = await startBillingServer();
    // Another machine: nothing is on it.
    restored = await ServerProcess.start();
  });

  afterAll(async () => {
    await restored.dispose();
    await server.dispose();
    await simulator.close();
    await storage.close();
  });

  const extract = async (at: ServerProcess): Promise<ExtractOutcome> => {
    const lab = openLab({ clickhousePort: at.port, database: "billing", simulatorUrl: simulator.url, today });
    try {
      return await extractMonth({ enrollment, year: 2026, month: 10 }, lab.deps, new AbortController().signal, () => undefined);
    } finally {
      await lab.close();
    }
  };
  /** Every table, view and rollup, and the rows in it: of a table that merges versions the last ones, since a merge may come between two counts. */
  const contents = async (at: ServerProcess): Promise<Readonly<Record<string, string>>> => {
    const tables = await at.query(
      "SELECT name, if(match(engine, '(Replacing|Aggregating|Summing)MergeTree$'), ' FINAL', '') FROM system.tables WHERE database = 'billing' AND name NOT LIKE '.inner%' ORDER BY name",
    );
    const counted = tables.split("\n").map(async (line) => {
      const [name = "", final = ""] = line.split("\t");
      return [name, await at.query(`SELECT count() FROM billing.\`${name}\`${final}`)] as const;
    });
    return Object.fromEntries(await Promise.all(counted));
  };
  const total = (at: ServerProcess): Promise<string> =>
    at.query("SELECT count(), sum(toDecimal256(extended_cost, 18)) FROM CurrentAzureBillingDetail", {
      database: "billing",
    });

  it("is restored on another machine with every row and the totals of the bill, where months are read and rolled back as before", async () => {
    expect(await extract(server)).toMatchObject({ kind: "published" });
    const first = await total(server);
    simulator.restate({ enrollment, month: "2026-10" });
    expect(await extract(server)).toMatchObject({ kind: "published" });
    const { rows, cost } = simulator.oracle(enrollment, "2026-10");
    expect(await total(server)).toBe(`${rows}\t${cost}`);

    const place = `S3('http://${storage.host}/bills/backups/2026-11-15', '${storage.secrets["TEST_S3_ID"] ?? ""}', '${storage.secrets["TEST_S3_KEY"] ?? ""}')`;
    expect(await server.query(`BACKUP DATABASE billing TO ${place}`)).toMatch(/BACKUP_CREATED$/);
    const before = await contents(server);
    await server.query("TRUNCATE TABLE billing.AzureBillingDetail SYNC");
    expect(await restored.query(`RESTORE DATABASE billing FROM ${place}`)).toMatch(/RESTORED$/);

    expect(await contents(restored)).toEqual(before);
    expect(await total(restored)).toBe(`${rows}\t${cost}`);
    const lab = openLab({ clickhousePort: restored.port, database: "billing", simulatorUrl: simulator.url, today });
    const october = { billingAccountId: enrollment, period };
    expect(await rollBack(lab.deps.database, october, undefined, lab.deps.now)).toMatchObject({ kind: "rolled-back" });
    await lab.close();
    expect(await total(restored)).toBe(first);
    expect(await extract(restored)).toMatchObject({ kind: "published", rows, cost });
    expect(await total(restored)).toBe(`${rows}\t${cost}`);
  });
});
