import { request } from "node:http";
import { openIngestGate } from "../embedded/launcher/ingest-gate.js";
import { parseArgs } from "node:util";
import { ServerProcess } from "../test/clickhouse/server-process";
import { ApiProcess } from "../test/security/api-process";
import { compileProject } from "../test/support/compile-project";
import { createDatabase } from "../test/support/create-database";
import { fillCharges, generatedBill } from "./fill-charges";
import { peakMemoryMb, treeCpuSeconds } from "./process-usage";

/**
 * How fast all charges of a year come as a file from a worker of Moose's, beside the engine alone, which writes the same columns of the bare table of FOCUS rows
 * as CSV over HTTP. Also the most memory of the worker, before and after, and 1,000 charges in JSON through the gate, compressed or not.
 * `npx tsx bench/csv.ts [--charges 1000000] [--rounds 3]`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { charges: { type: "string", default: "1000000" }, rounds: { type: "string", default: "3" } } });
  const project = compileProject(() => undefined);
  const server = await ServerProcess.start();
  let api: ApiProcess | undefined;
  try {
    await createDatabase(server, "billing");
    await fillCharges(server, "billing", Number(values.charges));
    api = await ApiProcess.start({ project: project.directory, clickhousePort: server.port, database: "billing" });
    const { months } = generatedBill;
    const range = `from=${months[0] ?? ""}&to=${months.at(-1) ?? ""}`;
    const engine = (statement: string): string =>
      `${server.url}/?user=panda&password=pandapass&database=billing&optimize_and_compare_chain=0&query=${encodeURIComponent(statement)}`;
    const worker = api.pid;
    const engineProcess = server.child?.pid ?? 0;
    const sources: readonly (readonly [string, string])[] = [
      ["engine alone, table of FOCUS rows", engine(`SELECT ${tableColumns} FROM FocusCostAndUsage FORMAT CSVWithNames`)],
      ["/api/charges?format=csv", `${api.url}/api/charges?${range}&format=csv`],
      ["/api/charges?format=parquet", `${api.url}/api/charges?${range}&format=parquet`],
      ["/api/resources?format=csv", `${api.url}/api/resources?${range}&format=csv`],
    ];
    await read(`${api.url}/api/charges?${range}&format=csv&resource_group=rg-7`);
    const gate = await openIngestGate({
      host: "127.0.0.1",
      port: 0,
      moosePort: 9,
      apiPort: Number(new URL(api.url).port),
      broker: "127.0.0.1:9",
      messageTimeoutMs: 10_000,
    });
    for (const encoding of ["identity", "gzip"]) {
      const started = performance.now();
      let bytes = 0;
      for (let round = 0; round < 20; round += 1)
        bytes = await read(`http://127.0.0.1:${gate.port}/api/charges?month=${months.at(-1) ?? ""}&limit=1000`, encoding);
      const each = (performance.now() - started) / 20;
      process.stdout.write(`1,000 charges in JSON through the gate, ${encoding}: ${(bytes / 1000).toFixed(0)} kB, ${each.toFixed(1)} ms\n`);
    }
    await gate.close();
    process.stdout.write(`${values.charges} charges; peak memory of the worker before: ${await treePeakMb(worker)} MB\n`);
    for (const [name, url] of sources) {
      const seconds: number[] = [];
      let bytes = 0;
      let cpu: readonly number[] = [];
      for (let round = 0; round < Number(values.rounds); round += 1) {
        const before = [treeCpuSeconds(engineProcess), treeCpuSeconds(worker)];
        const started = performance.now();
        bytes = await read(url);
        seconds.push((performance.now() - started) / 1000);
        cpu = [treeCpuSeconds(engineProcess), treeCpuSeconds(worker)].map((now, index) => now - (before[index] ?? 0));
      }
      const best = Math.min(...seconds);
      process.stdout.write(
        `${name.padEnd(36)} ${best.toFixed(2)} s, ${(bytes / 1e6).toFixed(0)} MB, ${(bytes / 1e6 / best).toFixed(0)} MB/s; CPU of engine and worker ${cpu.map((one) => one.toFixed(1)).join(" and ")} s; peak memory of the worker ${await treePeakMb(worker)} MB\n`,
      );
    }
  } finally {
    await api?.stop();
    await server.dispose();
    project.remove();
  }
}

/** Of the worker's processes, the largest. */
async function treePeakMb(pid: number): Promise<number> {
  const { readFileSync, readdirSync } = await import("node:fs");
  const children = (parent: number): readonly number[] =>
    readdirSync(`/proc/${parent}/task`)
      .flatMap((task) => readFileSync(`/proc/${parent}/task/${task}/children`, "utf8").split(" "))
      .filter((child) => child.trim() !== "")
      .flatMap((child) => [Number(child), ...children(Number(child))]);
  return Math.round(Math.max(...[pid, ...children(pid)].map(peakMemoryMb)));
}

function read(url: string, encoding = "identity"): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { "accept-encoding": encoding } }, (answer) => {
      let bytes = 0;
      answer.on("data", (chunk: Buffer) => (bytes += chunk.length));
      answer.once("error", reject);
      answer.once("end", () => {
        if (answer.statusCode === 200) resolve(bytes);
        else reject(new Error(`${answer.statusCode ?? 0} of ${url}`));
      });
    })
      .once("error", reject)
      .end();
  });
}

const tableColumns =
  "x_BillingAccountId, x_BillingPeriod, x_SnapshotId, x_ChargeId, ChargePeriodStart, BillingCurrency, BilledCost, EffectiveCost, ContractedCost, ListCost, ChargeCategory, " +
  "ServiceCategory, ServiceSubcategory, ServiceName, x_SkuMeterCategory, SkuMeter, RegionId, x_SubscriptionId, SubAccountName, x_ResourceGroupName, ResourceId, ResourceName, " +
  "ResourceType, x_ResourceTracking, x_InvoiceSectionName, x_CostCenter, x_AccountOwnerId, ConsumedQuantity, ConsumedUnit, ContractedUnitPrice, ChargeDescription, Tags, x_Problems";

void main();
