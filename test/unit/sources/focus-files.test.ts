import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { connect } from "../../../app/sources/connection";
import { focusFiles } from "../../../app/sources/focus-files/focus-files";
import type { SourceContext } from "../../../app/sources/source";
import { SourceError } from "../../../app/sources/source-error";
import { endingsOf, faultSeeds } from "../../support/fault-runs";
import { type FaultyBucket, noParquet, startFaultyBucket, type StorageFault, storageFaults } from "../../support/faulty-bucket";
import { focusSample, toCsv } from "../../support/focus-files";
import { type ZipEntry, zipOf } from "../../../simulator/zip";

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const none: StorageFault = { name: "none", meddle: () => false };

/** Rows of October 2026 as CSV; `month` dates them otherwise. */
function csv(from: number, to: number, month = "2026-10"): string {
  const [year = "", number = ""] = month.split("-");
  const next = new Date(Date.UTC(Number(year), Number(number), 1)).toISOString().slice(0, 10);
  const { headers, rows } = focusSample("oracle", to);
  const text = toCsv({ headers, rows: rows.slice(from) });
  return text.replace(/2026-1[01]-/g, (found) => (found === "2026-10-" ? `${month}-` : next.slice(0, 8)));
}

/** What rows cost together: row i costs (i + 1) × 0.0123456789. */
function costOf(from: number, to: number): string {
  const sum = new ExactSum();
  const cost = focusSample("oracle", to).headers.indexOf("BilledCost");
  for (const row of focusSample("oracle", to).rows.slice(from)) sum.add(row[cost] ?? "");
  return sum.toString();
}

let bucket: FaultyBucket;
let root: string;

beforeAll(async () => {
  bucket = await startFaultyBucket();
});

afterAll(async () => {
  await bucket.close();
});

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "focus-files-source-"));
  return () => {
    rmSync(root, { recursive: true, force: true });
  };
});

const write = (name: string, body: Uint8Array | string): string => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), body);
  return join(root, name);
};
const quiet = (): SourceContext => bucket.serve(new Map(), none, 1);

type Read = readonly [delivery: string, rows: number, cost: string];

/** Every delivery that is offered, with its rows and its cost. `between` runs after they were listed. */
async function readAll(config: object, context: SourceContext, between: () => void = () => undefined): Promise<readonly Read[]> {
  const connection = connect(focusFiles({ parquet: noParquet, sha256, onFile: () => undefined }), config);
  const found: Read[] = [];
  const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
  for await (const delivery of connection.discover({ months: [] }, context)) {
    between();
    const sum = new ExactSum();
    let rows = 0;
    for await (const { content } of connection.read(delivery, options, context)) {
      if (content.kind !== "focus") throw new TypeError("no FOCUS");
      rows += content.rows.length;
      for (const { cost } of content.rows) sum.add(cost);
    }
    found.push([delivery.name, rows, sum.toString()]);
  }
  return found;
}

