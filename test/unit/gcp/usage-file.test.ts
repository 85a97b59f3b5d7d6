import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { FocusRow } from "../../../app/domain/focus/import/focus-row";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { sha256Hex } from "../../../app/runtime/sha256-hex";
import { type Connection, connect } from "../../../app/sources/connection";
import { focusFiles } from "../../../app/sources/focus-files/focus-files";
import { gcpBilling } from "../../../app/sources/gcp-billing/gcp-billing";
import { SecretText } from "../../../app/sources/secret-text";
import type { Probe, SourceContext } from "../../../app/sources/source";
import { noParquet } from "../../support/faulty-bucket";

const folders: string[] = [];
const surroundings = openSurroundings(() => new SecretText(""));
const context: SourceContext = { ...surroundings, signal: new AbortController().signal, heard: () => undefined };

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

afterAll(async () => {
  await surroundings.objects.dispatcher.close();
  await surroundings.http.dispatcher.close();
});

function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = mkdtempSync(join(tmpdir(), "gcp-usage-"));
  folders.push(path);
  for (const [name, body] of Object.entries(files)) writeFileSync(join(path, name), body);
  return path;
}

function connectionTo(files: Readonly<Record<string, string | Uint8Array>>): Connection {
  return connect(gcpBilling({ sha256: sha256Hex }), { storage: { kind: "folder", path: folderOf(files) } });
}

const rowsOf = (files: Readonly<Record<string, string | Uint8Array>>): Promise<readonly FocusRow[]> => rowsFrom(connectionTo(files));

async function rowsFrom(connection: Connection): Promise<readonly FocusRow[]> {
  const rows: FocusRow[] = [];
  for await (const delivery of connection.discover({ months: [] }, context))
    for await (const { content } of connection.read(
      delivery,
      { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false },
      context,
    ))
      if (content.kind === "focus") rows.push(...content.rows);
  return rows;
}

const probesOf = (files: Readonly<Record<string, string>>): Promise<readonly Probe[]> => connectionTo(files).check(context);

/** As nise writes them: times without a zone, lists as Python prints them. */
const csv = `billing_account_id,service.description,usage_start_time,usage_end_time,project.id,project.labels,labels,cost,currency,usage.amount,credits,invoice.month,cost_type,partition_date
also,Cloud Storage,2026-10-01T00:00:00,2026-10-01T01:00:00,p,"[{'key': 'foo', 'value': 'bar'}]","[{""key"": ""env"", ""value"": ""prod""}]",0.0002877,USD,6359,[],202610,regular,2026-10-01
also,Compute Engine,2026-10-31T23:00:00,2026-11-01T00:00:00,p,[],[],7.8e-05,USD,1,"[{'name': 'FreeTrial', 'amount': -0.1, 'full_name': '', 'id': 'FreeTrial', 'type': 'PROMOTION'}]",202611,regular,2026-10-31
`;
const jsonl = `{"billing_account_id":"also","service":{"description":"Cloud Storage","id":"95FF"},"usage_start_time":"2026-10-01T00:00:00Z","usage_end_time":"2026-10-01T01:00:00Z","project":{"id":"p","labels":[{"key":"foo","value":"bar"}]},"labels":[],"cost":0.10000000000000001,"currency":"USD","usage":{"amount":6359,"unit":"byte-seconds"},"credits":{"name":"","amount":0,"full_name":"","id":"","type":""},"invoice":{"month":"202610"},"cost_type":"regular","more":{"a":1}}
`;
const cell = (text: string, from: string, to: string): string => text.replace(from, to);

