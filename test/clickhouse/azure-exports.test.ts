import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { deliver } from "../../app/pipeline/deliver";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import { type OpenSource, openSource, type SourceChoices } from "../../app/pipeline/open-source";
import type { PipelineDeps } from "../../app/pipeline/pipeline-deps";
import { readManifest } from "../../app/sources/azure-exports/manifest";
import type { Delivery } from "../../app/sources/source";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { exportCsv, exportManifest, type ExportRunFiles, type ExportTable, runFolder, writeRun } from "../../simulator/azure-export";
import { eaHeaders, exportTable, usageTable as usage } from "../support/azure-export";
import { connectClickhouse } from "../support/connect-clickhouse";
import { createDatabase } from "../support/create-database";
import { focusSample, toCsv } from "../support/focus-files";
import { type ObjectServer, startAzureBlob, startS3 } from "../support/object-servers";
import { ServerProcess } from "./server-process";

const never = new AbortController().signal;
const enrollment = "100100";
const month = "2026-10";
const choices: Omit<SourceChoices, "allowedHosts" | "secret"> = {
  enrichment: { taxRate: "0.06", matchOrder: "level-first" },
  keep: 3,
  lagMonths: 1,
  focusRules: "refuse",
  report: () => undefined,
  allowedFolders: null,
};

let server: ServerProcess;
let databases = 0;
const closing: (() => Promise<void> | void)[] = [];

beforeAll(async () => {
  server = await ServerProcess.start();
});

afterAll(async () => {
  for (const close of closing.reverse()) await close();
  await server.dispose();
});

/** A source that reads from `storage` into a database of its own. */
interface Lab {
  readonly database: string;
  readonly open: (config: object, hosts?: readonly string[], secrets?: Readonly<Record<string, string>>) => Promise<OpenSource>;
  readonly ask: (sql: string) => Promise<string>;
}

async function openLab(): Promise<Lab> {
  databases += 1;
  const database = `exports_${databases}`;
  await createDatabase(server, database);
  const client = connectClickhouse(server.port, database);
  closing.push(() => client.close());
  const started = Date.now();
  const now = (): Date => new Date(Date.parse("2026-11-15T02:00:00Z") + Date.now() - started);
  return {
    database,
    open: async (config, allowedHosts = [], secrets = {}) => {
      const secret = (name: string): string | null => secrets[name] ?? null;
      const source = await openSource({ source: "azure-exports", config }, { ...choices, allowedHosts, secret }, client);
      closing.push(source.close);
      const deps: PipelineDeps = { ...source.deps, now, log: () => undefined };
      return { ...source, deps };
    },
    ask: (sql) => server.query(sql, { database }),
  };
}

async function offersOf(source: OpenSource): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  for await (const delivery of source.connection.discover({ months: [] }, source.context(never))) found.push(delivery);
  return found;
}

/** Reads all that is offered; the outcome of the last. */
async function run(source: OpenSource, more: Partial<PipelineDeps> = {}, request: object = {}): Promise<DeliveryOutcome> {
  let outcome: DeliveryOutcome | null = null;
  for (const delivery of await offersOf(source))
    outcome = await deliver(source.connection, delivery, request, { ...source.deps, ...more }, never, () => undefined);
  if (outcome === null) throw new Error("nothing is offered");
  return outcome;
}

/** A delivery that nobody has. */
const unknown = { version: null, period: null };
const totals =
  "SELECT count(), toString(sum(toDecimal256(BilledCost, 18))), toString(sum(toDecimal256(EffectiveCost, 18))) FROM CurrentFocusCostAndUsage";
const part = (table: ExportTable, from: number, to: number): ExportTable => ({ ...table, rows: table.rows.slice(from, to) });
const csvFile = (name: string, table: ExportTable) => ({ name, body: Buffer.from(exportCsv(table)), rows: table.rows.length });
const gzipFile = (name: string, table: ExportTable) => ({ name, body: gzipSync(exportCsv(table)), rows: table.rows.length });

