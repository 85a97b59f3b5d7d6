import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { compileFocusRowReader } from "../../app/domain/focus/import/compile-focus-row-reader";
import type { FocusRow } from "../../app/domain/focus/import/focus-row";
import { planFocusColumns } from "../../app/domain/focus/import/plan-focus-columns";
import { FocusBlock, focusBlockColumns } from "../../app/pipeline/focus-block";
import { openSnapshotDatabase } from "../../app/pipeline/open-snapshot-database";
import { snapshotTables } from "../../app/pipeline/snapshot-tables";
import type { MooseClient } from "../../app/runtime/clickhouse/moose-client";
import { writeText } from "../../app/runtime/clickhouse/write-text";
import { sha256Hex } from "../../app/runtime/sha256-hex";
import { type FocusSampleName, focusSample } from "../support/focus-files";
import { readNativeLines } from "../support/read-native-lines";
import { type Billing, startBilling } from "../support/start-billing";
import type { ServerProcess } from "./server-process";

const names: readonly FocusSampleName[] = ["aws-1.0", "aws-1.2", "google-1.0", "oracle", "microsoft-1.0", "microsoft-1.2", "focus-1.4"];

/** Rows of a provider's file, with other cells in some of them. */
function rowsOf(name: FocusSampleName, count: number, change: readonly Readonly<Record<string, string>>[] = []): readonly FocusRow[] {
  const { headers, rows } = focusSample(name, count);
  const all = [...new Set([...headers, ...change.flatMap((cells) => Object.keys(cells))])];
  const plan = planFocusColumns(all);
  if ("code" in plan) throw new Error(plan.detail);
  const read = compileFocusRowReader(plan, sha256Hex);
  return rows.map((row, index) => {
    const result = read(all.map((header, cell) => change[index]?.[header] ?? row[cell] ?? null));
    if ("detail" in result) throw new Error(`${result.column}: ${result.detail}`);
    return result;
  });
}

describe("FOCUS rows of a file", () => {
  let billing: Billing;
  let server: ServerProcess;
  let client: MooseClient;

  beforeAll(async () => {
    billing = await startBilling();
    ({ server, client } = billing);
  });

  afterAll(async () => {
    await billing.stop();
  });

  it("are stored from blocks as from the lines of the same blocks sent as text, in one part", async () => {
    const ask = (sql: string): Promise<string> => server.query(sql, { database: "billing" });
    const period = BillingMonth.parse("2026-10");
    if (period === null) throw new TypeError("no month");
    const block = new FocusBlock({ billingAccountId: "aws-1", period, snapshotId: "s1" });
    const odd = rowsOf("microsoft-1.2", 4, [
      { BilledCost: "-99999999999999999999.5", ResourceName: "\u0000'\\N\n生产", Tags: '{"app":"\\t"}' },
      { BilledCost: "0.000000000000000001", ChargePeriodStart: "2099-12-31T23:59:59Z", x_BillingExchangeRate: "0.00000000000000000001" },
      { BilledCost: "0.0000000000000000015", ChargeDescription: "😀".repeat(5000), x_ServicePeriodStart: "x".repeat(127) },
      { ChargePeriodStart: "2026-10-25T22:30:00Z", BillingPeriodStart: "2026-09-30T16:00:00Z", BillingPeriodEnd: "2026-10-31T16:00:00Z" },
    ]);
    // Keys of a block are counted in one byte up to 256, and in two beyond.
    const pages = [odd, [], ...names.map((name) => rowsOf(name, 3)), rowsOf("aws-1.2", 300)];
    const chunks = pages.map((rows, index) => block.write({ index, rows, version: "1.2" }));
    const columns = focusBlockColumns.map(({ name }) => name);
    await openSnapshotDatabase(client).insertBlocks({ table: snapshotTables.focus, columns: focusBlockColumns, chunks });
    await ask(`CREATE TABLE AsText AS ${snapshotTables.focus}`);
    const lines = chunks.flatMap(readNativeLines).map((line) => `${line}\n`);
    await writeText(client, { table: "AsText", columns, chunks: [Buffer.from(lines.join(""))] });
    const difference = (one: string, other: string): string => `SELECT count() FROM (SELECT * FROM ${one} EXCEPT SELECT * FROM ${other})`;
    expect(
      await ask(
        `SELECT (SELECT count() FROM ${snapshotTables.focus}), (SELECT count() FROM AsText),
           (${difference(snapshotTables.focus, "AsText")}), (${difference("AsText", snapshotTables.focus)}),
           (SELECT count() FROM system.parts WHERE database = 'billing' AND table = '${snapshotTables.focus}' AND active)`,
      ),
    ).toBe("325\t325\t0\t0\t1");
    // Every cell is in the table as the row has it.
    const cells = await ask(
      `SELECT x_Ordinal, BilledCost, ResourceName, Tags, toUnixTimestamp(ChargePeriodStart), x_BillingExchangeRate, length(ChargeDescription),
         length(x_ServicePeriodStart), x_UsageDate, x_BillingPeriod, x_ChargeId, x_Problems, CommitmentDiscountId, x_VmName, x_SourceFocusVersion
       FROM ${snapshotTables.focus} WHERE x_Page = 0 ORDER BY x_Ordinal FORMAT JSONCompactEachRow`,
    );
    expect(cells.split("\n")).toMatchInlineSnapshot(`
      [
        "[0, -99999999999999999999.5, "\\u0000'\\\\N\\n生产", "{\\"app\\":\\"\\\\t\\"}", 1790812800, null, 18, 0, null, "2026-10-01", "s1\\/0\\/0", ["value-assumed","block-size-repaired"], null, "", "1.2"]",
        "[1, 0.000000000000000001, null, "{\\"env\\":\\"prod\\",\\"row\\":\\"1\\"}", 4102444799, 0.00000000000000000001, 18, 0, null, "2026-10-01", "s1\\/0\\/1", ["value-assumed","block-size-repaired","charge-period-backwards"], null, "", "1.2"]",
        "[2, 0.000000000000000002, null, "{\\"env\\":\\"prod\\",\\"row\\":\\"2\\"}", 1790985600, null, 20000, 127, null, "2026-10-01", "s1\\/0\\/2", ["number-rounded","value-assumed","block-size-repaired"], null, "", "1.2"]",
        "[3, 0.2, null, "{\\"env\\":\\"prod\\",\\"row\\":\\"3\\"}", 1792967400, null, 18, 0, "2026-10-26", "2026-10-01", "s1\\/0\\/3", ["value-assumed","block-size-repaired","local-time","charge-period-backwards"], null, "", "1.2"]",
      ]
    `);
    const hashes = await ask(`SELECT x_ContentHash FROM ${snapshotTables.focus} ORDER BY x_Page, x_Ordinal`);
    expect(hashes.split("\n")).toEqual(pages.flat().map(({ contentHash }) => contentHash));
  });
});
