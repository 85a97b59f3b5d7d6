import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { sha256Hex } from "../../../app/runtime/sha256-hex";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { azureExports } from "../../../app/sources/azure-exports/azure-exports";
import { readManifest } from "../../../app/sources/azure-exports/manifest";
import { type Connection, connect } from "../../../app/sources/connection";
import { SecretText } from "../../../app/sources/secret-text";
import type { Delivery, SourceContext } from "../../../app/sources/source";
import { exportCsv, exportManifest, type ExportRunFiles, type ExportTable, runFolder, writeRun } from "../../../simulator/azure-export";
import { eaHeaders, usageTable } from "../../support/azure-export";
import { noParquet } from "../../support/faulty-bucket";

const surroundings = openSurroundings(() => new SecretText(""));
const context: SourceContext = { ...surroundings, signal: new AbortController().signal, heard: () => undefined };

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "azure-exports-"));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

afterAll(async () => {
  await surroundings.http.dispatcher.close();
  await surroundings.objects.dispatcher.close();
});

const open = (more: object = {}): Connection =>
  connect(azureExports({ parquet: noParquet, sha256: sha256Hex }), {
    storage: { kind: "folder", path: root },
    dataset: "ActualCost",
    currency: "CNY",
    ...more,
  });

const write = (name: string, body: Uint8Array | string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), body);
};

const runOf = (runId: string, rows: number, more: Partial<ExportRunFiles> = {}): ExportRunFiles => ({
  type: "ActualCost",
  runId,
  files: [{ name: "a.csv", body: Buffer.from(exportCsv(usageTable(rows))), rows }],
  ...more,
});
const manifestOf = (run: ExportRunFiles): string => `${runFolder(run)}/manifest.json`;

async function offersOf(connection: Connection): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  for await (const delivery of connection.discover({ months: [] }, context)) found.push(delivery);
  return found;
}

const shown = (offers: readonly Delivery[]) =>
  offers.map(({ name, period, rows, fault }) => [name, period?.toString(), rows, fault?.message ?? null]);

describe("a manifest that cannot be read beside one that can", () => {
  const cutOff = (run: ExportRunFiles): string => exportManifest(run).slice(0, 90);

  it("refuses its month, since it may be the newer one, and no other month", async () => {
    await writeRun(write, runOf("a", 3));
    await writeRun(write, runOf("s", 2, { month: "2026-09", end: "2026-09-30T00:00:00Z" }));
    const broken = runOf("b", 5);
    write(manifestOf(broken), cutOff(broken));
    const offers = await offersOf(open());
    expect(shown(offers)).toEqual([
      [
        "daily 2026-10",
        "2026-10",
        null,
        `${manifestOf(broken)} is not JSON, or is truncated, and may be the newest of 2026-10: let the run be written again, remove the manifest, or name it in leaveOut to read the other runs`,
      ],
      ["daily 2026-09", "2026-09", 2, null],
    ]);
    expect(await offersOf(open())).toEqual(offers);
    expect(await open().check(context)).toMatchObject([
      { name: "manifests", ok: true, detail: expect.stringContaining("2026-10 is not read: ") as string },
      { ok: true },
      { ok: true },
    ]);
    expect(shown(await offersOf(open({ leaveOut: [manifestOf(broken)] })))).toEqual([
      ["daily 2026-09", "2026-09", 2, null],
      ["daily 2026-10", "2026-10", 3, null],
    ]);
    await writeRun(write, broken);
    expect((await offersOf(open())).map(({ fault }) => fault)).toEqual([undefined, undefined]);
  });

  it("refuses a month that has no other manifest", async () => {
    await writeRun(write, runOf("s", 2, { month: "2026-09", end: "2026-09-30T00:00:00Z" }));
    write(manifestOf(runOf("a", 3)), "");
    expect((await offersOf(open())).map(({ period, fault }) => [period?.toString(), fault?.kind])).toEqual([
      ["2026-10", "malformed"],
      ["2026-09", undefined],
    ]);
  });

  it("that is not there is told with the setting for files without one", async () => {
    expect(await open().check(context)).toMatchObject([
      {
        ok: false,
        kind: "not-found",
        hint: expect.stringContaining("for files that come without one, such as a copy of them, set monthInPath") as string,
      },
    ]);
  });

  it("refuses its month also where it is the only manifest there is, so that a look says why it reads nothing", async () => {
    write(manifestOf(runOf("a", 3)), "{");
    expect((await offersOf(open())).map(({ name, period, fault }) => [name, period?.toString(), fault?.kind])).toEqual([
      ["daily 2026-10", "2026-10", "malformed"],
    ]);
    expect(await open().check(context)).toMatchObject([{ name: "manifests", ok: false, kind: "not-found" }]);
  });

  it.each([
    ["a run whose path says that it is older", "exports/daily/20261001-20261031/202610150312/run-0/manifest.json"],
    ["another export", "exports/amortized/20261001-20261031/202611010312/run-0/manifest.json"],
    ["no export at all", "web/manifest.json"],
  ])("refuses nothing when it is of %s", async (_what, name) => {
    await writeRun(write, runOf("a", 3));
    write(name, "{");
    expect(shown(await offersOf(open()))).toEqual([["daily 2026-10", "2026-10", 3, null]]);
    expect(await open().check(context)).toMatchObject([{ detail: expect.stringContaining(`${name} is not JSON`) as string }, {}, {}]);
  });

  it("refuses nothing when it can be read, and is of some days only", async () => {
    await writeRun(write, runOf("a", 3));
    await writeRun(write, runOf("b", 5, { start: "2026-10-05T00:00:00" }));
    expect(shown(await offersOf(open()))).toEqual([["daily 2026-10", "2026-10", 3, null]]);
  });
});