describe.each([
  ["ActualCost", "actual"],
  ["AmortizedCost", "amortized"],
] as const)("%s", (type, schema) => {
  let simulator: Simulator;
  let table: ExportTable;

  beforeAll(async () => {
    simulator = await startSimulator({
      seed: 11,
      enrollments: [{ number: enrollment, key: "simulator-key", rows: 1500 }],
      today: "2026-11-15",
      months: 2,
      schema,
    });
    closing.push(() => simulator.close());
    table = await exportTable(simulator, enrollment, month);
  });

  it.each([
    [
      "CSV in three parts",
      () => [
        csvFile("part_0.csv", part(table, 0, 700)),
        csvFile("part_1.csv", part(table, 700, 701)),
        csvFile("part_2.csv", part(table, 701, 9999)),
      ],
    ],
    ["gzip in two parts", () => [gzipFile("part_0.csv.gz", part(table, 0, 800)), gzipFile("part_1.csv.gz", part(table, 800, 9999))]],
    [
      "gzip whose manifest counts the bytes of the text",
      () => [{ ...gzipFile("p.csv.gz", table), bytes: Buffer.byteLength(exportCsv(table)) }],
    ],
    [
      "parts whose columns stand in another order",
      () => {
        const turned = { headers: [...table.headers].reverse(), rows: table.rows.slice(900).map((row) => [...row].reverse()) };
        return [csvFile("part_0.csv", part(table, 0, 900)), csvFile("part_1.csv", turned)];
      },
    ],
  ] as const)("%s comes to the oracle's totals, to the last digit", async (_what, files) => {
    const { lab, write, config } = await folder(type);
    await writeRun(write, { type, files: files() });
    const source = await lab.open(config);
    expect(await run(source)).toMatchObject({ kind: "published", snapshots: [{ account: enrollment, month, rows: table.rows.length }] });
    const { rows, cost, focus } = simulator.oracle(enrollment, month);
    expect(await lab.ask("SELECT count(), toString(sum(toDecimal256(extended_cost, 18))) FROM CurrentAzureBillingDetail")).toBe(
      `${rows}\t${cost}`,
    );
    expect(await lab.ask(totals)).toBe(`${rows}\t${focus?.billed ?? ""}\t${focus?.effective ?? ""}`);
  });
});

/** A folder that stands for the container, and a database. */
async function folder(dataset: string): Promise<{
  readonly lab: Lab;
  readonly root: string;
  readonly write: (name: string, body: Uint8Array | string) => void;
  readonly config: object;
}> {
  const root = mkdtempSync(join(tmpdir(), "azure-exports-"));
  closing.push(() => {
    rmSync(root, { recursive: true, force: true });
  });
  const write = (name: string, body: Uint8Array | string): void => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), body);
  };
  const currency = dataset === "FocusCost" ? {} : { currency: "CNY" };
  return {
    lab: await openLab(),
    root,
    write,
    config: { storage: { kind: "folder", path: root }, prefix: "exports/", dataset, ...currency },
  };
}

describe("usage in Microsoft's columns", () => {
  it("is enriched: tags without braces, days month first, the enrollment of the scope", async () => {
    const { lab, write, config } = await folder("ActualCost");
    await writeRun(write, { type: "ActualCost", files: [csvFile("a.csv", usage(3))] });
    expect(await run(await lab.open(config))).toMatchObject({
      kind: "published",
      snapshots: [{ account: enrollment, cost: "36.000000000000000003" }],
    });
    expect(
      await lab.ask(
        "SELECT toString(date), cmdb_mapped_application_service, resource_name, toString(extended_cost), arraySort(problems) FROM CurrentAzureBillingDetail ORDER BY date LIMIT 1",
      ),
    ).toBe("2026-10-01\tweb\tweb-0\t12.000000000000000001\t[]");
  });

  it("goes on after a crash where it stopped, in the middle of a file", async () => {
    const { lab, write, config } = await folder("ActualCost");
    await writeRun(write, {
      type: "ActualCost",
      files: [0, 1, 2, 3].map((index) =>
        gzipFile(
          `p${index}.csv.gz`,
          usage(400, (cells) => void (cells["MeterName"] = `m${index}`)),
        ),
      ),
    });
    const source = await lab.open(config);
    let stored = 0;
    const settings = { ...source.deps.settings, blockLimits: { rows: 300, bytes: 1 << 20 } };
    const failpoint = (name: string): void => {
      if (name === "before-insert" && ++stored === 3) throw Object.assign(new Error("the engine went away"), { code: "ECONNRESET" });
    };
    expect(await run(source, { failpoint, settings })).toMatchObject({ kind: "failed", at: "clickhouse", retryable: true });
    expect(await lab.ask("SELECT count() FROM CurrentAzureBillingDetail")).toBe("0");
    const outcome = await run(source, { settings });
    expect(outcome).toMatchObject({ kind: "published", snapshots: [{ rows: 1600, cost: "19200.0000000000000016" }] });
    expect(outcome.kind === "published" && (outcome.snapshots[0]?.resumedPages ?? 0)).toBeGreaterThan(0);
  });
});

