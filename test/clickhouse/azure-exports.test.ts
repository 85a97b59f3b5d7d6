import { rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OpenSource } from "../../app/pipeline/open-source";
import { exportCsv, type ExportRunFiles, type ExportTable, runFolder, writeRun } from "../../simulator/azure-export";
import { startSimulator } from "../../simulator/start-simulator";
import { exportTable, usageTable as usage } from "../support/azure-export";
import { focusSample, toCsv } from "../support/focus-files";
import { type ObjectServer, startAzureBlob, startS3 } from "../support/object-servers";
import { deliverAll as run, offersOf, type SourceLab, startSourceLab, type TestFolder } from "../support/source-lab";

const november = new Date("2026-11-15T02:00:00Z");
const enrollment = "100100";
const month = "2026-10";

let lab: SourceLab;

beforeAll(async () => {
  lab = await startSourceLab();
});

afterAll(() => lab.close());

/** A delivery that nobody has. */
const unknown = { version: null, period: null };
/** As the report says it: the oracle knows nothing of what is spread of its purchases. */
const totals = `SELECT count(), toString(sum(toDecimal256(BilledCost, 18))),
  toString(sumIf(toDecimal256(EffectiveCost, 18), x_EffectiveCostSource != 'order-terms')) FROM CurrentFocusCostAndUsage WHERE x_ChargeOrigin != 'unused-commitment'`;
const part = (table: ExportTable, from: number, to: number): ExportTable => ({ ...table, rows: table.rows.slice(from, to) });
const csvFile = (name: string, table: ExportTable) => ({ name, body: Buffer.from(exportCsv(table)), rows: table.rows.length });
const gzipFile = (name: string, table: ExportTable) => ({ name, body: gzipSync(exportCsv(table)), rows: table.rows.length });

/** A folder that stands for the container, in an empty database. */
async function folder(dataset: string): Promise<TestFolder & { readonly config: object }> {
  await lab.empty();
  const { root, write } = lab.folder();
  const currency = dataset === "FocusCost" ? {} : { currency: "CNY" };
  return { root, write, config: { storage: { kind: "folder", path: root }, prefix: "exports/", dataset, ...currency } };
}

const open = (config: object): Promise<OpenSource> => lab.open("azure-exports", config);

describe.each([
  [
    "ActualCost",
    "actual",
    (table: ExportTable) => [csvFile("part_0.csv", part(table, 0, 300)), csvFile("part_1.csv", part(table, 300, 9999))],
  ],
  [
    "AmortizedCost",
    "amortized",
    (table: ExportTable) => {
      const turned = { headers: [...table.headers].reverse(), rows: table.rows.slice(400).map((row) => [...row].reverse()) };
      return [
        gzipFile("part_0.csv.gz", part(table, 0, 400)),
        { ...gzipFile("part_1.csv.gz", turned), bytes: Buffer.byteLength(exportCsv(turned)) },
      ];
    },
  ],
] as const)("%s", (type, schema, filesOf) => {
  it("comes to the oracle's totals, to the last digit, whatever its parts are", async () => {
    const enrollments = [{ number: enrollment, key: "simulator-key", rows: 600 }];
    const simulator = await startSimulator({ seed: 11, enrollments, today: "2026-11-15", months: 2, schema });
    lab.onClose(() => simulator.close());
    const table = await exportTable(simulator, enrollment, month);
    const { write, config } = await folder(type);
    await writeRun(write, { type, files: filesOf(table) });
    expect(await run(await open(config))).toMatchObject({
      kind: "published",
      snapshots: [{ account: enrollment, month, rows: table.rows.length }],
    });
    const { rows, cost, focus } = simulator.oracle(enrollment, month);
    expect(await lab.ask("SELECT count(), toString(sum(toDecimal256(extended_cost, 18))) FROM CurrentAzureBillingDetail")).toBe(
      `${rows}\t${cost}`,
    );
    expect(await lab.ask(totals)).toBe(`${rows}\t${focus?.billed ?? ""}\t${focus?.effective ?? ""}`);
  });
});

