import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { sourceCatalog } from "../../../app/pipeline/source-catalog";
import { sha256Hex } from "../../../app/runtime/sha256-hex";
import type { Connection } from "../../../app/sources/connection";
import { SecretText } from "../../../app/sources/secret-text";
import type { Delivery, Part, SourceContext } from "../../../app/sources/source";
import { exportCsv, writeRun } from "../../../simulator/azure-export";
import { usageTable } from "../../support/azure-export";
import { noParquet } from "../../support/faulty-bucket";
import { focusSample, toCsv } from "../../support/focus-files";

const catalog = sourceCatalog({ parquet: noParquet, sha256: sha256Hex, onFile: () => undefined });
const surroundings = openSurroundings(() => new SecretText(""));
const context: SourceContext = { ...surroundings, signal: new AbortController().signal, heard: () => undefined };

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "connection-"));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

afterAll(async () => {
  await surroundings.http.dispatcher.close();
  await surroundings.objects.dispatcher.close();
});

function open(source: string, config: object): Connection {
  const found = catalog.find(({ id }) => id === source);
  if (found === undefined) throw new Error(`no source ${source}`);
  return found.connect(config, "");
}

const write = (name: string, body: Uint8Array | string): void => {
  mkdirSync(dirname(join(root, name)), { recursive: true });
  writeFileSync(join(root, name), body);
};

async function offersOf(connection: Connection, at = context): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  for await (const delivery of connection.discover({ months: [] }, at)) found.push(delivery);
  return found;
}

async function partsOf(connection: Connection, from: string | null = null): Promise<readonly Part<string>[]> {
  const found: Part<string>[] = [];
  const options = { from, peek: false, acceptLate: false, acceptRepeatedPages: false };
  for (const delivery of await offersOf(connection)) for await (const part of connection.read(delivery, options, context)) found.push(part);
  return found;
}

const rowsOf = ({ content }: Part<string>): number => (content.kind === "azure-usage" ? content.table.rows.length : content.rows.length);

const s3 = (key: string) => ({
  kind: "s3",
  bucket: "bills",
  region: "eu-west-1",
  credentials: { accessKeyId: { env: "ABI_SECRET_ID" }, secretAccessKey: { env: key } },
});
const columnsOfFocus = focusSample("oracle", 1).headers;
const column = (pointer: string) => ({ pointer });
const template = {
  baseUrl: "https://api.example.com",
  path: "/v1/{month}",
  auth: { kind: "bearer", token: { env: "ABI_SECRET_A" } },
  paging: { kind: "none" },
  rows: "",
  account: "acme",
  firstMonth: "2026-01",
  target: {
    kind: "focus",
    columns: Object.fromEntries([...columnsOfFocus, "EffectiveCost"].map((name) => [name, column(`/${name}`)])),
  },
};