describe("a month that another source published", () => {
  it("is refused with what is published, taken over for a reason, and refused to the other source from then on", async () => {
    const { lab, write, config } = await folder("ActualCost");
    await writeRun(write, { type: "ActualCost", files: [csvFile("a.csv", usage(3))] });
    const source = await lab.open(config);
    const other: OpenSource = { ...source, connection: { ...source.connection, source: "azure-ea" } };
    expect(await run(other)).toMatchObject({ kind: "published" });
    expect(await run(source)).toEqual({
      kind: "refused",
      reason: "account-taken",
      detail:
        "2026-10 of 100100 is published from azure-ea: 3 rows, 36.000000000000000003 CNY; use --accept-handover REASON to take it over, and stop reading the account from azure-ea",
    });
    expect(await run(source, {}, { acceptHandover: "the EA API is retired" })).toMatchObject({ kind: "published" });
    expect(await lab.ask("SELECT overrides FROM BillingSnapshot WHERE status = 'published' AND source = 'azure-exports'")).toContain(
      "the EA API is retired",
    );
    expect(await run(other)).toMatchObject({ kind: "refused", reason: "account-taken" });
    expect(await run(source)).toMatchObject({ kind: "published" });
  });
});

describe("FocusCost", () => {
  it("of two accounts is published as the rows say, and known to be published", async () => {
    const { lab, write, config } = await folder("FocusCost");
    const sample = focusSample("microsoft-1.2", 300);
    await writeRun(write, {
      type: "FocusCost",
      files: [csvFile("a.csv", part(sample, 0, 100)), gzipFile("b.csv.gz", part(sample, 100, 300))],
    });
    const source = await lab.open(config);
    const [offer] = await offersOf(source);
    expect(await source.isPublished(offer ?? unknown)).toBe(false);
    expect(await run(source)).toMatchObject({ kind: "published", snapshots: [{ month, rows: 300 }] });
    expect(await source.isPublished(offer ?? unknown)).toBe(true);
    expect(await lab.ask("SELECT count(), uniqExact(x_SnapshotId) FROM CurrentFocusCostAndUsage")).toBe("300\t1");
  });

  it("in Parquet has every digit", async () => {
    const { lab, write, config } = await folder("FocusCost");
    const sample = focusSample("microsoft-1.2", 200);
    const structure = sample.headers
      .map((header) => `\`${header}\` ${header === "BilledCost" ? "Decimal(38, 18)" : "Nullable(String)"}`)
      .join(", ");
    const answer = await server.post(
      `SELECT * FROM format(CSVWithNames, '${structure.replaceAll("'", "\\'")}', '${toCsv(sample).replaceAll("\\", "\\\\").replaceAll("'", "\\'")}') FORMAT Parquet`,
      { database: lab.database },
    );
    const body = new Uint8Array(await answer.arrayBuffer());
    await writeRun(write, { type: "FocusCost", files: [{ name: "part_0_0001.snappy.parquet", body, rows: 200 }] });
    expect(await run(await lab.open(config))).toMatchObject({ kind: "published", snapshots: [{ rows: 200, cost: "1005" }] });
  });
});

