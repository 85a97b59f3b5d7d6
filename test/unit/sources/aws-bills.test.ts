import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { awsCur } from "../../../app/sources/aws-cur/aws-cur";
import { readReportManifest, reportPlaceOf } from "../../../app/sources/aws-cur/manifest";
import { awsDataExports } from "../../../app/sources/aws-data-exports/aws-data-exports";
import { exportPlaceOf, readExportManifest } from "../../../app/sources/aws-data-exports/manifest";
import { focusFiles } from "../../../app/sources/focus-files/focus-files";
import { type Connection, connect } from "../../../app/sources/connection";
import type { Delivery, SourceContext } from "../../../app/sources/source";
import { SourceError, type SourceErrorKind } from "../../../app/sources/source-error";
import {
  type AwsLine,
  awsLines,
  awsMonth,
  type BillFiles,
  type BillLayout,
  csvOf,
  cur2Table,
  dataExport,
  inParts,
  legacyReport,
  legacyTable,
} from "../../support/aws-bill";
import { endingsOf, faultSeeds } from "../../support/fault-runs";
import {
  change,
  type FaultyBucket,
  noParquet,
  type Objects,
  secretOfBucket,
  startFaultyBucket,
  type StorageFault,
  storageFaults,
} from "../../support/faulty-bucket";
import { focusSample } from "../../support/focus-files";
import { zipOf } from "../../../simulator/zip";

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };

/** What differs between the two sources. */
const forms = {
  "aws-cur": {
    connect: (config: object) => connect(awsCur({ parquet: noParquet, sha256 }), config),
    table: legacyTable,
    layOut: (layout: BillLayout): BillFiles => legacyReport(layout),
    prefix: "billing/",
    cost: "lineItem/UnblendedCost",
    keys: "reportKeys",
    named: (name: string): object => ({ reportName: name }),
  },
  "aws-data-exports": {
    connect: (config: object) => connect(awsDataExports({ parquet: noParquet, sha256 }), config),
    table: cur2Table,
    layOut: (layout: BillLayout): BillFiles => dataExport(layout),
    prefix: "exports/",
    cost: "line_item_unblended_cost",
    keys: "dataFiles",
    named: (name: string): object => ({ exportName: name }),
  },
} as const;
type Form = (typeof forms)[keyof typeof forms];

/** All that is offered, read to its end: name, rows, cost. */
async function readAll(connection: Connection, context: SourceContext): Promise<readonly (readonly [string, number, string])[]> {
  const found: (readonly [string, number, string])[] = [];
  for (const delivery of await offersOf(connection, context)) {
    const cost = new ExactSum();
    let rows = 0;
    for await (const { content } of connection.read(delivery, options, context)) {
      if (content.kind !== "focus") throw new TypeError("no FOCUS");
      rows += content.rows.length;
      for (const row of content.rows) cost.add(row.cost);
    }
    found.push([delivery.name, rows, cost.toString()]);
  }
  return found;
}

async function offersOf(connection: Connection, context: SourceContext): Promise<readonly Delivery[]> {
  const offers: Delivery[] = [];
  for await (const delivery of connection.discover({ months: [] }, context)) offers.push(delivery);
  return offers;
}

let bucket: FaultyBucket;
let root = "";

beforeAll(async () => {
  bucket = await startFaultyBucket();
});

afterAll(() => bucket.close());

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "aws-bills-"));
  return () => {
    rmSync(root, { recursive: true, force: true });
  };
});

const none: StorageFault = { name: "none", meddle: () => false };
const quiet = (): SourceContext => bucket.serve(new Map(), none, 1);
const write = (files: BillFiles): void => {
  for (const [name, body] of files) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), body);
  }
};
const line = (cost: string, more: AwsLine = {}): AwsLine => ({ ...awsLines.support, line_item_unblended_cost: cost, ...more });

