import { loadavg } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { BillingMonth } from "../app/domain/calendar/billing-month";
import type { SnapshotKey } from "../app/domain/snapshot/snapshot-key";
import { extractMonth } from "../app/pipeline/extract-month";
import { mapFocus } from "../app/pipeline/map-focus";
import { snapshotTables } from "../app/pipeline/snapshot-tables";
import { startSimulator } from "../simulator/start-simulator";
import { ServerProcess } from "../test/clickhouse/server-process";
import { createDatabase } from "../test/support/create-database";
import { openLab } from "../test/support/snapshot-lab";
import { cpuSeconds } from "./process-usage";

/**
 * What the amortisation of commitments costs as a month is mapped to FOCUS: a month without commitments, and the same number of rows with those of the simulated bill,
 * each mapped by this code and, with `--beside`, by that of another working copy, in turns on one server. CPU seconds of the engine for a million rows.
 * `npx tsx bench/commitments.ts [--rows 500000] [--rounds 3] [--beside ../main]`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rows: { type: "string", default: "500000" }, rounds: { type: "string", default: "3" }, beside: { type: "string" } },
  });
  const other = values.beside === undefined ? null : toMapFocus(await import(resolve(values.beside, "app/pipeline/map-focus")));
  const server = await ServerProcess.start();
  const simulator = await startSimulator({
    seed: 7,
    enrollments: [{ number: "100100", key: "simulator-key", rows: 20_000 }],
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
    const period = BillingMonth.of(2026, 10);
    if (period === null) throw new TypeError("no month");
    const isCommitted = "positionCaseInsensitive(additional_info, 'reservationorderid') > 0";
    const figures: Record<string, number> = {};
    for (const [name, condition] of [
      ["without", `NOT ${isCommitted}`],
      ["with", "1"],
    ] as const) {
      const key: SnapshotKey = { billingAccountId: name, period, snapshotId: name };
      const count = Number(
        await ask(`SELECT count() FROM ${snapshotTables.facts} WHERE snapshot_id = '${outcome.snapshotId}' AND ${condition}`),
      );
      const copies = Math.max(1, Math.round(Number(values.rows) / count));
      // In a query of its own: beside what replaces it, snapshot_id would be the new one.
      const ofBill = `SELECT * FROM ${snapshotTables.facts} WHERE snapshot_id = '${outcome.snapshotId}' AND ${condition}`;
      for (let copy = 0; copy < copies; copy += 1)
        await ask(
          `INSERT INTO ${snapshotTables.facts} SELECT * REPLACE ('${name}' AS billing_account_id, '${name}' AS snapshot_id, toUInt32(page + ${copy * outcome.pages}) AS page) FROM (${ofBill})`,
        );
      await ask(`OPTIMIZE TABLE ${snapshotTables.facts} PARTITION ('${name}', '2026-10-01', '${name}') FINAL`);
      const millions = (copies * count) / 1e6;
      const measure = async (what: string, map: MapFocus): Promise<void> => {
        await ask(`ALTER TABLE ${snapshotTables.focus} DROP PARTITION ('${name}', '2026-10-01', '${name}')`);
        const started = cpuSeconds(server.child?.pid ?? 0);
        await map(lab.deps.database, key, { attemptId: "bench", fence: "1" }, new AbortController().signal);
        const spent = (cpuSeconds(server.child?.pid ?? 0) - started) / millions;
        figures[what] = Math.min(figures[what] ?? Infinity, Number(spent.toFixed(2)));
      };
      for (let round = 0; round < Number(values.rounds); round += 1) {
        await measure(`${name} commitments, this code`, mapFocus);
        if (other !== null) await measure(`${name} commitments, ${values.beside ?? ""}`, other);
      }
      const mapped = Number(
        await ask(`SELECT countIf(x_ChargeOrigin != 'unused-commitment') FROM ${snapshotTables.focus} WHERE x_SnapshotId = '${name}'`),
      );
      if (mapped !== copies * count) throw new Error(`${mapped} rows were mapped of ${copies * count}`);
      figures[`${name} commitments, rows`] = mapped;
    }
    figures["rows added for what is unused"] = Number(
      await ask(`SELECT countIf(x_ChargeOrigin = 'unused-commitment') FROM ${snapshotTables.focus} WHERE x_SnapshotId = 'with'`),
    );
    process.stdout.write(`${JSON.stringify({ ...figures, load: loadavg()[0] }, null, 2)}\n`);
  } finally {
    await lab.close();
    await simulator.close();
    await server.dispose();
  }
}

type MapFocus = typeof mapFocus;

/** Another working copy has the same function, or there is nothing to compare. */
function toMapFocus(module: unknown): MapFocus {
  if (typeof module !== "object" || module === null || !("mapFocus" in module) || typeof module.mapFocus !== "function")
    throw new TypeError("no mapFocus in app/pipeline/map-focus");
  return module.mapFocus as MapFocus;
}

void main();