const file = (name: string, cost: string) =>
  csvFile(
    name,
    usage(10, (cells) => void (cells["CostInBillingCurrency"] = cost)),
  );
const daily = (runId: string, until: string, submitted: string, cost: string, more: Partial<ExportRunFiles> = {}): ExportRunFiles => ({
  type: "ActualCost",
  runId,
  end: `${until}T00:00:00Z`,
  submitted,
  files: [file("p.csv", cost)],
  ...more,
});

describe("which run is read", () => {
  it.each([
    [
      "the latest of month-to-date runs side by side",
      [daily("a", "2026-10-05", "2026-10-05T01:00:00Z", "1"), daily("b", "2026-10-06", "2026-10-06T01:00:00Z", "2")],
      "20",
    ],
    [
      "the one of the first days of the next month",
      [daily("a", "2026-10-31", "2026-10-31T20:00:00Z", "1"), daily("b", "2026-10-31", "2026-11-03T01:00:00Z", "3")],
      "30",
    ],
    [
      "not a run by hand of some days",
      [daily("a", "2026-10-20", "2026-10-20T01:00:00Z", "1"), daily("b", "2026-10-09", "2026-10-21T01:00:00Z", "3")],
      "10",
    ],
    [
      "one of two equal manifests",
      [
        daily("a", "2026-10-20", "2026-10-20T01:00:00Z", "1"),
        daily("a", "2026-10-20", "2026-10-20T01:00:00Z", "1", { exportName: "daily" }),
      ],
      "10",
    ],
    [
      "none whose manifest is cut off",
      [
        daily("a", "2026-10-20", "2026-10-20T01:00:00Z", "1"),
        {
          ...daily("b", "2026-10-21", "2026-10-21T01:00:00Z", "2"),
          alter: (manifest: Record<string, unknown>): void => {
            delete manifest["runInfo"];
          },
        },
      ],
      "10",
    ],
  ] as const)("%s", async (_what, runs, cost) => {
    const { lab, write, config } = await folder("ActualCost");
    for (const one of runs) await writeRun(write, one);
    expect(await run(await lab.open(config))).toMatchObject({ kind: "published", snapshots: [{ rows: 10, cost }] });
  });

  it("overwritten files are another delivery, and the month is replaced whole", async () => {
    const { lab, write, config } = await folder("ActualCost");
    await writeRun(write, daily("a", "2026-10-05", "2026-10-05T01:00:00Z", "1"));
    const source = await lab.open(config);
    const [first] = await offersOf(source);
    await run(source);
    expect((await offersOf(source))[0]?.version).toBe(first?.version);
    await writeRun(write, daily("a", "2026-10-06", "2026-10-06T01:00:00Z", "4"));
    const [second] = await offersOf(source);
    expect(second?.version).not.toBe(first?.version);
    expect(await source.isPublished(second ?? unknown)).toBe(false);
    await run(source);
    expect(await lab.ask("SELECT count(), toString(sum(extended_cost)) FROM CurrentAzureBillingDetail")).toBe("10\t40");
  });

  it("each month is a delivery", async () => {
    const { lab, write, config } = await folder("ActualCost");
    await writeRun(write, daily("a", "2026-10-31", "2026-11-02T01:00:00Z", "1"));
    const november = csvFile(
      "p.csv",
      usage(5, (cells) => {
        cells["Date"] = "11/02/2026";
        cells["BillingPeriodStartDate"] = "11/01/2026";
        cells["BillingPeriodEndDate"] = "11/30/2026";
      }),
    );
    await writeRun(write, { type: "ActualCost", runId: "n", month: "2026-11", end: "2026-11-02T00:00:00", files: [november] });
    const source = await lab.open(config);
    expect((await offersOf(source)).map(({ name, rows }) => [name, rows])).toEqual([
      ["daily 2026-10", 10],
      ["daily 2026-11", 5],
    ]);
    await run(source);
    expect(await lab.ask("SELECT toString(billing_period), count() FROM CurrentAzureBillingDetail GROUP BY 1 ORDER BY 1")).toBe(
      "2026-10-01\t10\n2026-11-01\t5",
    );
  });

  it("files without manifests are the months that their paths say, kept under the account that the configuration says", async () => {
    const { lab, write, config } = await folder("ActualCost");
    const columns = [
      "SubscriptionGuid",
      "UsageDateTime",
      "MeterCategory",
      "MeterId",
      "UsageQuantity",
      "ResourceRate",
      "PreTaxCost",
      "InstanceId",
    ];
    const bill = (month: string, costs: readonly string[]): string =>
      exportCsv({
        headers: columns,
        rows: costs.map((cost, index) => ["s", `${month}-0${index + 1}`, "Storage", "m", "1", cost, cost, `disk-${index}`]),
      });
    write("exports/20261001-20261031/a_1.csv", bill("2026-10", ["1.000000000000000001", "2"]));
    write("exports/20261001-20261031/a_2.csv", bill("2026-10", ["4"]));
    write("exports/20261101-20261130/b_1.csv", bill("2026-11", ["8"]));
    await expect(run(await lab.open({ ...config, monthInPath: "YYYYMM" }))).rejects.toMatchObject({
      kind: "config",
      message: "files without a manifest name no enrollment: set account to the enrollment number",
    });
    const bare = { ...config, account: "100100", monthInPath: "YYYYMM" };
    const source = await lab.open(bare);
    expect((await offersOf(source)).map(({ name, files }) => [name, files.length])).toEqual([
      ["ActualCost 2026-10", 2],
      ["ActualCost 2026-11", 1],
    ]);
    expect(await run(source)).toMatchObject({ kind: "published" });
    expect(
      await lab.ask(
        "SELECT toString(billing_period), count(), toString(sum(extended_cost)) FROM CurrentAzureBillingDetail GROUP BY 1 ORDER BY 1",
      ),
    ).toBe("2026-10-01\t3\t7.000000000000000001\n2026-11-01\t1\t8");
    write("exports/20261201-20261231/manifest.json", "{}");
    await expect(offersOf(await lab.open(bare))).rejects.toMatchObject({ kind: "config" });
  });

  it("two exports of one dataset are refused until one is named, and other datasets are named and left alone", async () => {
    const { lab, write, config } = await folder("ActualCost");
    await writeRun(write, daily("a", "2026-10-05", "2026-10-05T01:00:00Z", "1"));
    await writeRun(write, daily("b", "2026-10-05", "2026-10-05T01:00:00Z", "7", { exportName: "other" }));
    await writeRun(write, daily("c", "2026-10-05", "2026-10-05T01:00:00Z", "9", { exportName: "amortized", type: "AmortizedCost" }));
    await writeRun(write, daily("d", "2026-10-05", "2026-10-05T01:00:00Z", "9", { exportName: "prices", type: "PriceSheet" }));
    const all = await lab.open(config);
    await expect(offersOf(all)).rejects.toMatchObject({ kind: "config", message: expect.stringContaining("daily, other") as string });
    expect(await all.connection.check(all.context(never))).toMatchObject([{ name: "manifests", ok: false, kind: "config" }]);
    const one = await lab.open({ ...config, exportName: "other" });
    expect(await run(one)).toMatchObject({ kind: "published", snapshots: [{ cost: "70" }] });
    const probes = await one.connection.check(one.context(never));
    expect(probes.map(({ name, ok }) => [name, ok])).toEqual([
      ["manifests", true],
      ["account", true],
      ["first rows", true],
    ]);
    expect(JSON.stringify(probes)).toContain("is a PriceSheet, which is not read yet");
    expect(JSON.stringify(probes)).toContain("is of AmortizedCost");
  });
});