describe.each(Object.entries(forms))("%s in a folder", (_id, form: Form) => {
  const folder = (more: object = {}): Connection => form.connect({ storage: { kind: "folder", path: root }, ...more });
  const bill = (cost: string, layout: Partial<BillLayout> = {}): BillFiles =>
    form.layOut({ tables: [form.table([line(cost)])], ...layout });

  it("is read month by month, each from all its files", async () => {
    write(form.layOut({ tables: inParts(form.table(awsMonth(160)), 3) }));
    write(
      form.layOut({
        month: "2026-11",
        tables: [
          form.table([
            line("7", {
              bill_billing_period_start_date: "2026-11-01T00:00:00Z",
              bill_billing_period_end_date: "2026-12-01T00:00:00Z",
            }),
          ]),
        ],
      }),
    );
    expect(await readAll(folder(), quiet())).toEqual([
      [expect.stringMatching(/ 2026-10$/), 180, "13815.230000283935"],
      [expect.stringMatching(/ 2026-11$/), 1, "7"],
    ]);
  });

  it("in a copy whose folders stand at another place is read by what its manifest names", async () => {
    write(new Map([...bill("5")].map(([name, body]) => [`copy/of/${name}`, body])));
    expect((await readAll(folder({ prefix: "copy/" }), quiet())).map(([, rows, cost]) => [rows, cost])).toEqual([[1, "5"]]);
  });

  it("that AWS writes anew is another version, and the same is not", async () => {
    write(bill("5"));
    const versions = async (): Promise<readonly (string | null)[]> => (await offersOf(folder(), quiet())).map(({ version }) => version);
    const first = await versions();
    expect(await versions()).toEqual(first);
    write(bill("6"));
    const second = await versions();
    expect(second).toHaveLength(1);
    expect(second).not.toEqual(first);
  });

  it("beside another one is refused until one is named", async () => {
    write(bill("5"));
    write(new Map([...bill("6")].map(([name, body]) => [name.replaceAll(/hourly|daily/g, "other"), renamed(body)])));
    await expect(offersOf(folder(), quiet())).rejects.toMatchObject({
      kind: "config",
      message: expect.stringContaining("two would count twice") as string,
    });
    expect((await readAll(folder(form.named("other")), quiet())).map(([, , cost]) => cost)).toEqual(["6"]);
  });

  it("whose manifest is cut off is named by check and by each look, and read when the manifest is whole; another month is read meanwhile", async () => {
    expect(await folder().check(quiet())).toMatchObject([{ name: "manifests", ok: false, kind: "not-found" }]);
    const whole = bill("5");
    const cutOff = new Map([...whole].map(([name, body]) => [name, name.endsWith(".json") ? body.subarray(0, 40) : body]));
    write(cutOff);
    expect(await folder().check(quiet())).toMatchObject([{ ok: false, hint: expect.stringContaining("is not JSON") as string }]);
    const september = {
      bill_billing_period_start_date: "2026-09-01T00:00:00Z",
      bill_billing_period_end_date: "2026-10-01T00:00:00Z",
      line_item_usage_start_date: "2026-09-03T00:00:00Z",
      line_item_usage_end_date: "2026-09-04T00:00:00Z",
    };
    write(form.layOut({ month: "2026-09", tables: [form.table([line("7", september)])] }));
    const found = await offersOf(folder(), quiet());
    expect(found.map(({ period, fault }) => [period?.toString(), fault?.kind ?? null])).toEqual([
      ["2026-10", "malformed"],
      ["2026-09", null],
    ]);
    expect(found[0]?.fault?.message).toMatch(/-Manifest\.json is not JSON.*, and may be the newest of 2026-10: .*leaveOut/);
    expect(await offersOf(folder(), quiet())).toEqual(found);
    expect(await folder().check(quiet())).toMatchObject([
      { ok: true, detail: expect.stringContaining("2026-10 is not read: ") as string },
      { ok: true },
    ]);
    write(whole);
    expect((await readAll(folder(), quiet())).map(([, , cost]) => cost)).toEqual(["7", "5"]);
  });

  it("is shown by check: its months, and the first rows of the last", async () => {
    write(bill("5"));
    expect(await folder().check(quiet())).toMatchObject([
      { name: "manifests", ok: true, detail: "months 2026-10" },
      { name: "first rows", ok: true, detail: expect.stringMatching(/^2026-10: \d+ columns, csv\.gz$/) as string },
    ]);
  });
});

/** A manifest or a file in which a report is called `other`. */
function renamed(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body).toString("utf8");
  return text.startsWith("{") ? Buffer.from(text.replaceAll(/hourly|daily/g, "other")) : body;
}