/** Of each source: a configuration, a change that decides rows, and one that does not. */
const changes: readonly (readonly [source: string, config: object, decides: object, decidesNot: object])[] = [
  ["aws-cur", { storage: s3("ABI_SECRET_A") }, { account: "acme" }, { storage: s3("ABI_SECRET_B") }],
  ["aws-data-exports", { storage: s3("ABI_SECRET_A") }, { prefix: "focus/" }, { storage: s3("ABI_SECRET_B") }],
  [
    "azure-cost-details",
    {
      scope: "providers/Microsoft.Billing/billingAccounts/100100",
      metric: "ActualCost",
      credentials: { tenant: "t", clientId: "c", clientSecret: { env: "ABI_SECRET_A" }, cloud: "china" },
      currency: "CNY",
    },
    { metric: "AmortizedCost" },
    { requestsPerMinute: 5 },
  ],
  [
    "azure-ea",
    { enrollment: "100100", baseUrl: "https://ea.azure.cn", form: "china", currency: "CNY", key: { env: "ABI_SECRET_A" } },
    { accountName: "Contoso" },
    { key: { env: "ABI_SECRET_B" }, requestsPerMinute: 5 },
  ],
  [
    "azure-emissions",
    {
      account: "100100",
      subscriptions: ["00000000-0000-0000-0000-000000000001"],
      credentials: { tenant: "t", clientId: "c", clientSecret: { env: "ABI_SECRET_A" }, cloud: "global" },
    },
    { account: "100101" },
    { requestsPerMinute: 5 },
  ],
  [
    "azure-exports",
    { storage: s3("ABI_SECRET_A"), dataset: "Usage", currency: "CNY" },
    { currency: "EUR" },
    { storage: s3("ABI_SECRET_B") },
  ],
  [
    "azure-price-sheet",
    { billingAccount: "100100", credentials: { tenant: "t", clientId: "c", clientSecret: { env: "ABI_SECRET_A" }, cloud: "china" } },
    { currency: "CNY" },
    { requestsPerMinute: 5 },
  ],
  [
    "azure-reservations",
    { billingAccount: "100100", credentials: { tenant: "t", clientId: "c", clientSecret: { env: "ABI_SECRET_A" }, cloud: "china" } },
    { billingAccount: "100101" },
    { months: 12, requestsPerMinute: 5 },
  ],
  ["business-metric-files", { storage: s3("ABI_SECRET_A") }, { prefix: "orders/" }, { storage: s3("ABI_SECRET_B"), settleSeconds: 9 }],
  ["focus-files", { storage: s3("ABI_SECRET_A") }, { encoding: "gb18030" }, { settleSeconds: 9 }],
  [
    "gcp-billing",
    { table: "acme-billing.billing.gcp_billing_export_v1_1", key: { env: "ABI_SECRET_A" } },
    { table: "acme-billing.billing.gcp_billing_export_v1_2" },
    { maximumBytesBilled: 1e12, requestsPerMinute: 5 },
  ],
  [
    "http-template",
    template,
    { target: { ...template.target, columns: { ...template.target.columns, EffectiveCost: column("/cost") } } },
    { auth: { kind: "none" }, requestsPerMinute: 5 },
  ],
];

describe("the version of a delivery", () => {
  it("is asked of every source of the catalogue here", () => {
    expect(changes.map(([id]) => id)).toEqual(catalog.map(({ id }) => id));
  });

  it.each(changes)(
    "of %s changes with a field that decides rows, and not with a secret, a rate or a default that is written out",
    (source, config, decides, decidesNot) => {
      const { reading } = open(source, config);
      expect(reading).toMatch(/^[0-9a-f]{16}$/);
      expect(open(source, { ...config, ...decides }).reading).not.toBe(reading);
      expect(open(source, { ...config, ...decidesNot }).reading).toBe(reading);
      expect(open(source, { ...Object.fromEntries(Object.entries(config).reverse()) }).reading).toBe(reading);
    },
  );

  it("of the same files is another one when they are read in another encoding, and the source reads it all the same", async () => {
    write("a.csv", toCsv(focusSample("oracle", 2)));
    const storage = { kind: "folder", path: root };
    const of = async (more: object) => (await offersOf(open("focus-files", { storage, settleSeconds: 0, ...more })))[0]?.version ?? "";
    const plain = await of({});
    expect(await of({ encoding: "utf-8" })).not.toBe(plain);
    expect((await of({ encoding: "windows-1252" })).split("/")[0]).toBe(plain.split("/")[0]);
    expect((await partsOf(open("focus-files", { storage, settleSeconds: 0, encoding: "windows-1252" }))).map(rowsOf)).toEqual([2]);
  });
});

