import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { execInsert } from "../runtime/clickhouse/exec-insert";
import type { MooseClient } from "../runtime/clickhouse/moose-client";
import { FocusExportError } from "./focus-export-request";
import type { FocusExportContent } from "./focus-export-metadata";
import { totalsOf } from "./focus-export-sql";
import { readFocusTotals } from "./read-focus-totals";

/**
 * Reads a written file back with the engine and compares rows and sums of every currency with what the snapshots have: an independent check, whatever went
 * wrong between table and disk. Only the totals are kept, in a table that lives as long as the check.
 * @throws FocusExportError they differ
 */
export async function verifyFocusFile(client: MooseClient, path: string, content: FocusExportContent, randomId: string): Promise<void> {
  const table = `FocusExportCheck_${randomId}`;
  const run = async (query: string): Promise<void> => {
    await client.command({ query, clickhouse_settings: { wait_end_of_query: 1 } });
  };
  await run(
    `CREATE TABLE ${table} (BillingCurrency String, rows String, SumBilledCost String, SumEffectiveCost String, SumContractedCost String, SumListCost String) ENGINE = Memory`,
  );
  try {
    const bytes = createReadStream(path);
    await execInsert(client, {
      query:
        `INSERT INTO ${table} SELECT BillingCurrency, ${totalsOf} ` +
        "FROM input('BillingCurrency String, BilledCost Decimal(38, 18), EffectiveCost Decimal(38, 18), ContractedCost Decimal(38, 18), ListCost Decimal(38, 18)') " +
        `GROUP BY BillingCurrency FORMAT ${content.format === "parquet" ? "Parquet" : "CSVWithNames"}`,
      values: content.format === "csv.gz" ? bytes.pipe(createGunzip()) : bytes,
      clickhouse_settings: { wait_end_of_query: 1, async_insert: 0, input_format_skip_unknown_fields: 1 },
    });
    const written = await readFocusTotals(client, `SELECT * FROM ${table} ORDER BY BillingCurrency`);
    if (JSON.stringify(written) !== JSON.stringify(content.totals)) {
      throw new FocusExportError(`the file has ${JSON.stringify(written)}, its snapshots have ${JSON.stringify(content.totals)}`);
    }
  } finally {
    await run(`DROP TABLE IF EXISTS ${table} SYNC`);
  }
}