describe("exports of several scopes that have one name", () => {
  it("are refused until one scope is named: neither bill is left out without a word", async () => {
    const { lab, write, config } = await folder("ActualCost");
    await writeRun(write, daily("a", "2026-10-05", "2026-10-05T01:00:00Z", "1"));
    await writeRun(write, daily("b", "2026-10-05", "2026-10-05T02:00:00Z", "7", { account: null }));
    const subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
    await expect(offersOf(await lab.open(config))).rejects.toMatchObject({
      kind: "config",
      message: expect.stringContaining(`daily are of /providers/microsoft.billing/billingaccounts/100100, ${subscription}`) as string,
    });
    const enrollments = await lab.open({ ...config, scope: "/providers/Microsoft.Billing/billingAccounts/100100/" });
    expect(await run(enrollments)).toMatchObject({ kind: "published", snapshots: [{ cost: "10" }] });
    const subscriptions = await lab.open({ ...config, scope: subscription, account: "sub" });
    expect(await run(subscriptions)).toMatchObject({ kind: "published", snapshots: [{ account: "sub", cost: "70" }] });
    const none = await lab.open({ ...config, scope: "/subscriptions/other" });
    expect(await none.connection.check(none.context(never))).toMatchObject([{ name: "manifests", ok: false, kind: "not-found" }]);
  });
});

