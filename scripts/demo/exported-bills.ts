import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { ClickHouseClient } from "@clickhouse/client";
import { ExactSum } from "../../app/domain/snapshot/exact-sum";
import { objectBucket, objectStoreKeys, objectStorePorts } from "../../embedded/launcher/object-store.js";
import { exportCsv, type ExportTable, writeRun } from "../../simulator/azure-export";
import { writeAwsExport } from "../../simulator/aws-export";
import type { ExportCloud } from "../../simulator/focus-export";
import type { OracleFocus, OracleFocusTotal } from "../../simulator/oracle-answer";
import { startSimulator } from "../../simulator/start-simulator";
import type { DevStack } from "./dev-stack";
import { printTable } from "./print-table";
import { putObject } from "./put-object";

/** A bill that arrives as files: who exports it, where, and which source reads it. */
interface ExportedBill {
  readonly title: string;
  readonly account: string;
  /** As the published account is called. */
  readonly kept: string;
  readonly cloud: ExportCloud;
  readonly seed: number;
  readonly source: string;
  readonly config: Readonly<Record<string, string>>;
  readonly write: (put: Put, month: string, table: ExportTable) => Promise<void>;
}

type Put = (name: string, body: Uint8Array | string) => Promise<void>;

const bills: readonly ExportedBill[] = [
  {
    title: "Cost Management of Azure",
    account: "200200",
    kept: "microsoft-200200",
    cloud: "azure",
    seed: 43,
    source: "azure-exports",
    config: { prefix: "exports/", dataset: "FocusCost" },
    write: async (put, month, table) => {
      const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
      const files = parts(table).map(({ body, rows }, index) => ({ name: `part_${index}_0001.csv.gz`, body, rows }));
      await writeRun(put, { type: "FocusCost", exportName: "focus", account: "200200", month, end: `${last}T00:00:00Z`, files });
    },
  },
  {
    title: "AWS Data Exports",
    account: "123456789012",
    kept: "aws-123456789012",
    cloud: "aws",
    seed: 44,
    source: "aws-data-exports",
    config: { prefix: "aws/" },
    write: (put, month, table) =>
      writeAwsExport(put, {
        bucket: objectBucket,
        prefix: "aws/",
        exportName: "focus",
        month,
        columns: table.headers,
        bodies: parts(table).map(({ body }) => body),
      }),
  },
];

/** What the stack and its commands need to read the exports. The keys open the object storage of `npm run dev`, on this machine only. */
export function exportsEnvironment(env: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey } = objectStoreKeys;
  const hosts = [env["AZURE_BILLING_STORAGE_HOSTS"] ?? "", hostOf(env)].filter((host) => host !== "").join(",");
  return { AZURE_BILLING_STORAGE_HOSTS: hosts, ABI_SECRET_DEMO_ID: accessKeyId, ABI_SECRET_DEMO_KEY: secretAccessKey };
}

/**
 * Shows bills that arrive as files: exports of another Azure account and of an AWS account, which the simulator writes to the object storage of the stack, or
 * to a folder where it has none, and `npm run source` reads. Returns whether every total is what the simulator says.
 */
export async function showExports(
  stack: DevStack,
  months: readonly string[],
  rows: number,
  env: NodeJS.ProcessEnv,
  clickhouse: ClickHouseClient,
): Promise<boolean> {
  const folder = join(stack.root, ".embedded/demo");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { accessKeyId, secretAccessKey } = objectStoreKeys;
  const bucket = { host: hostOf(env), bucket: objectBucket, keys: { accessKeyId, secretAccessKey, sessionToken: null } };
  const credentials = { accessKeyId: { env: "ABI_SECRET_DEMO_ID" }, secretAccessKey: { env: "ABI_SECRET_DEMO_KEY" } };
  const storage = stack.objects
    ? { kind: "s3", bucket: objectBucket, region: "us-east-1", endpoint: `http://${hostOf(env)}`, credentials }
    : { kind: "folder", path: folder };
  const put: Put = async (name, body) => {
    if (stack.objects) return putObject(bucket, name, body);
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), body);
  };
  const differences: string[] = [];
  for (const bill of bills) {
    const file = `.embedded/demo/${bill.source}.json`;
    writeFileSync(join(stack.root, file), JSON.stringify({ source: bill.source, config: { storage, ...bill.config } }, null, 2));
    console.log(
      `\nAnother source: ${bill.title} exports the bill of account ${bill.account} to ${stack.objects ? `s3://${objectBucket}` : folder} (${file})`,
    );
    differences.push(...(await showExport(bill, put, stack, file, months, rows, clickhouse)));
  }
  for (const difference of differences.slice(0, 20)) console.log(`  ${difference}`);
  return differences.length === 0;
}

