import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { BillingMonth } from "../app/domain/calendar/billing-month";
import { extractMonth } from "../app/pipeline/extract-month";
import { mapFocus } from "../app/pipeline/map-focus";
import { snapshotTables } from "../app/pipeline/snapshot-tables";
import { startSimulator } from "../simulator/start-simulator";
import { ServerProcess } from "../test/clickhouse/server-process";
import { createDatabase } from "../test/support/create-database";
import { reviewedDdl } from "../test/support/moose-ddl";
import { openLab } from "../test/support/snapshot-lab";
import { cpuSeconds } from "./process-usage";

/**
 * How fast a month is mapped to FOCUS and stored, beside `INSERT … SELECT *` of the same facts into a table like theirs in the same run, and how far
 * the server's memory rises. A simulated month of 50,000 rows is multiplied in the engine. `npx tsx bench/focus-mapping.ts [--rows 1000000] [--json]`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rows: { type: "string", default: "1000000" }, json: { type: "boolean", default: false } } });
  const server = await ServerProcess.start();
  const simulator = await startSimulator({
    seed: 7,
    enrollments: [{ number: "100100", key: "simulator-key", rows: seedRows }],
    today: "2026-11-15",
  });
  const lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today: "2026-11-15" });
  try {
    await createDatabase(server, "billing");
    const ask = (sql: string): Promise<string> => server.query(sql, { database: "billing" });
    const outcome = await extractMonth(
      { enrollment: "100100", year: 2026, month: 10 },
      lab.deps,
      new AbortController().signal,
      () => undefined,
    );
    if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
    const copies = Math.max(1, Math.round(Number(values.rows) / outcome.rows));
    const period = BillingMonth.of(2026, 10);
    if (period === null) throw new TypeError("no month");
    const key = { billingAccountId: "bench", period, snapshotId: "bench" };
    for (let copy = 0; copy < copies; copy += 1) {
      await ask(
        `INSERT INTO ${snapshotTables.facts} SELECT * REPLACE ('bench' AS billing_account_id, 'bench' AS snapshot_id,
           toUInt32(page + ${copy * outcome.pages}) AS page) FROM (SELECT * FROM ${snapshotTables.facts} WHERE snapshot_id = '${outcome.snapshotId}')`,
      );
    }
    await ask(`OPTIMIZE TABLE ${snapshotTables.facts} FINAL`);
    const rows = copies * outcome.rows;
    const ofBench = "WHERE billing_account_id = 'bench' AND billing_period = '2026-10-01' AND snapshot_id = 'bench'";

    const ddl = reviewedDdl().find((statement) => statement.startsWith(`CREATE TABLE ${snapshotTables.facts}\n`));
    if (ddl === undefined) throw new Error("no table of the facts");
    await ask(ddl.replace(snapshotTables.facts, "BenchCopy"));
    const cpu = (): number => cpuSeconds(server.child?.pid ?? 0);
    let started = cpu();
    const copySeconds = await seconds(() =>
      ask(`INSERT INTO BenchCopy SELECT * FROM ${snapshotTables.facts} ${ofBench} SETTINGS max_insert_threads = 1`),
    );
    const copyCpu = cpu() - started;
    await ask("DROP TABLE BenchCopy");

    let mapSeconds = 0;
    started = cpu();
    const memoryMb = await server.memoryGrowthMb(async () => {
      mapSeconds = await seconds(() => mapFocus(lab.deps.database, key, { attemptId: "bench", fence: "1" }, new AbortController().signal));
    });
    const mapCpu = cpu() - started;
    const [facts, focus] = await Promise.all([
      ask(`SELECT count(), sum(toDecimal256(extended_cost, 18)) FROM ${snapshotTables.facts} ${ofBench}`),
      ask(`SELECT count(), sum(toDecimal256(BilledCost, 18)) FROM ${snapshotTables.focus} WHERE x_SnapshotId = 'bench'`),
    ]);
    const figures = {
      rows,
      exact: facts === focus,
      mappedRowsPerSecond: Math.round(rows / mapSeconds),
      copiedRowsPerSecond: Math.round(rows / copySeconds),
      mappingToCopy: Number((mapSeconds / copySeconds).toFixed(2)),
      mappedRowsPerCpuSecond: Math.round(rows / mapCpu),
      mappingToCopyCpu: Number((mapCpu / copyCpu).toFixed(2)),
      serverMemoryGrowthMb: Math.round(memoryMb),
      loadAverage: Number((loadavg()[0] ?? 0).toFixed(1)),
    };
    process.stdout.write(
      values.json
        ? `${JSON.stringify(figures)}\n`
        : `${rows} charges, ${figures.exact ? "cost exact" : "COST DIFFERS"}\n` +
            `  mapped to FOCUS   ${figures.mappedRowsPerSecond} rows/s, the server's memory rose by ${figures.serverMemoryGrowthMb} MB\n` +
            `  INSERT … SELECT * ${figures.copiedRowsPerSecond} rows/s: the mapping takes ${figures.mappingToCopy} times as long\n` +
            `  in the server's CPU time ${figures.mappedRowsPerCpuSecond} rows/s, ${figures.mappingToCopyCpu} times that of the copy; load average ${figures.loadAverage}\n`,
    );
  } finally {
    await lab.close();
    await simulator.close();
    await server.dispose();
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const seedRows = 50_000;

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