describe("a fault refuses the month by its name, and what is published stays", () => {
  let place: Awaited<ReturnType<typeof folder>>;
  let source: OpenSource;
  const good: ExportRunFiles = { type: "ActualCost", end: "2026-10-05T00:00:00Z", files: [csvFile("p.csv", usage(40))] };
  const newer = (files: ExportRunFiles["files"], more: Partial<ExportRunFiles> = {}): ExportRunFiles => ({
    type: "ActualCost",
    runId: "run-2",
    files,
    ...more,
  });
  const two = (change: (cells: Record<string, string>, index: number) => void): ExportRunFiles["files"] => [
    csvFile("p0.csv", usage(40)),
    csvFile("p1.csv", usage(40, change)),
  ];
  const renamed = (from: string, to: string): ExportTable => ({
    ...usage(40),
    headers: eaHeaders.map((header) => (header === from ? to : header)),
  });

  beforeAll(async () => {
    place = await folder("ActualCost");
    await writeRun(place.write, good);
    source = await place.lab.open(place.config);
    expect(await run(source)).toMatchObject({ kind: "published" });
  });

  beforeEach(() => {
    rmSync(join(place.root, "exports"), { recursive: true });
  });

  it.each<readonly [string, () => Promise<void>, string, RegExp]>([
    [
      "a part that is missing",
      async () => {
        const broken = newer(two(() => undefined));
        await writeRun(place.write, broken);
        rmSync(join(place.root, runFolder(broken), "p1.csv"));
      },
      "changed",
      /p1\.csv is in the manifest/,
    ],
    [
      "a manifest before its files",
      () => {
        place.write(`${runFolder(newer([]))}/manifest.json`, exportManifest(newer(two(() => undefined))));
        return Promise.resolve();
      },
      "changed",
      /still being written/,
    ],
    [
      "a gzip that is cut off",
      async () => {
        const file = gzipFile("p.csv.gz", usage(400));
        await writeRun(place.write, newer([{ ...file, body: file.body.subarray(0, file.body.length - 20) }]));
      },
      "malformed",
      /p\.csv\.gz.* is truncated: its gzip data ends early/,
    ],
    [
      "a plain file that is shorter than its manifest says",
      () => writeRun(place.write, newer([{ ...csvFile("p.csv", usage(39)), rows: 40 }])),
      "malformed",
      /has 39 rows, and 40 in its manifest/,
    ],
    [
      "a part that is there twice, plain and packed",
      () => writeRun(place.write, newer([csvFile("p0.csv", usage(40)), gzipFile("p1.csv.gz", usage(40))])),
      "malformed",
      /p1\.csv\.gz: has the same 40 charges as .*p0\.csv; it would count twice/,
    ],
    [
      "a file with other bytes than its manifest says",
      () => writeRun(place.write, newer([{ ...csvFile("p.csv", usage(40)), bytes: 12 }])),
      "malformed",
      /and 12 in its manifest/,
    ],
    [
      "a cost column that was renamed",
      () => writeRun(place.write, newer([csvFile("p.csv", renamed("CostInBillingCurrency", "Amount"))])),
      "malformed",
      /has no column CostInBillingCurrency/,
    ],
    [
      "a column renamed from one part to the next",
      () => writeRun(place.write, newer([csvFile("p0.csv", usage(40)), csvFile("p1.csv", renamed("Tags", "Labels"))])),
      "malformed",
      /without Tags, with Labels/,
    ],
    [
      "a second account in a file",
      () =>
        writeRun(
          place.write,
          newer(
            two((cells, index) => {
              if (index === 7) cells["BillingAccountId"] = "200200";
            }),
          ),
        ),
      "malformed",
      /p1\.csv line 9, column BillingAccountId: "200200" is another billing account/,
    ],
    [
      "another account than the scope's",
      () => writeRun(place.write, newer([csvFile("p.csv", usage(40))], { account: "999999" })),
      "malformed",
      /another billing account/,
    ],
    [
      "rows of a later month",
      () => writeRun(place.write, newer(two((cells) => void (cells["Date"] = "11/03/2026")))),
      "row-of-another-month",
      /later month/,
    ],
    [
      "rows in another currency",
      () =>
        writeRun(
          place.write,
          newer(
            two((cells) => void (cells["BillingCurrencyCode"] = "USD")),
            {
              files: [
                csvFile(
                  "p.csv",
                  usage(40, (cells) => void (cells["BillingCurrencyCode"] = "USD")),
                ),
              ],
            },
          ),
        ),
      "cost-missing",
      /no readable cost/,
    ],
    [
      "a header in the middle of a file",
      () => {
        const table = usage(40);
        return writeRun(
          place.write,
          newer([csvFile("p.csv", { ...table, rows: [...table.rows.slice(0, 20), eaHeaders, ...table.rows.slice(20)] })]),
        );
      },
      "malformed",
      /line 22: repeats the header/,
    ],
    [
      "half of the rows gone",
      () => writeRun(place.write, newer([csvFile("p.csv", usage(10))])),
      "shrunk",
      /10 rows, compared with 40 published rows/,
    ],
    ["no rows at all", () => writeRun(place.write, newer([csvFile("p.csv", usage(0))])), "no-rows", /the month has no rows/],
    [
      "an error page for a file",
      () => writeRun(place.write, newer([{ name: "p.csv", body: Buffer.from("<html>busy</html>"), rows: 40 }])),
      "malformed",
      /is XML or HTML/,
    ],
    [
      "two manifests of one run that name other files",
      async () => {
        await writeRun(place.write, newer(two(() => undefined)));
        place.write("exports/copy/manifest.json", exportManifest(newer([csvFile("other.csv", usage(40))])));
      },
      "malformed",
      /of one run and list different files/,
    ],
  ])("%s", async (_what, prepare, reason, detail) => {
    await prepare();
    const before = await place.lab.ask(totals);
    const outcome = await run(source).catch((error: unknown) => error);
    const text = JSON.stringify(
      outcome instanceof Error ? { reason: "kind" in outcome ? outcome.kind : "", detail: outcome.message } : outcome,
    );
    expect(text).toContain(`"${reason}"`);
    expect(text.replaceAll('\\"', '"')).toMatch(detail);
    expect(await place.lab.ask(totals)).toBe(before);
  });

  it("a file that is overwritten while it is read", async () => {
    await writeRun(place.write, newer([csvFile("p0.csv", usage(40)), csvFile("p1.csv", usage(40))]));
    const before = await place.lab.ask(totals);
    let parts = 0;
    const failpoint = (name: string): void => {
      if (name === "page-read" && ++parts === 1) place.write(`${runFolder(newer([]))}/p1.csv`, exportCsv(usage(41)));
    };
    expect(await run(source, { failpoint })).toMatchObject({ kind: "abandoned", by: "source", reason: "changed", retryable: true });
    expect(await place.lab.ask(totals)).toBe(before);
  });

  it.each(["departments/7", "enrollmentAccounts/8"])(
    "a scope that is a part of an enrollment, %s: it would be the whole of its bill",
    async (part) => {
      await writeRun(place.write, newer([csvFile("p.csv", usage(40))], { account: `100100/${part}` }));
      await expect(offersOf(source)).rejects.toMatchObject({
        kind: "config",
        message: expect.stringContaining("say in account") as string,
      });
    },
  );

  it("a scope that is no enrollment, until the configuration says the account", async () => {
    await writeRun(place.write, newer([csvFile("p.csv", usage(40))], { account: null }));
    await expect(offersOf(source)).rejects.toMatchObject({ kind: "config", message: expect.stringContaining("say in account") as string });
    const named = await place.lab.open({ ...place.config, account: "100100" });
    expect(await run(named)).toMatchObject({ kind: "published" });
  });
});