describe("a ZIP archive", () => {
  it("is read like the files in it: CSV, gzip and folders, deflated or stored; what belongs to the tool that packed it is left out", async () => {
    const path = write(
      "bill.zip",
      zipOf([
        { name: "october/", body: "" },
        { name: "october/a.csv", body: csv(0, 100) },
        { name: "october/b.csv.gz", body: gzipSync(csv(100, 150)), stored: true },
        { name: "c.csv", body: csv(150, 200), stored: true },
        { name: "__MACOSX/._a.csv", body: "junk" },
        { name: "readme.txt", body: "A bill." },
      ]),
    );
    expect(await readAll({ paths: [path] }, quiet())).toEqual([["bill.zip", 200, costOf(0, 200)]]);
  });

  const entry: ZipEntry = { name: "a.csv", body: csv(0, 100) };
  it.each<readonly [string, () => Buffer, RegExp]>([
    ["cut off", () => zipOf([entry]).subarray(0, -30), /bill\.zip: is not a complete ZIP archive/],
    [
      "with a damaged file",
      () => zipOf([entry]).fill(0xff, 2000, 2010),
      /bill\.zip\/a\.csv: (?:cannot be unpacked|does not match the checksum|ends after)/,
    ],
    [
      "with another checksum",
      () => zipOf([{ ...entry, changed: { crc32: 1 } }]),
      /bill\.zip\/a\.csv: does not match the checksum in its archive/,
    ],
    ["with a longer file than it says", () => zipOf([{ ...entry, changed: { size: 1000 } }]), /is longer than the 1000 bytes/],
    ["with a shorter file than it says", () => zipOf([{ ...entry, changed: { size: 1e6 } }]), /ends after \d+ of the 1000000 bytes/],
    ["that is encrypted", () => zipOf([{ ...entry, changed: { flags: 1 } }]), /is encrypted/],
    ["packed by another method", () => zipOf([{ ...entry, changed: { method: 14 } }]), /is packed by method 14/],
    ["in an archive", () => zipOf([{ name: "inner.zip", body: zipOf([entry]), stored: true }]), /contains another archive/],
    ["with a file twice", () => zipOf([entry, { ...entry, name: "b.csv" }]), /has the same 100 charges as/],
    ["without a bill", () => zipOf([{ name: "readme.txt", body: "A bill." }]), /bill\.zip: has no \.csv, \.csv\.gz or \.parquet in it/],
    ["whose files leave their folder", () => zipOf([{ ...entry, name: "../../a.csv" }]), /invalid relative path/],
    ["that is a workbook", () => zipOf([{ name: "[Content_Types].xml", body: "<Types/>" }]), /is an Excel workbook/],
    [
      "that is a bomb",
      () => zipOf([{ name: "a.csv", body: Buffer.alloc(20 << 20) }]),
      /would unpack to 20971520 bytes, more than 500 times its size/,
    ],
    [
      "that is a bomb of files over one another",
      () =>
        zipOf(
          Array.from({ length: 50 }, (_, index) => ({
            name: `${index}.csv`,
            body: index === 0 ? csv(0, 100) : "",
            changed: { offset: 0 },
          })),
        ).subarray(0),
      /./,
    ],
  ])("%s is refused", async (_what, body, message) => {
    const path = write("bill.zip", body());
    const error: unknown = await readAll({ paths: [path] }, quiet()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceError);
    expect(String(error)).toMatch(message);
  });
});