describe("aws-cur", () => {
  const folder = (more: object = {}): Connection => forms["aws-cur"].connect({ storage: { kind: "folder", path: root }, ...more });
  const report = (cost: string, assembly: string, alter?: BillLayout["alter"]): BillFiles =>
    legacyReport({ tables: [legacyTable([line(cost)])], assembly, ...(alter === undefined ? {} : { alter }) });

  it("reads the assembly that the manifest of the month names, and no file of the others", async () => {
    write(report("5", "aaaa-1"));
    write(report("6", "0000-2"));
    expect((await readAll(folder(), quiet())).map(([, , cost]) => cost)).toEqual(["6"]);
  });

  it("without that manifest reads the only assembly, and refuses to guess among several", async () => {
    const withoutNewest = (files: BillFiles): BillFiles =>
      new Map([...files].filter(([name]) => !/\d\/hourly-Manifest\.json$/.test(name) || name.includes("aaaa") || name.includes("bbbb")));
    write(withoutNewest(report("5", "aaaa-x")));
    expect((await readAll(folder(), quiet())).map(([, , cost]) => cost)).toEqual(["5"]);
    write(withoutNewest(report("6", "bbbb-x")));
    expect((await offersOf(folder(), quiet())).map(({ fault }) => [fault?.kind, fault?.message])).toEqual([
      ["not-found", expect.stringContaining("has 2 assemblies")],
    ]);
  });

  it("does not read an older assembly when the manifest of the month is cut off, unless that is left out by its name", async () => {
    write(report("5", "aaaa-1"));
    const name = "billing/hourly/20261001-20261101/hourly-Manifest.json";
    write(new Map([[name, Buffer.from('{"assemblyId"')]]));
    expect((await offersOf(folder(), quiet())).map(({ fault }) => fault?.message)).toEqual([
      expect.stringContaining(`${name} is not JSON`),
    ]);
    expect((await readAll(folder({ leaveOut: [name] }), quiet())).map(([, , cost]) => cost)).toEqual(["5"]);
    expect(await folder({ leaveOut: [name] }).check(quiet())).toMatchObject([
      { detail: expect.stringContaining("is left out") as string },
      {},
    ]);
  });

  it("is not held up by the manifest of an assembly that is cut off beside that of the month", async () => {
    write(report("5", "aaaa-1"));
    write(new Map([["billing/hourly/20261001-20261101/bbbb-2/hourly-Manifest.json", Buffer.from("{")]]));
    expect((await readAll(folder(), quiet())).map(([, , cost]) => cost)).toEqual(["5"]);
  });

  it("reads the layout that nise writes: keys that begin with a slash, no prefix", async () => {
    const files = legacyReport({
      tables: [legacyTable([line("5")])],
      prefix: "",
      alter: (manifest) => {
        manifest["reportKeys"] = (manifest["reportKeys"] as readonly string[]).map((key) => `/${key}`);
      },
    });
    write(files);
    expect((await readAll(folder(), quiet())).map(([, , cost]) => cost)).toEqual(["5"]);
  });

  it("reads ZIP, and the charset that the manifest says", async () => {
    const [before = "", after = ""] = csvOf(legacyTable([line("5", { line_item_line_item_description: "支持" })])).split("支持");
    const gbk = Buffer.concat([Buffer.from(before), Buffer.from([0xd6, 0xa7, 0xb3, 0xd6]), Buffer.from(after)]);
    const files = legacyReport({
      tables: [[]],
      endOf: () => "1.zip",
      alter: (manifest) => {
        manifest["charset"] = "GBK";
        manifest["compression"] = "ZIP";
      },
    });
    write(new Map([...files].map(([name, body]) => [name, name.endsWith(".zip") ? zipOf([{ name: "hourly-1.csv", body: gbk }]) : body])));
    const [delivery] = await offersOf(folder(), quiet());
    if (delivery === undefined) throw new Error("nothing is offered");
    for await (const { content } of folder().read(delivery, options, quiet()))
      expect(content.kind === "focus" && content.rows[0]?.cells).toContain("支持");
    expect((await readAll(folder(), quiet())).map(([, , cost]) => cost)).toEqual(["5"]);
  });

  it("reads files of one assembly whose columns differ", async () => {
    write(
      legacyReport({
        tables: [legacyTable([line("5")]), legacyTable([line("6", { "user:new": "x" })], (column) => !column.startsWith("savings_plan"))],
      }),
    );
    expect((await readAll(folder(), quiet())).map(([, rows, cost]) => [rows, cost])).toEqual([[2, "11"]]);
  });
});