describe("a delivery of files that is gone on with", () => {
  const atSecondFile = JSON.stringify({ file: 1, row: 0 });

  it("gives out what is after its place only", async () => {
    const csv = (count: number) => Buffer.from(exportCsv(usageTable(count)));
    await writeRun(write, { type: "ActualCost", files: [3, 5].map((rows) => ({ name: `p${rows}.csv`, body: csv(rows), rows })) });
    const connection = open("azure-exports", { storage: { kind: "folder", path: root }, dataset: "ActualCost", currency: "CNY" });
    expect((await partsOf(connection)).map(rowsOf)).toEqual([3, 5]);
    expect((await partsOf(connection, atSecondFile)).map(rowsOf)).toEqual([5]);
    expect((await partsOf(connection, JSON.stringify({ file: 1, row: 2 }))).map(rowsOf)).toEqual([3]);
  });

  it("is refused when a file has the rows of one before its place", async () => {
    const table = usageTable(3);
    const turned = { headers: [...table.headers].reverse(), rows: table.rows.map((row) => [...row].reverse()) };
    const files = [table, turned].map((one, index) => ({ name: `p${index}.csv`, body: Buffer.from(exportCsv(one)), rows: 3 }));
    await writeRun(write, { type: "ActualCost", files });
    const config = { storage: { kind: "folder", path: root }, dataset: "ActualCost", currency: "CNY" };
    await expect(partsOf(open("azure-exports", config), atSecondFile)).rejects.toThrow("it would count twice");
    rmSync(root, { recursive: true });
    const focus = toCsv(focusSample("oracle", 3));
    write("2026-11/a.csv", focus);
    write("2026-11/b.csv", focus.replaceAll("\n", "\r\n"));
    const months = {
      storage: { kind: "folder", path: root },
      settleSeconds: 0,
      account: "acme",
      layout: { kind: "months", path: "YYYY-MM/" },
    };
    await expect(partsOf(open("focus-files", months), atSecondFile)).rejects.toThrow("it would count twice");
  });
});

describe("a folder of this machine", () => {
  const allowing = (...folders: readonly string[]): SourceContext => ({
    ...context,
    objects: { ...context.objects, allowedFolders: folders },
  });

  it("is read when the settings list it or one above it", async () => {
    write("bills/a.csv", toCsv(focusSample("oracle", 2)));
    const connection = open("focus-files", { storage: { kind: "folder", path: join(root, "bills") }, settleSeconds: 0 });
    for (const folder of [root, join(root, "bills"), `${root}/bills/../bills/`])
      expect((await offersOf(connection, allowing(folder))).map(({ files }) => files.length)).toEqual([1]);
  });

  it.each([
    ["of another name", "bills-of-others", ["bills"]],
    ["that a path leads out to", "bills/../secret", ["bills"]],
    ["that a link leads to", "bills/link", ["bills"]],
    ["that does not exist, of which nothing is said", "nowhere", ["bills"]],
    ["of any name when none is listed", "bills", []],
  ] as const)("%s is refused, and the setting is named", async (_what, path, allowed) => {
    write("bills/a.csv", toCsv(focusSample("oracle", 2)));
    write("secret/a.csv", toCsv(focusSample("oracle", 2)));
    write("bills-of-others/a.csv", toCsv(focusSample("oracle", 2)));
    symlinkSync(join(root, "secret"), join(root, "bills/link"));
    const at = allowing(...allowed.map((folder) => join(root, folder)));
    const refusal = { kind: "config", message: expect.stringContaining("AZURE_BILLING_STORAGE_FOLDERS") as string };
    await expect(offersOf(open("focus-files", { storage: { kind: "folder", path: `${root}/${path}` } }), at)).rejects.toMatchObject(
      refusal,
    );
    await expect(offersOf(open("focus-files", { paths: [`${root}/${path}/a.csv`] }), at)).rejects.toMatchObject(refusal);
    const probes = await open("azure-exports", { storage: { kind: "folder", path: `${root}/${path}` }, dataset: "FocusCost" }).check(at);
    expect(probes).toMatchObject([{ name: "manifests", ok: false, kind: "config" }]);
  });

  it("is not left by a link among the files that are named one by one", async () => {
    write("secret.csv", toCsv(focusSample("oracle", 2)));
    mkdirSync(join(root, "bills"));
    symlinkSync(join(root, "secret.csv"), join(root, "bills/a.csv"));
    const connection = open("focus-files", { paths: [join(root, "bills/a.csv")] });
    await expect(offersOf(connection, allowing(join(root, "bills")))).rejects.toMatchObject({ kind: "config" });
  });
});
