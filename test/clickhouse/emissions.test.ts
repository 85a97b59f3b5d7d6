import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { deliverRecords } from "../../app/pipeline/deliver-records";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import { openParquetEngine } from "../../app/pipeline/open-parquet-engine";
import type { OpenSource } from "../../app/pipeline/open-source";
import { operatorOverrides } from "../../app/domain/snapshot/operator-override";
import { sha256Hex } from "../../app/runtime/sha256-hex";
import { type Connection, connect } from "../../app/sources/connection";
import { emissionFiles } from "../../app/sources/files/emission-files";
import { SourceError } from "../../app/sources/source-error";
import { exportCsv } from "../../simulator/azure-export";
import { type SourceLab, startSourceLab } from "../support/source-lab";

const account = "111122223333";
let sources: SourceLab;
let folder: ReturnType<SourceLab["folder"]>;
/** Any source has the surroundings that files are read with. */
let around: OpenSource;

beforeAll(async () => {
  sources = await startSourceLab();
  const storage = { kind: "folder", path: sources.folder().root };
  around = await sources.open("azure-exports", { storage, dataset: "PriceSheet", account });
});
afterAll(() => sources.close());
beforeEach(async () => {
  await sources.empty();
  folder = sources.folder();
});

type Cells = Readonly<Record<string, string>>;

const aws = (month: string, product: string, market: string, more: Cells = {}): Cells => ({
  location: "Europe (Ireland)",
  model_version: "v2.0.0",
  payer_account_id: account,
  product_code: product,
  region_code: "eu-west-1",
  total_lbm_emissions_unit: "MTCO2e",
  total_lbm_emissions_value: "0.000002",
  total_mbm_emissions_unit: "MTCO2e",
  total_mbm_emissions_value: market,
  usage_account_id: "444455556666",
  usage_period_start: `${month}-01 00:00:00Z`,
  usage_period_end: "",
  ...more,
});

function csv(rows: readonly Cells[]): string {
  const headers = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return exportCsv({ headers, rows: rows.map((row) => headers.map((header) => row[header] ?? "")) });
}

/** Loads files together, as the command does; the outcome of each month. */
async function load(files: Readonly<Record<string, string | Uint8Array>>, reason = ""): Promise<readonly DeliveryOutcome[]> {
  for (const [name, body] of Object.entries(files)) folder.write(name, body);
  const connection = await connectionOf(Object.keys(files));
  const context = around.context(new AbortController().signal);
  const outcomes: DeliveryOutcome[] = [];
  for await (const delivery of connection.discover({ months: [] }, context))
    outcomes.push(await deliverRecords(connection, delivery, operatorOverrides({ acceptHandover: reason }), context, around.deps));
  return outcomes;
}

async function connectionOf(names: readonly string[]): Promise<Connection> {
  const reading = { parquet: await openParquetEngine(sources.client), sha256: sha256Hex };
  return connect(emissionFiles(reading), { paths: names.map((name) => `${folder.root}/${name}`), account });
}

const stored = (): Promise<string> =>
  sources.ask(
    `SELECT month, sub_account_id, service, region, scope, method, model_version, kilograms, if(problem = '', '-', problem) FROM Emission
     WHERE set_id IN (SELECT argMax(set_id, activation) FROM ActiveRecordSet WHERE records = 'emissions' GROUP BY billing_account_id, month)
     ORDER BY month, service, scope, method`,
  );

it("AWS's tons are kilograms, each month a set of its own, and what has no value is missing", async () => {
  const both = { "a.csv": csv([aws("2026-09", "AmazonEC2", "1.5E-05"), aws("2026-10", "AmazonS3", "")]) };
  expect(await load(both)).toMatchObject([
    { kind: "loaded", sets: [{ records: "emissions", account, month: "2026-09", rows: 2, notes: [] }] },
    {
      kind: "loaded",
      sets: [{ records: "emissions", account, month: "2026-10", rows: 2, notes: ["1 of 2 values are missing in the report"] }],
    },
  ]);
  expect(await stored()).toBe(
    [
      "2026-09-01\t444455556666\tAmazonEC2\teu-west-1\ttotal\tlocation\tv2.0.0\t0.002\t-",
      "2026-09-01\t444455556666\tAmazonEC2\teu-west-1\ttotal\tmarket\tv2.0.0\t0.015\t-",
      "2026-10-01\t444455556666\tAmazonS3\teu-west-1\ttotal\tlocation\tv2.0.0\t0.002\t-",
      "2026-10-01\t444455556666\tAmazonS3\teu-west-1\ttotal\tmarket\tv2.0.0\t\\N\tno-value",
    ].join("\n"),
  );
});

it("a report takes the place of its own month's, whole, and a file with a fault changes no month and says where it is", async () => {
  await load({ "a.csv": csv([aws("2026-09", "AmazonEC2", "1"), aws("2026-10", "AmazonEC2", "2")]) });
  const before = await stored();
  const row = aws("2026-09", "AmazonS3", "1");
  const refusals: readonly (readonly [readonly Cells[], string])[] = [
    [[row, aws("2026-10", "AmazonS3", "1.2.3")], 'b.csv line 3, column total_mbm_emissions_value: "1.2.3" is not a number'],
    [[row, { ...row, total_mbm_emissions_value: "2" }], "b.csv line 3: has the same account, service and place in 2026-09 as b.csv line 2"],
    [
      [row, { ...row, product_code: "x", payer_account_id: "999" }],
      'b.csv line 3: is of the account "999", and b.csv line 2 of "111122223333"',
    ],
    [[{ usage_account_id: "1", cost: "2" }], "b.csv: is no report on emissions that is known"],
  ];
  for (const [rows, reason] of refusals) {
    const refusal = await load({ "b.csv": csv(rows) }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SourceError);
    expect(String(refusal)).toContain(reason);
    expect(await stored()).toBe(before);
  }
  // Two parts of one month are one report.
  await load({ "c-1.csv": csv([aws("2026-09", "AmazonS3", "3")]), "c-2.csv.gz": gzipSync(csv([aws("2026-09", "AWSLambda", "4")])) });
  expect(await sources.ask("SELECT month, service, kilograms FROM CurrentEmission WHERE method = 'market' ORDER BY month, service")).toBe(
    "2026-09-01\tAWSLambda\t4000\n2026-09-01\tAmazonS3\t3000\n2026-10-01\tAmazonEC2\t2000",
  );
  expect(await load({ "d.csv": csv([aws("2026-09", "AmazonS3", "", { total_lbm_emissions_value: "" })]) })).toMatchObject([
    { kind: "abandoned", reason: "malformed" },
  ]);
  expect(await sources.ask("SELECT count() FROM CurrentEmission WHERE month = '2026-09-01'")).toBe("4");
});