describe("aws-data-exports", () => {
  const folder = (more: object = {}): Connection => forms["aws-data-exports"].connect({ storage: { kind: "folder", path: root }, ...more });
  const run = (cost: string, execution: string): BillFiles => dataExport({ tables: [cur2Table([line(cost)])], execution });

  it("reads the latest of executions side by side", async () => {
    write(run("5", "20261003T101112Z-zzz"));
    write(run("6", "20261004T101112Z-aaa"));
    expect((await readAll(folder(), quiet())).map(([, , cost]) => cost)).toEqual(["6"]);
  });

  it("refuses executions beside files that are overwritten", async () => {
    write(run("5", ""));
    const [, manifest] = [...run("6", "20261004T101112Z-aaa")].filter(([name]) => name.endsWith(".json"));
    write(new Map([...run("6", "20261004T101112Z-aaa")].filter((entry) => entry[0] !== manifest?.[0])));
    expect((await offersOf(folder(), quiet())).map(({ fault }) => [fault?.kind, fault?.message])).toEqual([
      ["config", expect.stringContaining("side by side")],
    ]);
  });

  it("reads no older execution when the manifest of a later one is cut off, and is not held up by that of an earlier one", async () => {
    write(run("5", "20261003T101112Z-zzz"));
    const at = (execution: string) => `exports/daily/metadata/BILLING_PERIOD=2026-10/${execution}/daily-Manifest.json`;
    write(new Map([[at("20261002T101112Z-aaa"), Buffer.from("{")]]));
    expect((await readAll(folder(), quiet())).map(([, , cost]) => cost)).toEqual(["5"]);
    write(new Map([[at("20261004T101112Z-aaa"), Buffer.from("{")]]));
    expect((await offersOf(folder(), quiet())).map(({ fault }) => fault?.kind)).toEqual(["malformed"]);
  });

  it.each(["aws-1.0", "aws-1.2"] as const)("reads %s as it comes, in a partition in small letters", async (name) => {
    const { headers, rows } = focusSample(name, 200);
    write(dataExport({ tables: inParts([headers, ...rows], 2), partition: "billing_period" }));
    const cost = new ExactSum();
    for (const row of rows) cost.add(row[headers.indexOf("BilledCost")] ?? "");
    expect((await readAll(folder(), quiet())).map(([, count, total]) => [count, total])).toEqual([[200, cost.toString()]]);
  });
});

describe("files of a report without a manifest", () => {
  const files = (): Connection =>
    connect(focusFiles({ parquet: noParquet, sha256, onFile: () => undefined }), { storage: { kind: "folder", path: root } });

  it("are read as FOCUS files are", async () => {
    write(
      new Map(inParts(legacyTable(awsMonth(32)), 2).map((table, index) => [`October-2026-cur-${index}.csv`, Buffer.from(csvOf(table))])),
    );
    expect((await readAll(files(), quiet())).map(([, rows, cost]) => [rows, cost])).toEqual([[36, "2763.046000056787"]]);
    expect((await files().check(quiet())).map(({ ok }) => ok)).toEqual([true, true, true]);
  });

  it.each([
    ["without a cost", { line_item_unblended_cost: "" }, "lineItem/UnblendedCost: is empty"],
    ["with a cost that is no number", { line_item_unblended_cost: "1,5" }, 'lineItem/UnblendedCost: "1,5" is not a decimal number'],
    ["of nobody", { bill_payer_account_id: "" }, "bill/PayerAccountId: is empty"],
  ])("are refused by the column of the report when a line is %s", async (_, changed, detail) => {
    write(new Map([["a.csv", Buffer.from(csvOf(legacyTable([{ ...line("5"), ...changed }])))]]));
    await expect(readAll(files(), quiet())).rejects.toMatchObject({
      message: expect.stringContaining(`line 2, column ${detail}`) as string,
    });
  });

  it("are refused beside a manifest, which says better which they are", async () => {
    write(legacyReport({ tables: [legacyTable([line("5")])] }));
    await expect(readAll(files(), quiet())).rejects.toMatchObject({
      kind: "config",
      message: expect.stringContaining("aws-cur") as string,
    });
  });
});