describe("a real store", () => {
  it.each([
    ["S3 (versitygw)", startS3],
    ["Azure Blob (Azurite)", startAzureBlob],
  ] as const)(
    "%s: usage in gzip parts is published exactly, and a part that is overwritten in the middle refuses it",
    async (_name, start) => {
      const store: ObjectServer = await start();
      closing.push(store.close);
      const lab = await openLab();
      const config = { storage: store.location, prefix: "exports/", dataset: "ActualCost", currency: "CNY" };
      const source = await lab.open(config, [store.host], store.secrets);
      const files = [0, 1, 2].map((index) =>
        gzipFile(
          `part ${index}+.csv.gz`,
          usage(500, (cells) => void (cells["MeterName"] = `m${index}`)),
        ),
      );
      const first: ExportRunFiles = { type: "ActualCost", end: "2026-10-30T00:00:00Z", files };
      await writeRun(store.put, first);
      expect(await run(source)).toMatchObject({ kind: "published", snapshots: [{ rows: 1500, cost: "18000.0000000000000015" }] });
      const before = await lab.ask(totals);
      await writeRun(store.put, { ...first, runId: "run-2", end: "2026-10-31T00:00:00Z" });
      let changing: Promise<void> | null = null;
      const failpoint = async (name: string): Promise<void> => {
        if (name !== "page-read") return;
        changing ??= store.put(`${runFolder({ ...first, runId: "run-2" })}/part 2+.csv.gz`, gzipSync(exportCsv(usage(500))));
        await changing;
      };
      expect(await run(source, { failpoint })).toMatchObject({ kind: "abandoned", reason: "changed" });
      expect(await lab.ask(totals)).toBe(before);
      const names = await lab.ask("SELECT query FROM system.processes");
      for (const secret of Object.values(store.secrets).filter((value) => value.length > 10)) expect(names).not.toContain(secret);
    },
  );
});