it("AWS's Parquet has the digits of its doubles, and its timestamps are months", async () => {
  const answer = await sources.server.post(
    `SELECT 'v3.0.0' AS model_version, '111122223333' AS payer_account_id, 'AmazonEC2' AS product_code, 'eu-west-1' AS region_code, 'MTCO2e' AS total_mbm_emissions_unit,
       toFloat64(0.1) + toFloat64(0.2) AS total_mbm_emissions_value, CAST(NULL AS Nullable(Float64)) AS total_scope_3_mbm_emissions_value, 'MTCO2e' AS total_scope_3_mbm_emissions_unit,
       '444455556666' AS usage_account_id, toDateTime64('2026-09-01 00:00:00', 3, 'UTC') AS usage_period_start, toDateTime64('2026-09-30 23:59:59', 3, 'UTC') AS usage_period_end
     FORMAT Parquet`,
    { database: "billing" },
  );
  expect(await load({ "a.snappy.parquet": new Uint8Array(await answer.arrayBuffer()) })).toMatchObject([{ kind: "loaded" }]);
  expect(await stored()).toBe(
    [
      "2026-09-01\t444455556666\tAmazonEC2\teu-west-1\tscope-3\tmarket\tv3.0.0\t\\N\tno-value",
      "2026-09-01\t444455556666\tAmazonEC2\teu-west-1\ttotal\tmarket\tv3.0.0\t300.00000000000004\t-",
    ].join("\n"),
  );
});

const google = {
  usage_month: "2026-09-01",
  billing_account_id: "012345-ABCDEF-678901",
  project: { id: "shop", number: "802583874831" },
  service: { description: "Compute Engine", id: "6F81-5844-456A" },
  location: { location: "us-central1-a", region: "us-central1" },
  carbon_model_version: 12,
};
const googleRows = [
  "2026-09-01\tshop\tCompute Engine\tus-central1\tscope-1\tunspecified\t12\t10\t-",
  "2026-09-01\tshop\tCompute Engine\tus-central1\tscope-2\tmarket\t12\t0.1\t-",
  "2026-09-01\tshop\tCompute Engine\tus-central1\tscope-2\tlocation\t12\t400\t-",
  "2026-09-01\tshop\tCompute Engine\tus-central1\tscope-3\tunspecified\t12\t\\N\tno-value",
  "2026-09-01\tshop\tCompute Engine\tus-central1\ttotal\tmarket\t12\t0.30000000000000004\t-",
  "2026-09-01\tshop\tCompute Engine\tus-central1\ttotal\tlocation\t12\t1587.3\t-",
].sort();

it("Google's export has the same rows as JSON lines, whose nulls are left out, and as Parquet, and is kept under the account that is said", async () => {
  const text = JSON.stringify({ ...google, carbon_footprint_total_kgCO2e: "T", carbon_footprint_kgCO2e: "S" })
    .replace('"T"', '{"market_based":0.30000000000000004,"location_based":1587.3}')
    .replace('"S"', '{"scope1":10,"scope2":{"market_based":1.0E-1,"location_based":400}}');
  expect(await load({ "a.json": `${text}\n` })).toMatchObject([{ kind: "loaded", sets: [{ account, month: "2026-09", rows: 6 }] }]);
  expect((await stored()).split("\n").sort()).toEqual(googleRows);
  const tuple = (fields: string, values: string): string => `CAST(tuple(${values}), 'Tuple(${fields})')`;
  const answer = await sources.server.post(
    `SELECT toDate32('2026-09-01') AS usage_month, '012345-ABCDEF-678901' AS billing_account_id, ${tuple("id Nullable(String), number String", "'shop', '802583874831'")} AS project,
       ${tuple("description String, id String", "'Compute Engine', '6F81-5844-456A'")} AS service, ${tuple("location String, region String", "'us-central1-a', 'us-central1'")} AS location,
       toInt64(12) AS carbon_model_version, ${tuple("market_based Nullable(Float64), location_based Nullable(Float64)", "0.30000000000000004, 1587.3")} AS carbon_footprint_total_kgCO2e,
       ${tuple("scope1 Nullable(Float64), scope2 Tuple(market_based Nullable(Float64), location_based Nullable(Float64)), scope3 Nullable(Float64)", "10, (0.1, 400), NULL")} AS carbon_footprint_kgCO2e
     FORMAT Parquet`,
    { database: "billing" },
  );
  await sources.ask("TRUNCATE TABLE Emission");
  expect(await load({ "a.parquet": new Uint8Array(await answer.arrayBuffer()) })).toMatchObject([{ kind: "loaded" }]);
  expect((await stored()).split("\n").sort()).toEqual(googleRows);
});