it.each([
  ["{", "is not JSON, or is truncated"],
  ["{}", "has no assemblyId that can be read"],
  [
    JSON.stringify({ assemblyId: "a", billingPeriod: { start: "20261001T000000.000Z", end: "20261101T000000.000Z" }, reportKeys: [] }),
    "lists no files",
  ],
  [
    JSON.stringify({
      assemblyId: "a",
      billingPeriod: { start: "20261001T000000.000Z", end: "20261101T000000.000Z" },
      reportKeys: ["/a", "a"],
    }),
    "names a file twice",
  ],
  [
    JSON.stringify({ assemblyId: "a", billingPeriod: { start: "20261005T000000.000Z", end: "20261101T000000.000Z" }, reportKeys: ["a"] }),
    "only a month is a bill",
  ],
  [
    JSON.stringify({
      assemblyId: "a",
      charset: "x",
      billingPeriod: { start: "20261001T000000.000Z", end: "20261101T000000.000Z" },
      reportKeys: ["a"],
    }),
    'has the charset "x"',
  ],
])("a manifest of a report that cannot be used says why: %#", (text, reason) => {
  const place = reportPlaceOf("hourly/20261001-20261101/hourly-Manifest.json");
  expect(place === null ? null : readReportManifest(text, place)).toEqual(expect.stringContaining(reason));
});

it.each([
  ["[1", "is not JSON"],
  ['{"dataFiles":"a"}', "is not JSON with an array dataFiles of names, or is truncated"],
  ['{"dataFiles":[]}', "lists no files"],
  ['{"dataFiles":["s3://b/a","a"]}', "names a file twice"],
  ['{"dataFiles":["data/BILLING_PERIOD=2026-10/x/a","data/BILLING_PERIOD=2026-10/y/a"]}', "names files of 2 executions"],
])("a manifest of an export that cannot be used says why: %#", (text, reason) => {
  const place = exportPlaceOf("daily/metadata/BILLING_PERIOD=2026-10/daily-Manifest.json");
  expect(place === null ? null : readExportManifest(text, place)).toEqual(expect.stringContaining(reason));
});

