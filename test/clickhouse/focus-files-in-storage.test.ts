import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deliver } from "../../app/pipeline/deliver";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import { openSurroundings } from "../../app/pipeline/open-surroundings";
import type { PipelineDeps } from "../../app/pipeline/pipeline-deps";
import { connect } from "../../app/sources/connection";
import { focusFiles } from "../../app/sources/focus-files/focus-files";
import type { ParquetEngine } from "../../app/sources/files/parquet-engine";
import type { ObjectLocation } from "../../app/sources/objects/open-objects";
import { SecretText } from "../../app/sources/secret-text";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";
import { focusSample, toCsv } from "../support/focus-files";
import { type ObjectServer, startAzureBlob, startS3 } from "../support/object-servers";
import { zipOf } from "../../simulator/zip";

const never = new AbortController().signal;
let lab: FocusLab;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  lab = await openFocusLab();
});

afterAll(async () => {
  for (const close of closing) await close();
  await lab.close();
});

/** The rows of a sample as Parquet, costs as decimals. */
async function parquet(from: number, to: number, account: string): Promise<Uint8Array> {
  const { headers, rows } = focusSample("aws-1.2", to);
  const csv = toCsv({
    headers,
    rows: rows.slice(from).map((row) => row.map((cell, at) => (headers[at] === "BillingAccountId" ? account : cell))),
  });
  const structure = headers.map((header) => `\`${header}\` ${header === "BilledCost" ? "Decimal(38, 18)" : "Nullable(String)"}`).join(", ");
  const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const answer = await lab.server.post(`SELECT * FROM format(CSVWithNames, ${quoted(structure)}, ${quoted(csv)}) FORMAT Parquet`, {
    database: "billing",
  });
  return new Uint8Array(await answer.arrayBuffer());
}

