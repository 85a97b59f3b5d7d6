import { extractMonth } from "../../app/pipeline/extract-month";
import { startSimulator } from "../../simulator/start-simulator";
import { ServerProcess } from "../clickhouse/server-process";
import { createDatabase } from "../support/create-database";
import { openLab } from "../support/snapshot-lab";

/**
 * Restates a month at random, reads it again and compares rows, total, and the cost of every subscription and meter category with the oracle.
 * Returns what differed. `npx tsx test/faults/main.ts restate-months 200`
 */
export async function restateMonths(times: number, rows: number, log: (text: string) => void): Promise<readonly string[]> {
  const enrollment = "100100";
  const today = "2026-11-15";
  const server = await ServerProcess.start();
  const simulator = await startSimulator({
    seed: 17,
    enrollments: [{ number: enrollment, key: "simulator-key", rows }],
    today,
    pageSize: 500,
  });
  await createDatabase(server, "billing");
  const lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today });
  const wrong: string[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      const revision = Math.floor(Math.random() * 51);
      const throughDay = 1 + Math.floor(Math.random() * 14);
      simulator.restate({ enrollment, month: "2026-11", revision, throughDay });
      const oracle = simulator.oracle(enrollment, "2026-11");
      const request = { enrollment, year: 2026, month: 11, allowShrink: true };
      const outcome = await extractMonth(request, lab.deps, new AbortController().signal, () => undefined);
      if (outcome.kind !== "published" || outcome.rows !== oracle.rows || outcome.cost !== oracle.cost) {
        wrong.push(`revision ${revision} through ${throughDay}: ${JSON.stringify(outcome)}`);
        continue;
      }
      for (const [column, expected] of [
        ["subscription", oracle.bySubscription],
        ["meter_category", oracle.byMeterCategory],
        ["toString(usage_date)", oracle.byDay],
      ] as const) {
        const text = await server.query(
          `SELECT ${column} AS key, toUInt32(sum(charges)), toString(sum(billed_cost)) FROM CurrentDailyCost GROUP BY key ORDER BY key`,
          { database: "billing" },
        );
        const entries = Object.entries(expected).filter(([, totals]) => totals.rows > 0);
        const wanted = entries
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, totals]) => `${key}\t${totals.rows}\t${totals.cost}`)
          .join("\n");
        if (text !== wanted)
          wrong.push(`revision ${revision} through ${throughDay}: ${column} differs: ${text.slice(0, 150)} not ${wanted.slice(0, 150)}`);
      }
      if (time % 10 === 9) log(`${time + 1} restatements, ${wrong.length} wrong`);
    }
    return wrong;
  } finally {
    await lab.close();
    await simulator.close();
    await server.dispose();
  }
}