describe.each(Object.entries(forms))("%s in a bucket with faults", (_id, form: Form) => {
  const rowsOfPart = 160;
  // Hashes do not compress: a part is some hundred kilobytes, which a network sends in pieces.
  const noise = (index: number): string =>
    Array.from({ length: 6 }, (_, piece) => createHash("sha512").update(`${index} ${piece}`).digest("base64")).join("");
  const month = awsMonth(3 * rowsOfPart, (one, index) => void (one["line_item_line_item_description"] = noise(index)));
  const tables = inParts(form.table(month), 3);
  const bill = (layout: Partial<BillLayout> = {}): BillFiles =>
    form.layOut({ tables, endOf: (index) => `part_${index}.csv.gz`, ...layout });
  const whole = bill();
  const [rows, cost] = [3 * (rowsOfPart + 20), "41445.690000851805"];

  /** Before the first request. */
  const atFirst =
    (act: (objects: Objects) => boolean): StorageFault["meddle"] =>
    (at, { objects }) =>
      at === 0 && act(objects);
  const replace = (objects: Objects, files: BillFiles): boolean => {
    for (const [name, body] of files) objects.set(name, { body, etag: sha256(body).slice(0, 16) });
    return false;
  };
  /** The second file with other cells in its last row. */
  const withCell = (header: string | RegExp, value: string): BillFiles =>
    bill({
      tables: tables.map((table, index) => {
        if (index !== 1) return table;
        const column = table[0]?.findIndex((name) => (typeof header === "string" ? name === header : header.test(name))) ?? -1;
        return table.map((row, at) => (at === table.length - 1 ? row.map((cell, index) => (index === column ? value : cell)) : row));
      }),
    });
  const faults: readonly StorageFault[] = [
    ...storageFaults,
    { name: "manifest removed", meddle: (at, { objects, due }) => at === due && change(objects, "-Manifest.json", () => null) },
    { name: "manifest before its files", meddle: atFirst((objects) => change(objects, ".csv.gz", () => null)) },
    {
      name: "manifest cut off",
      meddle: atFirst((objects) => change(objects, "-Manifest.json", (body) => body.subarray(0, body.length - 9))),
    },
    {
      name: "another bill in the middle",
      meddle: (at, { objects, due }) => at === due && replace(objects, bill({ tables: inParts(form.table(month.slice(0, 6)), 3) })),
    },
    {
      name: "a column renamed",
      meddle: atFirst((objects) =>
        replace(
          objects,
          bill({ tables: tables.map(([header = [], ...lines]) => [header.map((name) => (name === form.cost ? "cost" : name)), ...lines]) }),
        ),
      ),
    },
    { name: "a second payer in a file", meddle: atFirst((objects) => replace(objects, withCell(/payer_?account_?id/i, "999999999999"))) },
    { name: "a cost that is no number", meddle: atFirst((objects) => replace(objects, withCell(form.cost, "n/a"))) },
    {
      name: "a file twice under two names",
      meddle: atFirst((objects) => {
        const [first = [], second = []] = tables;
        return replace(objects, bill({ tables: [first, second, first] }));
      }),
    },
    {
      name: "a file that is none",
      meddle: atFirst((objects) => change(objects, "part_1.csv.gz", () => gzipSync("<html>Login</html>"))),
    },
  ];

  const read = async (fault: StorageFault, seed: number): Promise<"exact" | SourceErrorKind> => {
    const objects: Objects = new Map([...whole].map(([name, body]) => [name, { body, etag: sha256(body).slice(0, 16) }]));
    const context = bucket.serve(objects, fault, seed);
    try {
      const found = await readAll(form.connect({ storage: bucket.storage, prefix: form.prefix }), context);
      if (found.length === 0) return "not-found";
      // Another bill that takes the place of this one before it is listed is read as it is.
      if (fault.name === "another bill in the middle" && found[0]?.[1] === 6) return "exact";
      expect(found.map(([, ...totals]) => totals)).toEqual([[rows, cost]]);
      return "exact";
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      expect(error.message).not.toContain(secretOfBucket);
      return error.kind;
    }
  };

  it("is read exactly when it does nothing wrong", async () => {
    expect(await read(none, 1)).toBe("exact");
  });

  const size = `${faults.length * faultSeeds.length} runs of ${faults.length} faults`;
  it(`is read exactly, or not at all for a reason that has a name: ${size}`, async () => {
    expect(await endingsOf(faults, read)).toEqual({
      "every third request fails": ["exact"],
      "throttling storm": ["exact"],
      "429 in a date": ["exact"],
      "connection reset": ["exact"],
      "bodies cut off again and again": ["exact"],
      "body cut off at its first byte": ["exact"],
      "body that ends early without a length": ["exact"],
      "a range answered from the beginning": ["changed"],
      "overwritten while it is read": expect.arrayContaining(["changed"]) as string[],
      "replaced by a longer one": expect.arrayContaining(["changed"]) as string[],
      "removed while it is read": expect.arrayContaining(["changed"]) as string[],
      "gzip truncated in storage": ["malformed"],
      "a bit flipped in storage": ["malformed"],
      "part missing": ["changed"],
      "credential expires": ["auth"],
      "access denied in the middle": ["permission"],
      "clock skew": ["auth"],
      "redirect elsewhere": expect.arrayContaining(["config"]) as string[],
      "HTML for everything": expect.not.arrayContaining(["exact"]) as string[],
      "manifest removed": expect.arrayContaining(["changed"]) as string[],
      "manifest before its files": ["changed"],
      "manifest cut off": ["malformed"],
      "another bill in the middle": expect.arrayContaining(["changed"]) as string[],
      "a column renamed": ["malformed"],
      "a second payer in a file": ["malformed"],
      "a cost that is no number": ["malformed"],
      "a file twice under two names": ["malformed"],
      "a file that is none": ["malformed"],
    });
  });
});