it("two manifests of one run that list different files refuse their month only", async () => {
  await writeRun(write, runOf("a", 3));
  await writeRun(write, runOf("s", 2, { month: "2026-09", end: "2026-09-30T00:00:00Z" }));
  write("exports/copy/manifest.json", exportManifest(runOf("a", 3, { files: [{ name: "b.csv", body: Buffer.from(""), rows: 3 }] })));
  expect((await offersOf(open())).map(({ period, fault }) => [period?.toString(), fault?.message ?? null])).toEqual([
    ["2026-10", expect.stringMatching(/manifest\.json and .*manifest\.json are of one run and list different files/)],
    ["2026-09", null],
  ]);
});

const file = (name: string, table: ExportTable) => ({ name, body: Buffer.from(exportCsv(table)), rows: table.rows.length });
const packed = (name: string, table: ExportTable) => ({ name, body: gzipSync(exportCsv(table)), rows: table.rows.length });
const costing = (cost: string, rows = 10): ExportTable => usageTable(rows, (cells) => void (cells["CostInBillingCurrency"] = cost));

/** Of each delivery that is offered: its name, its rows and what they cost, read to the end. */
async function readAll(connection: Connection): Promise<readonly (readonly [string, number, string])[]> {
  const found: (readonly [string, number, string])[] = [];
  const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
  for (const delivery of await offersOf(connection)) {
    const cost = new ExactSum();
    let count = 0;
    for await (const { content } of connection.read(delivery, options, context)) {
      if (content.kind !== "azure-usage") throw new TypeError("no usage");
      const { fields, rows } = content.table;
      const costs = fields
        .map((field, index) => (/^(?:CostInBillingCurrency|PreTaxCost)$/.test(field) ? index : -1))
        .filter((at) => at >= 0);
      for (const row of rows) for (const at of costs) cost.add(String(row[at]));
      count += rows.length;
    }
    found.push([delivery.name, count, cost.toString()]);
  }
  return found;
}

describe("the parts of a run", () => {
  const last = costing("2", 1);
  const turned = { headers: [...eaHeaders].reverse(), rows: last.rows.map((row) => [...row].reverse()) };

  it.each<readonly [string, ExportRunFiles["files"], string]>([
    ["CSV in three parts", [file("p0.csv", costing("1", 4)), file("p1.csv", costing("2", 1)), file("p2.csv", costing("3", 5))], "21"],
    [
      "gzip in two parts",
      [packed("p0.csv.gz", costing("1", 7)), packed("p1.csv.gz", costing("4.000000000000000001", 3))],
      "19.000000000000000003",
    ],
    [
      "gzip whose manifest counts the bytes of the text",
      [{ ...packed("p.csv.gz", costing("2")), bytes: Buffer.byteLength(exportCsv(costing("2"))) }],
      "20",
    ],
    ["parts whose columns stand in another order", [file("p0.csv", costing("2", 9)), file("p1.csv", turned)], "20"],
  ])("as %s are read whole", async (_what, files, cost) => {
    await writeRun(write, runOf("a", 0, { files }));
    expect(await readAll(open())).toEqual([["daily 2026-10", 10, cost]]);
  });
});

