import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { chargeBlockColumns } from "../../app/pipeline/charge-block";
import { createPageWriter } from "../../app/pipeline/create-page-writer";
import { snapshotDetailColumns } from "../../app/pipeline/snapshot-detail-columns";
import { snapshotTables } from "../../app/pipeline/snapshot-tables";
import type { MooseClient } from "../../app/runtime/clickhouse/moose-client";
import { writeText } from "../../app/runtime/clickhouse/write-text";
import { readNativeLines } from "../support/read-native-lines";
import { type Lab, openLab } from "../support/snapshot-lab";
import { type Billing, startBilling } from "../support/start-billing";
import type { ServerProcess } from "./server-process";

type Row = Readonly<Record<string, string | null>>;

describe("the facts", () => {
  let billing: Billing;
  let server: ServerProcess;
  let lab: Lab;
  let client: MooseClient;

  beforeAll(async () => {
    billing = await startBilling();
    ({ server, client } = billing);
    lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: "http://127.0.0.1:1", today: "2026-11-15" });
  });

  afterAll(async () => {
    await lab.close();
    await billing.stop();
  });

  it("hold the same of pages sent as blocks as of their lines sent as text, in one part", async () => {
    const ask = (sql: string): Promise<string> => server.query(sql, { database: "billing" });
    const period = BillingMonth.parse("2026-10");
    if (period === null) throw new TypeError("no month");
    const write = createPageWriter(
      { billingAccountId: "100100", period, snapshotId: "s1" },
      { currency: "CNY", context: lab.deps.enrichment("CNY") },
      lab.deps.now,
    );
    const odd: readonly Row[] = [
      { date: "2026-10-01", cost: "0.000000000000000001", tags: '{"app":"生产\\t\\\\"}', resourceId: "\u0000'\\N\n" },
      { date: "2026-02-30", cost: "1,5,0", tags: "x".repeat(127), additionalInfo: "é".repeat(64), year: "2026", month: "13", day: "30" },
      { date: null, cost: null, tags: null, unitPrice: "0.1", nobodyKnows: "😀".repeat(5000), term: "" },
      { date: "1969-12-31", cost: "-99999999999999999999.5", quantity: "1e-20", resourceRate: "7", exchangeRate: "6.9" },
    ];
    const resources = (count: number): readonly Row[] =>
      Array.from({ length: count }, (_, index) => ({
        date: "2026-10-02",
        cost: `${index}.25`,
        resourceId: `/vm-${index}`,
        meterName: `m${index}`,
      }));
    // Keys of a block are counted in one byte up to 256, in two up to 65,536, and in four beyond.
    const pages = [odd, [], resources(256), resources(257), [...odd, ...resources(66_000)]].map((rows, index) => {
      const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      return write({ index, table: { fields, rows: rows.map((row) => fields.map((field) => row[field] ?? null)) }, hash: "" });
    });
    await ask(`CREATE TABLE AsText AS ${snapshotTables.facts}`);
    await lab.deps.database.insertBlocks({
      table: snapshotTables.facts,
      columns: chargeBlockColumns,
      chunks: pages.map(({ data }) => data),
    });
    await writeText(client, {
      table: "AsText",
      columns: snapshotDetailColumns,
      chunks: pages.map(({ data }) =>
        Buffer.from(
          readNativeLines(data)
            .map((line) => `${line}\n`)
            .join(""),
        ),
      ),
    });
    const difference = (one: string, other: string): string => `SELECT count() FROM (SELECT * FROM ${one} EXCEPT SELECT * FROM ${other})`;
    expect(
      await ask(
        `SELECT (SELECT count() FROM ${snapshotTables.facts}), (SELECT count() FROM AsText),
           (${difference(snapshotTables.facts, "AsText")}), (${difference("AsText", snapshotTables.facts)}),
           (SELECT count() FROM system.parts WHERE database = 'billing' AND table = '${snapshotTables.facts}' AND active)`,
      ),
    ).toBe("66521\t66521\t0\t0\t1");
    expect(
      await ask(
        `SELECT ordinal, date, day, extended_cost, consumed_quantity, unit_price, length(other_columns), length(tags), tupleElement(problems, 'code')
         FROM ${snapshotTables.facts} WHERE page = 0 ORDER BY ordinal FORMAT JSONCompactEachRow`,
      ),
    ).toBe(
      `[0, "2026-10-01", 1, 0.000000000000000001, null, null, 20, 20, []]
[1, null, 30, null, null, null, 20, 127, ["json-unreadable","json-unreadable","date-unreadable","number-unreadable"]]
[2, null, null, null, null, 0.1, 20018, 0, ["date-missing","number-missing"]]
[3, null, null, -99999999999999999999.5, 0.00000000000000000001, null, 20, 0, ["date-unreadable","tax-out-of-range"]]`,
    );
  });
});