describe("files of several months", () => {
  const config = (layout: object, prefix = ""): object => ({ storage: { kind: "folder", path: root }, prefix, layout });
  const increments = { kind: "increments", path: "YYYY/MM/DD/" };

  it("are one delivery a month where the path says the month", async () => {
    write("bills/bill-2026-09.zip", zipOf([{ name: "a.csv", body: csv(0, 10, "2026-09") }]));
    write("bills/bill-2026-10-a.csv", csv(0, 20));
    write("bills/bill-2026-10-b.csv.gz", gzipSync(csv(20, 30)));
    expect(await readAll(config({ kind: "months", path: "bill-YYYY-MM" }, "bills/"), quiet())).toEqual([
      ["2026-09, bills/bill-2026-09.zip", 10, costOf(0, 10)],
      ["2026-10, 2 files", 30, costOf(0, 30)],
    ]);
  });

  it("added day by day, as Oracle does, are a month each: all rows of it, whichever file they are in", async () => {
    const folder = "FOCUS Reports";
    write(`${folder}/2026/09/30/0001.csv.gz`, gzipSync(csv(0, 10, "2026-09")));
    write(`${folder}/2026/10/01/0001.csv.gz`, gzipSync(csv(10, 15, "2026-09") + csv(0, 7).split("\n").slice(1).join("\n")));
    write(`${folder}/2026/10/02/0001.csv.gz`, gzipSync(csv(7, 40)));
    write(`${folder}/2026/11/02/0001.csv.gz`, gzipSync(csv(40, 50) + csv(0, 5, "2026-11").split("\n").slice(1).join("\n")));
    expect(await readAll(config(increments, `${folder}/`), quiet())).toEqual([
      ["2026-09, 3 files", 15, costOf(0, 15)],
      ["2026-10, 3 files", 50, costOf(0, 50)],
      ["2026-11, FOCUS Reports/2026/11/02/0001.csv.gz", 5, costOf(0, 5)],
    ]);
  });

  it.each<readonly [string, () => object, RegExp]>([
    [
      "rows too late for their month: no delivery would have them",
      () => {
        write("2026/10/01/a.csv", csv(0, 5));
        write("2026/11/20/b.csv", csv(5, 9) + csv(0, 5, "2026-11").split("\n").slice(1).join("\n"));
        return { ...increments, lateDays: 10 };
      },
      /b\.csv has a row of 2026-10, which ended more than 10 days before the file: raise lateDays/,
    ],
    [
      "rows of a month before the first files",
      () => {
        write("2026/10/01/a.csv", csv(0, 5) + csv(0, 5, "2026-09").split("\n").slice(1).join("\n"));
        return increments;
      },
      /has a row of 2026-09, and the first files are of 2026-10: say in firstMonth/,
    ],
    [
      "rows of a month after the day of their file",
      () => {
        write("2026/09/30/a.csv", csv(0, 5));
        return increments;
      },
      /has a row of 2026-10, which is after the day of the file/,
    ],
    [
      "a file whose path says no month",
      () => {
        write("2026/10/01/a.csv", csv(0, 5));
        write("latest/a.csv", csv(0, 5));
        return increments;
      },
      /"latest\/a\.csv" is not at "YYYY\/MM\/DD\/": it would be in no delivery/,
    ],
  ])("refuse %s", async (_what, files, message) => {
    const layout = files();
    await expect(readAll(config(layout), quiet())).rejects.toThrow(message);
  });

  it("leave out the rows before firstMonth", async () => {
    write("2026/10/01/a.csv", csv(0, 5) + csv(0, 5, "2026-09").split("\n").slice(1).join("\n"));
    expect(await readAll(config({ ...increments, firstMonth: "2026-10" }), quiet())).toEqual([
      ["2026-10, 2026/10/01/a.csv", 5, costOf(0, 5)],
    ]);
  });

  it("are not read while one of them grows", async () => {
    write("a.csv", csv(0, 5));
    const grow = (): void => void write("a.csv", csv(0, 6));
    await expect(readAll(config({ kind: "one" }), quiet(), grow)).rejects.toMatchObject({ kind: "changed" });
    const growingOn = (): Promise<void> => {
      write("a.csv", csv(0, 9));
      return Promise.resolve();
    };
    const clock = { ...quiet().clock, sleep: growingOn };
    await expect(readAll(config({ kind: "one" }), { ...quiet(), clock })).rejects.toThrow("it may still be being written");
  });

  it.each([
    [{ kind: "months", path: "bills/" }, "must have YYYY and MM once"],
    [{ kind: "increments", path: "YYYY/MM/" }, "must have DD once"],
    [{ kind: "increments", path: "YYYY/MM/DD/", firstMonth: "2026" }, "must be a month such as 2026-01"],
  ])("need a path that says their month: %j", async (layout, message) => {
    await expect(readAll(config(layout), quiet())).rejects.toThrow(message);
  });

  it("are listed by check, with what is left out and why one cannot be read", async () => {
    write("bill-2026-10.csv", csv(0, 5));
    write("notes.txt", "");
    const connection = connect(
      focusFiles({ parquet: noParquet, sha256, onFile: () => undefined }),
      config({ kind: "months", path: "bill-YYYY-MM" }),
    );
    expect(await connection.check(quiet())).toEqual([
      { name: "list", ok: true, detail: "1 files of 2026-10; 1 other files are left out, such as notes.txt" },
      { name: "bill-2026-10.csv", ok: true, detail: "FOCUS 1.0-preview, csv" },
    ]);
    write("bill-2026-11.csv", "a,b\n1,2\n");
    expect(await connection.check(quiet())).toMatchObject([{ ok: true }, { name: "bill-2026-11.csv", ok: false, kind: "malformed" }]);
  });
});

it("the cost reports of Oracle are read from its own bucket, whose name is longer than a bucket of AWS may have", async () => {
  const bucketName = `ocid1.tenancy.oc1..${"a".repeat(60)}`;
  const asked: string[] = [];
  const noted: StorageFault = { name: "none", meddle: (_at, { request }) => asked.push(request.url ?? "") === 0 };
  const report = (day: string, from: number, to: number): [string, { body: Uint8Array; etag: string }] => [
    `FOCUS Reports/2026/10/${day}/0001000000123456.csv.gz`,
    { body: gzipSync(csv(from, to)), etag: `etag-${day}` },
  ];
  const context = bucket.serve(new Map([report("01", 0, 40), report("02", 40, 100)]), noted, 1);
  const layout = { kind: "increments", path: "YYYY/MM/DD/", firstMonth: "2026-10" };
  const storage = { ...bucket.storage, bucket: bucketName };
  expect(await readAll({ storage, prefix: "FOCUS Reports/", layout }, context)).toEqual([["2026-10, 2 files", 100, costOf(0, 100)]]);
  expect(new Set(asked.map((url) => url.split(/[?]/)[0]))).toEqual(
    new Set([
      `/${bucketName}`,
      `/${bucketName}/FOCUS%20Reports/2026/10/01/0001000000123456.csv.gz`,
      `/${bucketName}/FOCUS%20Reports/2026/10/02/0001000000123456.csv.gz`,
    ]),
  );
});

it("a bucket that cannot be a part of a host is refused with what to set, and not asked for under another name", async () => {
  const storage = { ...bucket.storage, bucket: "MyBills", style: "host" };
  await expect(readAll({ storage }, quiet())).rejects.toThrow(
    'bucket MyBills cannot be a part of a host; AWS has no such name, and another server needs "style": "path"',
  );
});