describe("usage in Microsoft's columns", () => {
  it("is enriched: tags without braces, days month first, the enrollment of the scope", async () => {
    const { write, config } = await folder("ActualCost");
    await writeRun(write, { type: "ActualCost", files: [csvFile("a.csv", usage(3))] });
    expect(await run(await open(config))).toMatchObject({
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
    const { write, config } = await folder("ActualCost");
    await writeRun(write, {
      type: "ActualCost",
      files: [0, 1, 2, 3].map((index) =>
        gzipFile(
          `p${index}.csv.gz`,
          usage(400, (cells) => void (cells["MeterName"] = `m${index}`)),
        ),
      ),
    });
    const source = await open(config);
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
    const { write, config } = await folder("ActualCost");
    await writeRun(write, { type: "ActualCost", files: [csvFile("a.csv", usage(3))] });
    const source = await open(config);
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
    const { write, config } = await folder("FocusCost");
    const sample = focusSample("microsoft-1.2", 300);
    await writeRun(write, {
      type: "FocusCost",
      files: [csvFile("a.csv", part(sample, 0, 100)), gzipFile("b.csv.gz", part(sample, 100, 300))],
    });
    const source = await open(config);
    const [offer] = await offersOf(source);
    expect(await source.isPublished(offer ?? unknown, november)).toBe(false);
    expect(await run(source)).toMatchObject({ kind: "published", snapshots: [{ month, rows: 300 }] });
    expect(await source.isPublished(offer ?? unknown, november)).toBe(true);
    expect(await lab.ask("SELECT count(), uniqExact(x_SnapshotId) FROM CurrentFocusCostAndUsage")).toBe("300\t1");
  });

  it("in Parquet has every digit", async () => {
    const { write, config } = await folder("FocusCost");
    const sample = focusSample("microsoft-1.2", 200);
    const structure = sample.headers
      .map((header) => `\`${header}\` ${header === "BilledCost" ? "Decimal(38, 18)" : "Nullable(String)"}`)
      .join(", ");
    const answer = await lab.server.post(
      `SELECT * FROM format(CSVWithNames, '${structure.replaceAll("'", "\\'")}', '${toCsv(sample).replaceAll("\\", "\\\\").replaceAll("'", "\\'")}') FORMAT Parquet`,
      { database: "billing" },
    );
    const body = new Uint8Array(await answer.arrayBuffer());
    await writeRun(write, { type: "FocusCost", files: [{ name: "part_0_0001.snappy.parquet", body, rows: 200 }] });
    expect(await run(await open(config))).toMatchObject({ kind: "published", snapshots: [{ rows: 200, cost: "1005" }] });
  });
});

it("overwritten files are another delivery, and the month is replaced whole", async () => {
  const { write, config } = await folder("ActualCost");
  const cost = (one: string): ExportRunFiles => ({
    type: "ActualCost",
    files: [
      csvFile(
        "p.csv",
        usage(10, (cells) => void (cells["CostInBillingCurrency"] = one)),
      ),
    ],
  });
  await writeRun(write, cost("1"));
  const source = await open(config);
  const [first] = await offersOf(source);
  await run(source);
  await writeRun(write, cost("4"));
  const [second] = await offersOf(source);
  expect(second?.version).not.toBe(first?.version);
  expect([await source.isPublished(first ?? unknown, november), await source.isPublished(second ?? unknown, november)]).toEqual([
    true,
    false,
  ]);
  await run(source);
  expect(await lab.ask("SELECT count(), toString(sum(extended_cost)) FROM CurrentAzureBillingDetail")).toBe("10\t40");
});

it("a change of the configuration reads an open month again, and a closed one is published as it is", async () => {
  const { write, config } = await folder("ActualCost");
  await writeRun(write, { type: "ActualCost", files: [csvFile("p.csv", usage(3))] });
  const source = await open(config);
  const [offer] = await offersOf(source);
  await run(source);
  const renamed = await open({ ...config, accountName: "Contoso" });
  const [again] = await offersOf(renamed);
  expect(await source.isPublished(offer ?? unknown, november)).toBe(true);
  const seen = [november, new Date("2027-03-01T00:00:00Z")].map((today) => renamed.isPublished(again ?? unknown, today));
  expect(await Promise.all(seen)).toEqual([false, true]);
  await lab.ask(
    "ALTER TABLE BillingSnapshot UPDATE delivery_version = substringIndex(delivery_version, '/', 1) WHERE 1 SETTINGS mutations_sync = 1",
  );
  expect(await renamed.isPublished(again ?? unknown, november)).toBe(true);
  // A package's source may have slashes in its versions.
  await lab.ask(
    "ALTER TABLE BillingSnapshot UPDATE delivery_version = concat('v/', delivery_version, '/0123456789abcdef') WHERE 1 SETTINGS mutations_sync = 1",
  );
  const sliced = { ...(again ?? unknown), version: `v/${again?.version ?? ""}` };
  expect(await renamed.isPublished(sliced, new Date("2027-03-01T00:00:00Z"))).toBe(true);
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
  beforeAll(async () => {
    place = await folder("ActualCost");
    await writeRun(place.write, good);
    source = await open(place.config);
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
      /40 of 40 charges have no readable cost .* each of them names .*\(currency-differs: 12\.000000000000000001 USD in a delivery in CNY/,
    ],
    [
      "half of the rows gone",
      () => writeRun(place.write, newer([csvFile("p.csv", usage(10))])),
      "shrunk",
      /10 rows, compared with 40 published rows/,
    ],
    ["no rows at all", () => writeRun(place.write, newer([csvFile("p.csv", usage(0))])), "no-rows", /the month has no rows/],
  ])("%s", async (_what, prepare, reason, detail) => {
    await prepare();
    const before = await lab.ask(totals);
    const outcome = await run(source).catch((error: unknown) => error);
    const text = JSON.stringify(
      outcome instanceof Error ? { reason: "kind" in outcome ? outcome.kind : "", detail: outcome.message } : outcome,
    );
    expect(text).toContain(`"${reason}"`);
    expect(text.replaceAll('\\"', '"')).toMatch(detail);
    expect(await lab.ask(totals)).toBe(before);
  });

  it("a file that is overwritten while it is read", async () => {
    await writeRun(place.write, newer([csvFile("p0.csv", usage(40)), csvFile("p1.csv", usage(40))]));
    const before = await lab.ask(totals);
    let parts = 0;
    const failpoint = (name: string): void => {
      if (name === "page-read" && ++parts === 1) place.write(`${runFolder(newer([]))}/p1.csv`, exportCsv(usage(41)));
    };
    expect(await run(source, { failpoint })).toMatchObject({ kind: "abandoned", by: "source", reason: "changed", retryable: true });
    expect(await lab.ask(totals)).toBe(before);
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
      lab.onClose(store.close);
      await lab.empty();
      const config = { storage: store.location, prefix: "exports/", dataset: "ActualCost", currency: "CNY" };
      const source = await lab.open("azure-exports", config, { hosts: [store.host], secrets: store.secrets });
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