describe.each([
  ["S3 (versitygw)", startS3, (server: ObjectServer) => server.location, "by the engine"],
  ["Azure Blob with a signature (Azurite)", startAzureBlob, (server: ObjectServer) => server.location, "through here"],
  [
    "Azure Blob with a key (Azurite)",
    startAzureBlob,
    (server: ObjectServer & { readonly accountKeyLocation?: ObjectLocation }) => server.accountKeyLocation ?? server.location,
    "by the engine",
  ],
] as const)("FOCUS files in %s", (name, start, locationOf, first) => {
  const account = name.length.toString().repeat(12).slice(0, 12);
  let server: ObjectServer;
  const calls: string[] = [];

  beforeAll(async () => {
    server = await start();
    closing.push(server.close);
  });

  const run = async (prefix: string, more: Partial<PipelineDeps> = {}, layout?: object): Promise<DeliveryOutcome> => {
    calls.length = 0;
    const engine: ParquetEngine = {
      ...lab.deps.parquet,
      insert: async (statement, bytes) => {
        calls.push("through here");
        await lab.deps.parquet.insert(statement, bytes);
      },
      insertFrom: async (statement) => {
        await lab.deps.parquet.insertFrom(statement);
        calls.push("by the engine");
      },
    };
    const surroundings = openSurroundings(({ env }) => new SecretText(server.secrets[env] ?? ""), [server.host]);
    closing.push(() => surroundings.objects.dispatcher.close());
    const source = focusFiles({ parquet: engine, sha256: lab.deps.sha256, onFile: () => undefined });
    const connection = connect(source, { storage: locationOf(server), prefix, ...(layout === undefined ? {} : { layout }) });
    const deps: PipelineDeps = { ...lab.deps, connectionOf: () => null, surroundings, ...more };
    let outcome: DeliveryOutcome | null = null;
    for await (const delivery of connection.discover({ months: [] }, { ...surroundings, signal: never, heard: () => undefined }))
      outcome = await deliver(connection, delivery, {}, deps, never, () => undefined);
    if (outcome === null) throw new Error("nothing is offered");
    return outcome;
  };
  const total = (): Promise<string> =>
    lab.ask(
      `SELECT count(), toString(sum(toDecimal256(BilledCost, 18))) FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = 'aws-${account}'`,
    );

  it("are one delivery in several parts: Parquet that the engine reads itself, Parquet whose name it would not, gzip and CSV", async () => {
    const { headers, rows } = focusSample("aws-1.2", 400);
    const part = (from: number, to: number): string =>
      toCsv({
        headers,
        rows: rows.slice(from, to).map((row) => row.map((cell, at) => (headers[at] === "BillingAccountId" ? account : cell))),
      });
    await server.put("parts/a.parquet", await parquet(0, 100, account));
    await server.put("parts/b with blank*.parquet", await parquet(100, 200, account));
    await server.put("parts/c.csv.gz", gzipSync(part(200, 300)));
    await server.put("parts/d.csv", part(300, 400));
    await server.put("parts/_SUCCESS", "");
    expect(await run("parts/")).toMatchObject({ kind: "published", snapshots: [{ rows: 400 }] });
    expect(calls).toEqual([first, "through here"]);
    // The sum of 0.0123456789 × i for i from 1 to 400.
    expect(await total()).toBe("400\t990.12344778");
  });

  it("are read from an archive, Parquet among them", async () => {
    const { headers, rows } = focusSample("aws-1.2", 400);
    const rest = rows.slice(200).map((row) => row.map((cell, at) => (headers[at] === "BillingAccountId" ? account : cell)));
    await server.put(
      "archive/bill.zip",
      zipOf([
        { name: "2026-10/a.parquet", body: await parquet(0, 100, account) },
        { name: "2026-10/b.parquet", body: await parquet(100, 200, account), stored: true },
        { name: "2026-10/c.csv.gz", body: gzipSync(toCsv({ headers, rows: rest })) },
      ]),
    );
    expect(await run("archive/")).toMatchObject({ kind: "published", snapshots: [{ rows: 400 }] });
    expect(await total()).toBe("400\t990.12344778");
  });

  it("added day by day are one month, which each new file replaces as a whole", async () => {
    const added = account.replaceAll(/^./g, "9");
    const ofAdded = (): Promise<string> =>
      lab.ask(
        `SELECT count(), toString(sum(toDecimal256(BilledCost, 18))) FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = 'aws-${added}'`,
      );
    const { headers, rows } = focusSample("aws-1.2", 100);
    const put = (name: string, from: number, to: number): Promise<void> =>
      server.put(
        name,
        gzipSync(
          toCsv({
            headers,
            rows: rows.slice(from, to).map((row) => row.map((cell, at) => (headers[at] === "BillingAccountId" ? added : cell))),
          }),
        ),
      );
    const layout = { kind: "increments", path: "YYYY/MM/DD/" };
    await put("FOCUS Reports/2026/10/01/0001.csv.gz", 0, 40);
    await put("FOCUS Reports/2026/10/02/0001.csv.gz", 40, 60);
    expect(await run("FOCUS Reports/", {}, layout)).toMatchObject({ kind: "published", snapshots: [{ month: "2026-10", rows: 60 }] });
    // The sums of 0.0123456789 × i for i from 1 to 60, and to 100.
    expect(await ofAdded()).toBe("60\t22.592592387");
    await put("FOCUS Reports/2026/10/02/0002.csv.gz", 60, 100);
    expect(await run("FOCUS Reports/", {}, layout)).toMatchObject({ kind: "published", snapshots: [{ month: "2026-10", rows: 100 }] });
    expect(await ofAdded()).toBe("100\t62.345678445");
  });

  it("leave no secret in the engine's logs", async () => {
    const directory = lab.server.directory;
    const texts = readdirSync(directory)
      .filter((file) => file.endsWith(".log"))
      .map((file) => readFileSync(join(directory, file), "utf8"));
    const logged = await lab.ask("SELECT count() FROM system.tables WHERE database = 'system' AND name = 'query_log'");
    if (logged === "1") texts.push(await lab.ask("SELECT * FROM system.query_log"));
    for (const secret of Object.values(server.secrets).filter((value) => value.length > 10))
      for (const text of texts) expect(text).not.toContain(secret);
  });

  it("are refused when one changes while it is read, and when the engine finds it broken", async () => {
    const before = await total();
    await server.put(
      "broken/a.parquet",
      (await parquet(0, 100, account)).map((byte, index) => (index > 100 && index < 400 ? 0xff : byte)),
    );
    expect(await run("broken/")).toMatchObject({
      kind: "failed",
      reason: "malformed",
      detail: expect.stringContaining("is not readable Parquet") as string,
    });
    expect(calls).toEqual(["through here"]);
    await server.put("changing/a.csv", toCsv(focusSample("aws-1.2", 100)));
    await server.put("changing/b.parquet", await parquet(100, 200, account));
    let changing: Promise<void> | null = null;
    const failpoint = async (point: string): Promise<void> => {
      if (point === "page-read") await (changing ??= parquet(100, 201, account).then((body) => server.put("changing/b.parquet", body)));
    };
    expect(await run("changing/", { failpoint })).toMatchObject({ kind: "abandoned", reason: "changed" });
    expect(await total()).toBe(before);
  });

  it("are refused with the manifest of an export among them, or when there is none", async () => {
    await server.put("export/part.csv", toCsv(focusSample("aws-1.2", 1)));
    await server.put("export/manifest.json", "{}");
    await expect(run("export/")).rejects.toMatchObject({ kind: "config", message: expect.stringContaining("azure-exports") as string });
    await expect(run("nothing/")).rejects.toMatchObject({ kind: "not-found" });
  });
});
