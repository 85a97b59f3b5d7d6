import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import type { FocusExportRequest } from "../../app/exports/focus-export-request";
import { writeFocusExport } from "../../app/exports/write-focus-export";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";
import { openLab } from "../support/snapshot-lab";

const enrollment = "100100";
const today = "2026-11-15";
const month = BillingMonth.of(2026, 10);
if (month === null) throw new Error("no month");

describe("a month of Azure, exported and read back", () => {
  let lab: FocusLab;
  let simulator: Simulator;

  beforeAll(async () => {
    lab = await openFocusLab();
    simulator = await startSimulator({ seed: 7, enrollments: [{ number: enrollment, key: "simulator-key", rows: 3000 }], today });
    const extraction = openLab({ clickhousePort: lab.server.port, database: "billing", simulatorUrl: simulator.url, today });
    const request = { enrollment, year: 2026, month: 10 };
    const outcome = await extractMonth(request, extraction.deps, new AbortController().signal, () => undefined);
    await extraction.close();
    expect(outcome.kind).toBe("published");
  });

  afterAll(async () => {
    await simulator.close();
    await lab.close();
  });

  const write = (name: string, more: Partial<FocusExportRequest>) => {
    const path = join(lab.directory, name);
    const request: FocusExportRequest = { month, account: enrollment, version: "1.4", format: "csv", spreadsheetSafe: false, ...more };
    const deps = { now: () => new Date(), randomId: () => randomBytes(4).toString("hex") };
    return writeFocusExport(lab.client, request, path, deps, new AbortController().signal).then((metadata) => ({ path, metadata }));
  };
  /** Everything that means the same in another snapshot. */
  const content = (account: string): Promise<string> =>
    lab.ask(
      `SELECT * EXCEPT (x_BillingAccountId, x_SnapshotId, x_Page, x_Ordinal, x_ChargeId, x_ChargeOrigin, x_ContentHash, x_Problems, x_SourceProblems, x_UnknownFields,
         x_SourceFocusVersion, x_SourceColumns)
       FROM FocusCostAndUsage WHERE x_BillingAccountId = '${account}' ORDER BY ALL`,
    );

  /** Those of the bill, and of what its commitments cost that nothing used. */
  const rowsOfFile = async (): Promise<number> => {
    const ofAccount = `FROM FocusCostAndUsage WHERE x_BillingAccountId = '${enrollment}'`;
    const { rows } = simulator.oracle(enrollment, "2026-10");
    expect(await lab.ask(`SELECT countIf(x_ChargeOrigin = 'bill') ${ofAccount}`)).toBe(String(rows));
    return Number(await lab.ask(`SELECT count() ${ofAccount}`));
  };

  it.each(["csv", "csv.gz", "parquet"] as const)("is row by row what was billed, to the last digit, as %s", async (format) => {
    const { cost } = simulator.oracle(enrollment, "2026-10");
    const oracle = { rows: await rowsOfFile(), cost };
    const { path, metadata } = await write(`azure.${format}`, { format });
    expect(metadata.rows).toBe(oracle.rows);
    expect(metadata.totals).toMatchObject([{ BillingCurrency: "CNY", rows: oracle.rows, BilledCost: oracle.cost }]);
    const account = `azure-${format.replace(".", "-")}`;
    expect(await lab.importFiles([path], { account })).toMatchObject({
      kind: "published",
      snapshots: [
        {
          rows: oracle.rows,
          cost: oracle.cost,
          currency: "CNY",
          focusFindings: null,
        },
      ],
      files: [{ version: "1.4", providers: ["Microsoft"], unknownColumns: [], doubles: [], problems: {} }],
    });
    expect(await content(account)).toBe(await content(enrollment));
  });

  it("costs the same as 1.2", async () => {
    const { cost } = simulator.oracle(enrollment, "2026-10");
    const oracle = { rows: await rowsOfFile(), cost };
    const { path } = await write("azure-12.csv", { version: "1.2" });
    expect(await lab.importFiles([path], { account: "azure-12" })).toMatchObject({
      kind: "published",
      snapshots: [{ rows: oracle.rows, cost: oracle.cost }],
      files: [{ version: "1.2", providers: ["Microsoft"], problems: {} }],
    });
  });
});