const daily = (runId: string, until: string, submitted: string, cost: string, more: Partial<ExportRunFiles> = {}): ExportRunFiles =>
  runOf(runId, 0, { end: `${until}T00:00:00Z`, submitted, files: [file("p.csv", costing(cost))], ...more });

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
  ] as const)("%s", async (_what, runs, cost) => {
    for (const one of runs) await writeRun(write, one);
    expect(await readAll(open())).toEqual([["daily 2026-10", 10, cost]]);
  });

  it("each month is a delivery", async () => {
    await writeRun(write, daily("a", "2026-10-31", "2026-11-02T01:00:00Z", "1"));
    await writeRun(write, runOf("n", 5, { month: "2026-11", end: "2026-11-02T00:00:00" }));
    expect((await readAll(open())).map(([name, rows]) => [name, rows])).toEqual([
      ["daily 2026-10", 10],
      ["daily 2026-11", 5],
    ]);
  });

  it("files without manifests are the months that their paths say, kept under the account that the configuration says", async () => {
    const headers = [
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
        headers,
        rows: costs.map((cost, index) => ["s", `${month}-0${index + 1}`, "Storage", "m", "1", cost, cost, `disk-${index}`]),
      });
    write("exports/20261001-20261031/a_1.csv", bill("2026-10", ["1.000000000000000001", "2"]));
    write("exports/20261001-20261031/a_2.csv", bill("2026-10", ["4"]));
    write("exports/20261101-20261130/b_1.csv", bill("2026-11", ["8"]));
    const bare = { prefix: "exports/", monthInPath: "YYYYMM" };
    await expect(offersOf(open(bare))).rejects.toMatchObject({
      kind: "config",
      message: "files without a manifest name no enrollment: set account to the enrollment number",
    });
    const named = { ...bare, account: "100100" };
    expect((await offersOf(open(named))).map(({ account, files }) => [account, files.length])).toEqual([
      ["100100", 2],
      ["100100", 1],
    ]);
    expect(await readAll(open(named))).toEqual([
      ["ActualCost 2026-10", 3, "7.000000000000000001"],
      ["ActualCost 2026-11", 1, "8"],
    ]);
    write("exports/20261201-20261231/manifest.json", "{}");
    await expect(offersOf(open(named))).rejects.toMatchObject({ kind: "config" });
  });

  it("two exports of one dataset are refused until one is named, and other datasets are named and left alone", async () => {
    await writeRun(write, daily("a", "2026-10-05", "2026-10-05T01:00:00Z", "1"));
    await writeRun(write, daily("b", "2026-10-05", "2026-10-05T01:00:00Z", "7", { exportName: "other" }));
    await writeRun(write, daily("c", "2026-10-05", "2026-10-05T01:00:00Z", "9", { exportName: "amortized", type: "AmortizedCost" }));
    await writeRun(write, daily("d", "2026-10-05", "2026-10-05T01:00:00Z", "9", { exportName: "prices", type: "PriceSheet" }));
    await writeRun(write, daily("e", "2026-10-05", "2026-10-05T01:00:00Z", "9", { exportName: "bought", type: "ReservationDetails" }));
    await expect(offersOf(open())).rejects.toMatchObject({ kind: "config", message: expect.stringContaining("daily, other") as string });
    expect(await open().check(context)).toMatchObject([{ name: "manifests", ok: false, kind: "config" }]);
    expect(await readAll(open({ exportName: "other" }))).toEqual([["other 2026-10", 10, "70"]]);
    const probes = await open({ exportName: "other" }).check(context);
    expect(probes.map(({ name, ok }) => [name, ok])).toEqual([
      ["manifests", true],
      ["account", true],
      ["first rows", true],
    ]);
    expect(JSON.stringify(probes)).toContain("is a ReservationDetails, which is not read yet");
    expect(JSON.stringify(probes)).toContain("is of PriceSheet");
    expect(JSON.stringify(probes)).toContain("is of AmortizedCost");
  });
});