/** Writes, reads and proves one of them; what differs. */
async function showExport(
  { account, kept, cloud, seed, write }: ExportedBill,
  put: Put,
  stack: DevStack,
  file: string,
  months: readonly string[],
  rows: number,
  clickhouse: ClickHouseClient,
): Promise<readonly string[]> {
  // The middle of the month, so that the open month has usage whatever day it is.
  const today = `${months.at(-1) ?? ""}-15`;
  const simulator = await startSimulator({
    seed,
    enrollments: [{ number: account, key: "unused", rows }],
    today,
    months: months.length,
    schema: "actual",
  });
  try {
    for (const month of months) await write(put, month, simulator.focusExport(account, month, cloud));
    stack.readSource(file);
    const proofs = [];
    for (const month of months) proofs.push(await prove(clickhouse, kept, month, simulator.oracle(account, month).focus));
    printTable(proofs.map(({ line }) => line));
    return proofs.flatMap((proof) => proof.differences);
  } finally {
    await simulator.close();
  }
}

function hostOf(env: NodeJS.ProcessEnv): string {
  return `127.0.0.1:${objectStorePorts(env).port}`;
}

/** In two parts, as a large export comes. */
function parts({ headers, rows }: ExportTable): readonly { readonly body: Uint8Array; readonly rows: number }[] {
  const half = Math.ceil(rows.length / 2);
  return [rows.slice(0, half), rows.slice(half)]
    .filter((part) => part.length > 0)
    .map((part) => ({ body: gzipSync(exportCsv({ headers, rows: part })), rows: part.length }));
}

interface Total {
  readonly name: string;
  readonly rows: string;
  readonly billed: string;
  readonly effective: string;
}

/** A month as published, beside the oracle: all of it, and by charge category, pricing category and commitment discount status. */
async function prove(
  clickhouse: ClickHouseClient,
  account: string,
  month: string,
  expected: OracleFocus | null,
): Promise<{ readonly line: Readonly<Record<string, string>>; readonly differences: readonly string[] }> {
  if (expected === null) throw new TypeError("the simulated account has no totals in FOCUS");
  const ask = async (column: string): Promise<readonly Total[]> => {
    const query = `SELECT ifNull(${column}, '') AS name, toString(count()) AS rows, toString(sum(toDecimal256(BilledCost, 18))) AS billed,
        toString(sum(toDecimal256(EffectiveCost, 18))) AS effective
      FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = {account:String} AND x_BillingPeriod = {period:Date} GROUP BY name`;
    const query_params = { account, period: `${month}-01` };
    return (await clickhouse.query({ query, query_params, format: "JSONEachRow" })).json<Total>();
  };
  const [all = { name: "", rows: "0", billed: "0", effective: "0" }] = await ask("''");
  const rows = Object.values(expected.byChargeCategory).reduce((sum, total) => sum + total.rows, 0);
  const differences = differ(month, all, { ...expected, rows });
  for (const [column, totals] of [
    ["ChargeCategory", expected.byChargeCategory],
    ["PricingCategory", expected.byPricingCategory],
    ["CommitmentDiscountStatus", expected.byCommitmentDiscountStatus],
  ] as const) {
    const found = new Map((await ask(column)).map((total) => [total.name, total]));
    for (const name of new Set([...found.keys(), ...Object.keys(totals)]))
      differences.push(
        ...differ(
          `${month} ${column} ${name}`,
          found.get(name) ?? { name, rows: "0", billed: "0", effective: "0" },
          totals[name] ?? { rows: 0, billed: "0", effective: "0" },
        ),
      );
  }
  const verdict =
    differences.length === 0
      ? "equal to the last digit, by charge and pricing category and commitment too"
      : `${differences.length} DIFFERENCES`;
  return { line: { month, charges: all.rows, billed: all.billed, "the source": expected.billed, verdict }, differences };
}

function differ(what: string, found: Total, expected: OracleFocusTotal): string[] {
  const isEqual = (left: string, right: string): boolean => new ExactSum(left).compare(new ExactSum(right)) === 0;
  if (found.rows === String(expected.rows) && isEqual(found.billed, expected.billed) && isEqual(found.effective, expected.effective))
    return [];
  const said = ({
    rows,
    billed,
    effective,
  }: {
    readonly rows: number | string;
    readonly billed: string;
    readonly effective: string;
  }): string => `${rows} rows, ${billed} billed, ${effective} effective`;
  return [`${what}: published ${said(found)}; the source says ${said(expected)}`];
}