it.each([
  ["{", "is not JSON, or is truncated"],
  ["[]", "that can be read"],
  [exportManifest({ type: "Unknown", files: [] }), 'is of the type "Unknown"'],
  [exportManifest({ type: "ActualCost", start: "2026-10-05T00:00:00", files: [] }), "only a month, or its days from the first on"],
  [exportManifest({ type: "ActualCost", end: "2026-12-05T00:00:00", files: [] }), "only a month, or its days from the first on"],
  [exportManifest({ type: "ActualCost", start: "yesterday", files: [] }), "no start and end that are days"],
  [exportManifest({ type: "ActualCost", files: [], alter: (manifest) => void (manifest["blobCount"] = 3) }), "names 0 files and counts 3"],
  [exportManifest({ type: "ActualCost", files: [], alter: (manifest) => void (manifest["dataRowCount"] = 3) }), "counts 3 rows"],
  [
    exportManifest({
      type: "ActualCost",
      files: [],
      alter: (manifest) => void (manifest["blobs"] = [{ blobName: "a" }, { blobName: " a" }]),
    }),
    "names a file twice",
  ],
])("a manifest that cannot be used says why: %#", (text, reason) => {
  expect(readManifest("manifest.json", text)).toEqual({ kind: "unreadable", reason: expect.stringContaining(reason) as string });
});