describe("a scope", () => {
  const subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";

  it("of several that have one name is refused until one is named: neither bill is left out without a word", async () => {
    await writeRun(write, daily("a", "2026-10-05", "2026-10-05T01:00:00Z", "1"));
    await writeRun(write, daily("b", "2026-10-05", "2026-10-05T02:00:00Z", "7", { account: null }));
    await expect(offersOf(open())).rejects.toMatchObject({
      kind: "config",
      message: expect.stringContaining(`daily are of /providers/microsoft.billing/billingaccounts/100100, ${subscription}`) as string,
    });
    expect(await readAll(open({ scope: "/providers/Microsoft.Billing/billingAccounts/100100/" }))).toEqual([["daily 2026-10", 10, "10"]]);
    const named = { scope: subscription, account: "sub" };
    expect((await offersOf(open(named))).map(({ account, rows }) => [account, rows])).toEqual([["sub", 10]]);
    expect(await open({ scope: "/subscriptions/other" }).check(context)).toMatchObject([
      { name: "manifests", ok: false, kind: "not-found" },
    ]);
  });

  it.each(["100100/departments/7", "100100/enrollmentAccounts/8", null])(
    "that is no enrollment (%s) needs the account in the configuration: it would be the whole of its bill",
    async (account) => {
      await writeRun(write, runOf("a", 3, { account }));
      await expect(offersOf(open())).rejects.toMatchObject({
        kind: "config",
        message: expect.stringContaining("set account") as string,
      });
      expect((await offersOf(open({ account: "100100" }))).map((delivery) => delivery.account)).toEqual(["100100"]);
    },
  );
});

describe("a fault ends the reading of its month by its name", () => {
  const renamed = (from: string, to: string): ExportTable => ({
    ...usageTable(40),
    headers: eaHeaders.map((header) => (header === from ? to : header)),
  });
  const whole = usageTable(40);
  const cut = packed("p.csv.gz", usageTable(400));

  it.each<readonly [string, ExportRunFiles["files"], Partial<ExportRunFiles>, RegExp]>([
    [
      "a gzip that is cut off",
      [{ ...cut, body: cut.body.subarray(0, cut.body.length - 20) }],
      {},
      /is truncated: its gzip data ends early/,
    ],
    [
      "a plain file that is shorter than its manifest says",
      [{ ...file("p.csv", usageTable(39)), rows: 40 }],
      {},
      /has 39 rows, and 40 in its/,
    ],
    [
      "a part that is there twice, plain and packed",
      [file("p0.csv", whole), packed("p1.csv.gz", whole)],
      {},
      /p1.* has the same 40 charges as .*p0/,
    ],
    ["a file with other bytes than its manifest says", [{ ...file("p.csv", whole), bytes: 12 }], {}, /and 12 in its manifest/],
    [
      "a cost column that was renamed",
      [file("p.csv", renamed("CostInBillingCurrency", "Amount"))],
      {},
      /has no column CostInBillingCurrency/,
    ],
    [
      "a column renamed from one part to the next",
      [file("p0.csv", whole), file("p1.csv", renamed("Tags", "Labels"))],
      {},
      /without Tags, with Labels/,
    ],
    ["another account than the scope's", [file("p.csv", whole)], { account: "999999" }, /another billing account/],
    [
      "a header in the middle of a file",
      [file("p.csv", { ...whole, rows: [...whole.rows.slice(0, 20), eaHeaders, ...whole.rows.slice(20)] })],
      {},
      /line 22: repeats the header/,
    ],
    ["an error page for a file", [{ name: "p.csv", body: Buffer.from("<html>busy</html>"), rows: 40 }], {}, /is XML or HTML/],
  ])("%s", async (_what, files, more, message) => {
    await writeRun(write, runOf("a", 0, { files, ...more }));
    await expect(readAll(open())).rejects.toMatchObject({ kind: "malformed", message: expect.stringMatching(message) as string });
  });

  it("a manifest before its files", async () => {
    write(manifestOf(runOf("a", 3)), exportManifest(runOf("a", 3)));
    await expect(readAll(open())).rejects.toMatchObject({
      kind: "changed",
      message: expect.stringContaining("still being written") as string,
    });
  });
});

it.each([
  ["{", "is not JSON, or is truncated"],
  ["[]", "that can be read"],
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

it.each([
  [exportManifest({ type: "Unknown", files: [] }), 'is of the type "Unknown"'],
  [exportManifest({ type: "ReservationDetails", files: [] }), "is a ReservationDetails, which is not read yet"],
  [exportManifest({ type: "ActualCost", start: "2026-10-05T00:00:00", files: [] }), "only a month, or its days from the first on"],
  [exportManifest({ type: "ActualCost", end: "2026-12-05T00:00:00", files: [] }), "only a month, or its days from the first on"],
])("a manifest of something else than a whole bill says what: %#", (text, reason) => {
  expect(readManifest("manifest.json", text)).toEqual({ kind: "other", reason: expect.stringContaining(reason) as string });
});