describe("files of Google's usage", () => {
  it("in CSV are charges of the invoice month that each row names, exact with their credits", async () => {
    const rows = await rowsOf({ "a.csv": csv });
    expect(rows.map(({ account, period, currency, cost, problems }) => [account, period.toString(), currency, cost, problems])).toEqual([
      ["google-also", "2026-10", "USD", "0.0002877", []],
      ["google-also", "2026-11", "USD", "-0.099922", []],
    ]);
    expect(JSON.parse(rows[0]?.sourceColumns ?? "")).toMatchObject({ x_ProjectLabels: "[{'key': 'foo', 'value': 'bar'}]" });
    expect(rows[0]?.cells).toContain('{"foo":"bar","env":"prod"}');
    expect(rows[0]?.cells).toContain('{"partition_date":"2026-10-01"}');
  });

  it("in gzip are the same charges", async () => {
    const hashes = (rows: readonly FocusRow[]): readonly string[] => rows.map(({ contentHash }) => contentHash);
    expect(hashes(await rowsOf({ "a.csv.gz": gzipSync(csv) }))).toEqual(hashes(await rowsOf({ "a.csv": csv })));
    expect(hashes(await rowsOf({ "a.jsonl.gz": gzipSync(jsonl) }))).toEqual(hashes(await rowsOf({ "a.json": `${jsonl}\n` })));
  });

  it("in JSON lines keep every digit, and the day by Google's clock where times have a zone", async () => {
    const [row] = await rowsOf({ "a.json": jsonl });
    expect(row).toMatchObject({ cost: "0.10000000000000001", problems: [] });
    expect(row?.cells).toContain("2026-09-30");
    expect(row?.cells).toContain('{"more":"{\\"a\\":1}"}');
  });

  it("in CSV are the same charges where files of FOCUS are read", async () => {
    const source = focusFiles({ parquet: noParquet, sha256: sha256Hex, onFile: () => undefined });
    const connection = connect(source, { storage: { kind: "folder", path: folderOf({ "a.csv": csv }) }, settleSeconds: 0 });
    expect(await rowsFrom(connection)).toEqual(await rowsOf({ "a.csv": csv }));
  });

  it.each([
    ["a row is cut off", { "a.csv": csv.slice(0, -30) }, "a.csv line 3"],
    ["gzip is cut off", { "a.csv.gz": gzipSync(csv).subarray(0, 200) }, "truncated"],
    ["gzip of JSON is cut off", { "a.json.gz": gzipSync(jsonl).subarray(0, 100) }, "a.json.gz line 1: is truncated or damaged"],
    ["a cost is no number", { "a.csv": cell(csv, "7.8e-05", "n/a") }, 'a.csv line 3, column cost: "n/a" is not a decimal number'],
    ["credits are broken", { "a.csv": cell(csv, "-0.1,", "-0.1") }, "a.csv line 3, column credits"],
    [
      "credits are a sum",
      { "a.csv": cell(csv, "partition_date", "credits.amount") },
      'line 2, column credits.amount: "2026-10-01" is a part of credits',
    ],
    [
      "a field of credits is on its own",
      { "a.json": cell(jsonl, '"more":{"a":1}', '"credits_total":-1.5') },
      'column credits_total: "-1.5" is a part',
    ],
    ["a column is renamed", { "a.csv": cell(csv, "invoice.month", "month") }, "has no column invoice.month"],
    ["a column appears twice", { "a.csv": cell(csv, "partition_date", "usage_amount") }, "column usage_amount: appears twice"],
    ["two files have the same rows", { "a.csv": csv, "b.csv": csv }, "it would count twice"],
    ["a line is no object", { "a.json": `${jsonl}[1]\n` }, "a.json line 2: is not a JSON object"],
    ["a cost is there twice", { "a.json": cell(jsonl, '"currency"', '"cost":9,"currency"') }, "a.json line 1, column cost: appears twice"],
    ["a month is there twice", { "a.json": cell(jsonl, '"202610"', '"202609","month":"202610"') }, "column invoice.month: appears twice"],
    ["a field is missing", { "a.json": cell(jsonl, '"invoice"', '"bill"') }, "a.json line 1: has no invoice.month"],
    ["a time is no time", { "a.json": cell(jsonl, "2026-10-01T00:00:00Z", "yesterday") }, 'column usage_start_time: "yesterday"'],
    ["the account is empty", { "a.csv": cell(csv, "\nalso,Cloud", "\n,Cloud") }, "column billing_account_id: is empty"],
  ])("are refused with file, line and column when %s", async (_, files, detail) => {
    await expect(rowsOf(files)).rejects.toMatchObject({ kind: "malformed", message: expect.stringContaining(detail) as string });
  });

  it("are checked without reading more than their beginning", async () => {
    expect(await probesOf({ "a.csv": csv, "notes.txt": "" })).toEqual([
      { name: "list", ok: true, detail: "1 file" },
      { name: "a.csv", ok: true, detail: "2026-10 of google-also, USD" },
    ]);
    expect(await probesOf({ "notes.txt": "" })).toMatchObject([{ name: "list", ok: false, kind: "not-found" }]);
    expect(await probesOf({ "a.csv": "a,b\n1,2\n" })).toMatchObject([{ ok: true }, { name: "a.csv", ok: false, kind: "malformed" }]);
  });
});
