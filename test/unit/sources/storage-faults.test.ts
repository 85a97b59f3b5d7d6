import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { azureExports } from "../../../app/sources/azure-exports/azure-exports";
import { connect } from "../../../app/sources/connection";
import { SourceError, type SourceErrorKind } from "../../../app/sources/source-error";
import { exportCsv, exportManifest, type ExportRunFiles, runFolder } from "../../../simulator/azure-export";
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

const headers = ["Date", "MeterId", "Quantity", "CostInBillingCurrency", "BillingAccountId", "ResourceId"];
const rowsOfPart = 700;
const parts = 3;

/** A delivery of three gzip parts, and what it costs. */
const run: ExportRunFiles = {
  type: "ActualCost",
  files: Array.from({ length: parts }, (_, part) => {
    // Hashes do not compress: a part is some hundred kilobytes, which a network sends in pieces.
    const noise = (index: number): string => createHash("sha512").update(`${part} ${index}`).digest("base64");
    const rows = Array.from({ length: rowsOfPart }, (_, index) => [
      "10/03/2026",
      "m",
      "1",
      `0.${part + 1}0000000000000${index + 100}`,
      "100100",
      noise(index),
    ]);
    return { name: `part_${part}.csv.gz`, body: gzipSync(exportCsv({ headers, rows })), rows: rowsOfPart };
  }),
};
const expected = new ExactSum();
for (let part = 0; part < parts; part++)
  for (let index = 0; index < rowsOfPart; index++) expected.add(`0.${part + 1}0000000000000${index + 100}`);
let bucket: FaultyBucket;

beforeAll(async () => {
  bucket = await startFaultyBucket();
});

afterAll(() => bucket.close());

/** Of an export only. */
const faults: readonly StorageFault[] = [
  ...storageFaults,
  {
    name: "manifest removed",
    meddle: (at, { objects, due }) => at === due && change(objects, "manifest.json", () => null),
  },
];

type Ending = "exact" | SourceErrorKind;

/** Reads the delivery from a server with a fault. Whatever is read to its end must be exact. */
async function read(fault: StorageFault, seed: number): Promise<Ending> {
  const objects: Objects = new Map();
  for (const { name, body } of run.files) objects.set(`${runFolder(run)}/${name}`, { body, etag: `etag-${name}` });
  objects.set(`${runFolder(run)}/manifest.json`, { body: Buffer.from(exportManifest(run)), etag: "etag-manifest" });
  const context = bucket.serve(objects, fault, seed);
  const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
  const connection = connect(azureExports({ parquet: noParquet, sha256 }), {
    storage: bucket.storage,
    prefix: "exports/",
    dataset: "ActualCost",
    currency: "CNY",
  });
  try {
    const cost = new ExactSum();
    let rows = 0;
    let offers = 0;
    for await (const delivery of connection.discover({ months: [] }, context)) {
      offers += 1;
      const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
      for await (const { content } of connection.read(delivery, options, context)) {
        if (content.kind !== "azure-usage") throw new TypeError("no usage");
        rows += content.table.rows.length;
        for (const row of content.table.rows) cost.add(row[3] ?? "");
      }
    }
    if (offers === 0) return "not-found";
    expect([rows, cost.toString()]).toEqual([parts * rowsOfPart, expected.toString()]);
    return "exact";
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    expect(error.message).not.toContain(secretOfBucket);
    return error.kind;
  }
}

it("reads a delivery exactly from a server that does nothing wrong", async () => {
  expect(await read({ name: "none", meddle: () => false }, 1)).toBe("exact");
});

it(`${faults.length * faultSeeds.length} runs of ${faults.length} faults: each is exact, or ends with a typed error`, async () => {
  const endings = await endingsOf(faults, read);
  const of = (name: string): readonly string[] => endings[name] ?? [];
  // What passes by itself is read to its end whatever the seed.
  for (const name of [
    "every third request fails",
    "throttling storm",
    "429 in a date",
    "connection reset",
    "body cut off at its first byte",
    "bodies cut off again and again",
    "body that ends early without a length",
  ])
    expect([name, of(name)]).toEqual([name, ["exact"]]);
  expect(of("gzip truncated in storage")).toEqual(["malformed"]);
  expect(of("a bit flipped in storage")).toEqual(["malformed"]);
  expect(of("part missing")).toEqual(["changed"]);
  expect(of("credential expires")).toEqual(["auth"]);
  expect(of("access denied in the middle")).toEqual(["permission"]);
  expect(of("clock skew")).toEqual(["auth"]);
  expect(of("overwritten while it is read")).toContain("changed");
  expect(of("removed while it is read")).toContain("changed");
  expect(of("a range answered from the beginning")).toEqual(["changed"]);
  expect(of("HTML for everything")).not.toContain("exact");
});