describe("a bucket with faults", () => {
  const rowsOfPart = 1000;
  const bodies: readonly (readonly [string, Buffer])[] = [
    ["part_0.csv.gz", gzipSync(csv(0, rowsOfPart))],
    ["part_1.csv.gz", gzipSync(csv(rowsOfPart, 2 * rowsOfPart))],
    ["part_2.csv.gz", gzipSync(csv(2 * rowsOfPart, 3 * rowsOfPart))],
    ["part_3.zip", zipOf([{ name: "a.csv", body: csv(3 * rowsOfPart, 4 * rowsOfPart) }])],
  ];
  const faults: readonly StorageFault[] = [
    // A part that was never there is known to be missing only where a manifest names it; what changes does so after it was listed.
    ...storageFaults
      .filter(({ name }) => name !== "part missing")
      .map(({ name, meddle }) => ({
        name,
        meddle: (at: number, exchange: Parameters<StorageFault["meddle"]>[1]) => meddle(at, { ...exchange, due: exchange.due + 1 }),
      })),
    { name: "archive cut off", meddle: (at, { objects }) => at === 0 && cut(objects, 40) },
    { name: "archive without its list", meddle: (at, { objects }) => at === 0 && cut(objects, 2000) },
    {
      name: "archive with a flipped bit",
      meddle: (at, { objects, chance }) => {
        const archive = objects.get("bills/part_3.zip");
        if (at === 0 && archive !== undefined) {
          const body = Uint8Array.from(archive.body);
          // Somewhere in the packed bytes, behind the header of the file.
          const place = 60 + Math.floor(chance() * (body.length - 300));
          body[place] = (body[place] ?? 0) ^ 8;
          objects.set("bills/part_3.zip", { ...archive, body });
        }
        return false;
      },
    },
    {
      name: "archive replaced while it is read",
      meddle: (at, { objects, due }) => {
        if (at === due + 4) objects.set("bills/part_3.zip", { body: zipOf([{ name: "a.csv", body: csv(0, 10) }]), etag: "other" });
        return false;
      },
    },
    {
      name: "a file added while it is read",
      meddle: (at, { objects }) => {
        // Between the listing and the reading.
        if (at === 1) objects.set("bills/part_4.csv", { body: Buffer.from(csv(0, 1)), etag: "added" });
        return false;
      },
    },
  ];
  const cut = (objects: Map<string, { body: Uint8Array; etag: string }>, bytes: number): boolean => {
    const archive = objects.get("bills/part_3.zip");
    if (archive !== undefined) objects.set("bills/part_3.zip", { ...archive, body: archive.body.subarray(0, archive.body.length - bytes) });
    return false;
  };

  const read = async (fault: StorageFault, seed: number): Promise<string> => {
    const objects = new Map(bodies.map(([name, body]) => [`bills/${name}`, { body: new Uint8Array(body), etag: `etag-${name}` }]));
    const context = bucket.serve(objects, fault, seed);
    try {
      const [first] = await readAll({ storage: bucket.storage, prefix: "bills/" }, context);
      expect([first?.[1], first?.[2]]).toEqual([4 * rowsOfPart, costOf(0, 4 * rowsOfPart)]);
      return "exact";
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      return error.kind;
    }
  };

  it("is read exactly when it does nothing wrong", async () => {
    expect(await read(none, 1)).toBe("exact");
  });

  const size = `${faults.length * faultSeeds.length} runs of ${faults.length} faults`;
  it(`is read exactly, or not at all for a reason that has a name: ${size}`, { timeout: 600_000 }, async () => {
    const endings = await endingsOf(faults, read);
    expect(Object.keys(endings)).toHaveLength(23);
    for (const name of [
      "every third request fails",
      "throttling storm",
      "429 in a date",
      "connection reset",
      "bodies cut off again and again",
    ])
      expect([name, endings[name]]).toEqual([name, ["exact"]]);
    for (const name of [
      "archive cut off",
      "archive without its list",
      "archive with a flipped bit",
      "gzip truncated in storage",
      "a bit flipped in storage",
    ])
      expect([name, endings[name]]).toEqual([name, ["malformed"]]);
    expect(endings["credential expires"]).toEqual(["auth"]);
    expect(endings["access denied in the middle"]).toEqual(["permission"]);
    expect(endings["overwritten while it is read"]).toContain("changed");
    expect(endings["archive replaced while it is read"]).toContain("changed");
    expect(endings["a file added while it is read"]).toEqual(["changed"]);
  });
});
