import { parseArgs } from "node:util";
import { request } from "undici";
import { runningStack } from "../scripts/running-stack";

/**
 * `npx tsx bench/ingest.ts [--rows 50000] [--batch 1000] [--json]`, beside a running `npm run dev`: rows per second from POST to queryable
 * through endpoint, stream, enrichment and table, beside the engine alone taking the same records over the same HTTP in the same blocks.
 * Leaves its rows under enrollment `bench`, in a month that no bill has.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rows: { type: "string", default: "50000" }, batch: { type: "string", default: "1000" }, json: { type: "boolean" } },
  });
  const rows = Number(values.rows);
  const batch = Number(values.batch);
  const enrollment = `bench-${Date.now().toString(36)}`;
  const blocks = Array.from({ length: Math.ceil(rows / batch) }, (_, block) =>
    Array.from({ length: Math.min(batch, rows - block * batch) }, (_, index) => usageRow(enrollment, block * batch + index)),
  );
  const { url, clickhouse } = runningStack();
  const count = async (): Promise<number> => {
    const result = await clickhouse.query({
      query: "SELECT toString(count()) AS rows FROM AzureBillingDetail WHERE billing_account_id = {enrollment:String}",
      query_params: { enrollment },
      format: "JSONEachRow",
    });
    const [row] = await result.json<{ readonly rows: string }>();
    return Number(row?.rows ?? 0);
  };

  const waiting = blocks.map((block) => JSON.stringify(block));
  const started = performance.now();
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
        const response = await request(`${url}/ingest/AzureBillingDetail`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body,
        });
        const text = await response.body.text();
        if (response.statusCode !== 200) throw new Error(`POST was refused (${response.statusCode}): ${text}`);
      }
    }),
  );
  const accepted = performance.now();
  while ((await count()) < rows) await new Promise((done) => setTimeout(done, 250));
  const queryable = performance.now();

  const columns = Object.keys(usageRow(enrollment, 0)).map((name) => `\`${name}\` String`);
  await clickhouse.command({ query: `CREATE OR REPLACE TABLE BenchIngest (${columns.join(", ")}) ENGINE = MergeTree ORDER BY tuple()` });
  const bareStarted = performance.now();
  for (const block of blocks) await clickhouse.insert({ table: "BenchIngest", values: block, format: "JSONEachRow" });
  const bare = performance.now() - bareStarted;
  await clickhouse.command({ query: "DROP TABLE BenchIngest" });
  await clickhouse.close();

  const perSecond = (milliseconds: number): number => Math.round((rows / milliseconds) * 1000);
  const figures = {
    rows,
    batch,
    acceptedPerSecond: perSecond(accepted - started),
    queryablePerSecond: perSecond(queryable - started),
    engineAlonePerSecond: perSecond(bare),
    engineAloneToQueryable: Number(((queryable - started) / bare).toFixed(2)),
  };
  if (values.json === true) {
    console.log(JSON.stringify(figures));
    return;
  }
  console.log(`${rows} rows in blocks of ${batch}`);
  console.log(`  accepted by POST          ${figures.acceptedPerSecond} rows/s`);
  console.log(`  queryable                 ${figures.queryablePerSecond} rows/s`);
  console.log(`  engine alone, same blocks ${figures.engineAlonePerSecond} rows/s (${figures.engineAloneToQueryable} times as fast)`);
}

/** A virtual machine's row as EA sends it, of some 700 bytes; a thousand machines come back again and again. */
function usageRow(enrollment: string, index: number): Readonly<Record<string, string>> {
  const machine = index % 1000;
  return {
    enrollment,
    currency: "CNY",
    subscriptionGuid: "1caaa5a3-2b66-438e-8ab4-bce37d518c5d",
    date: "2000-01-05T00:00:00",
    meterCategory: "Virtual Machines",
    meterName: "D4 v3/D4s v3",
    product: "Virtual Machines Dsv3 Series - D4 v3/D4s v3 - CN North 3",
    instanceId: `/subscriptions/1caaa5a3-2b66-438e-8ab4-bce37d518c5d/resourceGroups/rg-${machine % 50}/providers/Microsoft.Compute/virtualMachines/vm-${machine}`,
    consumedQuantity: "24",
    resourceRate: "0.333",
    extendedCost: `${index}.0799`,
    tags: '{"app":"pay","env":"prod"}',
    additionalInfo: `{"ServiceType":"Standard_D4s_v3","VMName":"vm-${machine}"}`,
    unitOfMeasure: "1 Hour",
    resourceGroup: `rg-${machine % 50}`,
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
