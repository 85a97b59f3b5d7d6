import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer, text as readText } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { parse as parseCsv } from "csv-parse/sync";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { focusColumns } from "../../app/domain/focus/focus-columns";
import type { FocusExportMetadata } from "../../app/exports/focus-export-metadata";
import type { FocusExportRequest } from "../../app/exports/focus-export-request";
import { openFocusDownload } from "../../app/exports/open-focus-download";
import { openFocusExport } from "../../app/exports/open-focus-export";
import { verifyFocusFile } from "../../app/exports/verify-focus-file";
import { writeFocusExport } from "../../app/exports/write-focus-export";
import { focusSample, toCsv } from "../support/focus-files";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";

const month = BillingMonth.of(2026, 10);
if (month === null) throw new Error("no month");
const request: FocusExportRequest = { month, account: null, version: "1.4", format: "csv", spreadsheetSafe: false };

type Row = Readonly<Record<string, string>>;

function parse(text: Buffer): readonly Row[] {
  const rows: unknown = parseCsv(text, { columns: true });
  if (!Array.isArray(rows)) throw new Error("no rows");
  return rows.map((row: unknown): Row => {
    if (typeof row !== "object" || row === null) throw new Error("no row");
    return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, String(cell)]));
  });
}

/** Every filled cell between quotes: an unquoted NULL is none. */
function toQuotedCsv(headers: readonly string[], rows: readonly (readonly string[])[]): string {
  const quoted = (cell: string): string => (cell === "" ? "" : `"${cell.replaceAll('"', '""')}"`);
  return [headers, ...rows].map((row) => `${row.map(quoted).join(",")}\n`).join("");
}

describe("FOCUS rows of a month as a file", () => {
  let lab: FocusLab;
  let exported = 0;

  beforeAll(async () => {
    lab = await openFocusLab();
    const files = (["aws-1.2", "microsoft-1.2", "google-1.0", "focus-1.4"] as const).map((name) =>
      write(`${name}.csv`, toCsv(focusSample(name, 100))),
    );
    expect((await lab.importFiles(files)).kind).toBe("published");
  });

  afterAll(async () => {
    await lab.close();
  });

  const write = (name: string, content: string): string => {
    const path = join(lab.directory, name);
    writeFileSync(path, content);
    return path;
  };
  const write14 = (
    more: Partial<FocusExportRequest> = {},
    signal = new AbortController().signal,
  ): Promise<FocusExportMetadata & { readonly path: string }> => {
    const wanted = { ...request, ...more };
    const path = join(lab.directory, `export-${String((exported += 1))}.${wanted.format}`);
    const deps = { now: () => new Date(Date.UTC(2026, 10, 21)), randomId: () => `t${String(exported)}` };
    return writeFocusExport(lab.client, wanted, path, deps, signal).then((metadata) => ({ ...metadata, path }));
  };
  const readCsv = (path: string): readonly Row[] => {
    const bytes = readFileSync(path);
    const text = path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
    return parse(text);
  };
  /** Everything that an import does not make anew. */
  const content = (account: string): Promise<string> =>
    lab.ask(
      `SELECT * EXCEPT (x_BillingAccountId, x_SnapshotId, x_Page, x_Ordinal, x_ChargeId, x_ContentHash, x_Problems, x_SourceProblems, x_SourceFocusVersion, x_SourceColumns)
       FROM FocusCostAndUsage WHERE x_BillingAccountId ${account} AND x_SnapshotId IN (SELECT snapshot_id FROM CurrentBillingSnapshot) ORDER BY ALL`,
    );

  it("writes all columns of 1.4 in their order, times as FOCUS wants them, null as nothing, money by its digits", async () => {
    const { path, rows } = await write14();
    const lines = readCsv(path);
    expect(lines.length).toBe(rows);
    expect(Object.keys(lines[0] ?? {}).slice(0, 65)).toEqual(focusColumns.map(({ name }) => name));
    expect(
      lines.find((row) => row["ServiceProviderName"] === "AWS" && row["ChargeDescription"]?.startsWith("Charge 2,") === true),
    ).toMatchObject({
      BilledCost: "0.0370370367",
      BillingPeriodStart: "2026-10-01T00:00:00Z",
      ChargePeriodEnd: "2026-10-04T00:00:00Z",
      CommitmentDiscountId: "",
      ChargeDescription: 'Charge 2, "quoted"',
      Tags: '{"env":"prod","row":"2"}',
      x_ListCostSource: "provider",
      x_UsageDate: "",
    });
  });

  it("says in its metadata what the file is: snapshots, rows, exact totals, hash", async () => {
    const { path, ...metadata } = await write14();
    const stored: unknown = JSON.parse(readFileSync(`${path}.metadata.json`, "utf8"));
    expect(stored).toEqual(metadata);
    expect(metadata).toMatchObject({
      focusVersion: "1.4",
      dataset: "Cost and Usage",
      billingPeriod: "2026-10",
      rows: 400,
      totals: [
        {
          BillingCurrency: "USD",
          rows: 400,
          BilledCost: "439.537035335",
          EffectiveCost: "439.537035335",
          ContractedCost: "439.537035335",
          ListCost: "606",
        },
      ],
      bytes: readFileSync(path).length,
      sha256: createHash("sha256").update(readFileSync(path)).digest("hex"),
      created: "2026-11-21T00:00:00.000Z",
    });
    expect(metadata.snapshots.map(({ billingAccountId }) => billingAccountId.replace(/^(microsoft-.*)-[0-9a-f]{12}$/, "$1"))).toEqual([
      "aws-123456789012",
      "focus-acme-1",
      "google-010101-F0FFF0-61C528",
      "microsoft-100100",
    ]);
    expect(readdirSync(lab.directory).filter((name) => name.includes(".partial"))).toEqual([]);
    expect(await lab.ask("SELECT count() FROM system.tables WHERE name LIKE 'FocusExportCheck%'")).toBe("0");
  });

  it("is summarised by npm run focus:export in one line: rows, columns, cost and the metadata file", async () => {
    const path = join(lab.directory, "told.csv");
    const child = spawn("npm", ["run", "--silent", "focus:export", "--", "--month", "2026-10", "--out", path], {
      env: { ...process.env, MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(lab.server.port), MOOSE_CLICKHOUSE_CONFIG__DB_NAME: "billing" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [said, complained] = await Promise.all([readText(child.stdout), readText(child.stderr), once(child, "exit")]);
    const columns = Object.keys(readCsv(path)[0] ?? {}).length;
    expect([child.exitCode, complained, said]).toEqual([
      0,
      "",
      `Wrote 400 rows of ${columns} columns, ${readFileSync(path).length} bytes, billed 439.537035335 USD, to ${path}; metadata in ${path}.metadata.json\n`,
    ]);
  });

  it.each(["csv", "csv.gz", "parquet"] as const)("comes back equal, row by row and to the last digit, through %s", async (format) => {
    const before = await content("IN ('aws-123456789012')");
    const { path, totals } = await write14({ format, account: "aws-123456789012" });
    const account = `back-${format.replace(".", "-")}`;
    const outcome = await lab.importFiles([path], { account });
    expect(outcome).toMatchObject({
      kind: "published",
      files: [{ version: "1.4", format, providers: ["AWS"], unknownColumns: [], doubles: [] }],
      snapshots: [{ rows: 100, cost: totals[0]?.BilledCost }],
    });
    expect(before.split("\n").length).toBe(100);
    expect(await content(`= '${account}'`)).toBe(before);
    await lab.ask(`ALTER TABLE ActiveBillingSnapshot DELETE WHERE billing_account_id = '${account}' SETTINGS mutations_sync = 2`);
  });

  it("keeps the defect that Microsoft's rows came with, through a file and back", async () => {
    const account = (
      await lab.ask("SELECT billing_account_id FROM CurrentBillingSnapshot WHERE startsWith(billing_account_id, 'microsoft')")
    ).trim();
    const { path } = await write14({ account });
    expect(await lab.importFiles([path], { account: "back-microsoft" })).toMatchObject({ kind: "published", files: [{ problems: {} }] });
    expect(
      await lab.ask(
        `SELECT count(), sum(PricingQuantity), sum(toDecimal256(JSONExtractString(x_SourceColumns, 'PricingQuantity'), 18))
         FROM FocusCostAndUsage WHERE x_BillingAccountId = 'back-microsoft'`,
      ),
    ).toBe("100\t5050\t0.505");
    await lab.ask("ALTER TABLE ActiveBillingSnapshot DELETE WHERE billing_account_id = 'back-microsoft' SETTINGS mutations_sync = 2");
  });

  it("writes 1.2 with ProviderName and PublisherName and without what is newer", async () => {
    const { path } = await write14({ version: "1.2" });
    const [first = {}] = readCsv(path);
    const names = Object.keys(first).filter((name) => !name.startsWith("x_"));
    expect(names.length).toBe(57);
    expect(names).toEqual([...names].sort());
    expect(names).toContain("ProviderName");
    expect(names).not.toContain("ServiceProviderName");
    expect(new Set(readCsv(path).map((row) => row["ProviderName"]))).toEqual(new Set(["AWS", "Microsoft", "Google Cloud", "Acme"]));
    expect(await lab.importFiles([path])).toMatchObject({
      kind: "published",
      files: [{ version: "1.2", rows: 400, providers: ["AWS", "Google Cloud", "Microsoft", "Other"] }],
    });
  });

  describe("on request safe for spreadsheets", () => {
    const formulas = ["=1+1", "+cmd|'/c calc'!A1", "-2+3", "@SUM(A1)", "\tx", "\rx", "\n=x", "＝1+1", "＋1", "－1", "＠1", "﹣1", "−12.50"];
    const blanks = ["", " ", "\u00a0", "\u3000", "\u2003", "\ufeff", "\u200b", "\u0001", " \t ", "\u2060\u00ad"];
    const others = ["fine = text", "|calc", "%0A=1", "a credit", "'quoted", "''=1", "'=1+1", '"=1+1', "NULL", "null", "a\r\n=b", "ü=", "1"];
    const begun = fc.tuple(
      fc.constantFrom(...blanks),
      fc.constantFrom(...formulas, ...others),
      fc.string({ maxLength: 4, unit: "binary" }),
    );
    const random = fc.sample(
      fc.oneof(
        begun.map((parts) => parts.join("")),
        fc.string({ unit: "binary", maxLength: 8 }),
      ),
      { numRuns: 400, seed: 64 },
    );
    const texts = [...formulas, ...others, ...random].filter(
      (text) => Buffer.from(text, "utf8").toString("utf8") === text && text.trim() !== "",
    );
    const written = async (account: string): Promise<string> =>
      lab.ask(
        `SELECT BilledCost, ChargeDescription, ResourceName, ServiceName FROM FocusCostAndUsage WHERE x_BillingAccountId = '${account}'
         AND x_SnapshotId IN (SELECT snapshot_id FROM CurrentBillingSnapshot) ORDER BY BilledCost FORMAT JSONCompactEachRow`,
      );

    beforeAll(async () => {
      const sample = focusSample("focus-1.4", texts.length);
      const headers = [...sample.headers, "ResourceName"];
      const rows = sample.rows.map((row, index) => {
        const text = texts[index] ?? "";
        const own: Record<string, string> = { ChargeDescription: text, ResourceName: text, BilledCost: `-${String(index + 1)}.5` };
        return headers.map((header, at) => own[header] ?? row[at] ?? "");
      });
      expect((await lab.importFiles([write("formulas.csv", toQuotedCsv(headers, rows))], { account: "formulas" })).kind).toBe("published");
    });

    afterAll(async () => {
      await lab.ask(
        "ALTER TABLE ActiveBillingSnapshot DELETE WHERE startsWith(billing_account_id, 'formulas') SETTINGS mutations_sync = 2",
      );
    });

    it("no text begins as a formula does, in any width and after any blanks, and numbers stay numbers", async () => {
      const rows = readCsv((await write14({ account: "formulas", spreadsheetSafe: true })).path);
      expect(rows.length).toBe(texts.length);
      const isFormula = /^[\p{Z}\p{Cc}\p{Cf}\p{Co}]*(?:[=+\-@＝＋－＠﹦﹢﹣﹫−]|[\t\r\n])/u;
      for (const row of rows)
        for (const [name, cell] of Object.entries(row))
          if (!/^-?[\d.]+$/.test(cell) || name === "ChargeDescription")
            expect([name, cell, isFormula.test(cell)]).toEqual([name, cell, false]);
      expect(rows.map((row) => row["BilledCost"]).sort()).toEqual(texts.map((_, index) => `-${String(index + 1)}.5`).sort());
      expect(rows.find((row) => row["BilledCost"] === `-${String(texts.indexOf("a credit") + 1)}.5`)?.["ChargeDescription"]).toBe(
        "a credit",
      );
    });

    it.each([true, false])("what is read back is what was exported (safe: %s)", async (spreadsheetSafe) => {
      const { path } = await write14({ account: "formulas", spreadsheetSafe, format: "csv.gz" });
      const account = `formulas-back-${String(spreadsheetSafe)}`;
      expect(await lab.importFiles([path], { account })).toMatchObject({ kind: "published", files: [{ unknownColumns: [] }] });
      expect((await written("formulas")).split("\n").length).toBe(texts.length);
      expect(await written(account)).toBe(await written("formulas"));
      expect(await content(`= '${account}'`)).toBe(await content("= 'formulas'"));
    });

    it("a row that does not say so is read as it is", async () => {
      const rows = readCsv((await write14({ account: "formulas", spreadsheetSafe: true })).path).slice(0, 1);
      const headers = Object.keys(rows[0] ?? {});
      const unsaid = rows.map((row) =>
        headers.map((name) => (name === "x_SpreadsheetSafe" ? "" : name === "ChargeDescription" ? "'=1" : (row[name] ?? ""))),
      );
      expect((await lab.importFiles([write("unsaid.csv", toQuotedCsv(headers, unsaid))], { account: "formulas-unsaid" })).kind).toBe(
        "published",
      );
      expect(await written("formulas-unsaid")).toContain('"\'=1"');
    });
  });

  it("stays with the snapshots it began with when another is published before its rows are read", async () => {
    const files = (count: number): string[] => [write("moving.csv", toCsv(focusSample("focus-1.4", count)))];
    const publish = (count: number) => lab.importFiles(files(count), { account: "moving", allowShrink: true });
    const first = await publish(40);
    const pinned = await openFocusExport(lab.client, { ...request, account: "moving" });
    const second = await publish(7);
    if (first.kind !== "published" || second.kind !== "published") throw new Error("not published");
    const chunks: Buffer[] = [];
    for await (const chunk of await pinned.open(new AbortController().signal)) chunks.push(Buffer.from(chunk as Uint8Array));
    const rows = parse(Buffer.concat(chunks));
    expect(pinned.content.snapshots).toEqual([{ billingAccountId: "moving", snapshotId: first.snapshots[0]?.snapshotId }]);
    expect(pinned.content.rows).toBe(40);
    expect(rows.length).toBe(40);
    expect(new Set(rows.map((row) => row["x_ChargeId"]?.split("/")[0]))).toEqual(new Set([first.snapshots[0]?.snapshotId]));
    const after = readCsv((await write14({ account: "moving" })).path);
    expect(after.length).toBe(7);
    expect(new Set(after.map((row) => row["x_ChargeId"]?.split("/")[0]))).toEqual(new Set([second.snapshots[0]?.snapshotId]));
  });

  it("never mixes two snapshots while one publication follows another", async () => {
    const file = (count: number): string => write(`racing-${String(count)}.csv`, toCsv(focusSample("focus-1.4", count)));
    const publish = (count: number) => lab.importFiles([file(count)], { account: "racing", allowShrink: true });
    await publish(30);
    const publication: { running: boolean } = { running: true };
    const publications = (async () => {
      for (const count of [5, 30, 5, 30]) expect((await publish(count)).kind).toBe("published");
      publication.running = false;
    })();
    let exports = 0;
    while (publication.running) {
      const { path, rows } = await write14({ account: "racing" });
      const lines = readCsv(path);
      expect([5, 30]).toContain(rows);
      expect(lines.length).toBe(rows);
      expect(new Set(lines.map((row) => row["x_ChargeId"]?.split("/")[0])).size).toBe(1);
      exports += 1;
    }
    await publications;
    expect(exports).toBeGreaterThan(2);
  });

  it("refuses a file that is not what its snapshots are, and leaves the one that was there", async () => {
    const { path } = await write14({ account: "aws-123456789012" });
    const found = await openFocusExport(lab.client, { ...request, account: "aws-123456789012" });
    const text = readFileSync(path, "utf8");
    const lines = text.split("\n");
    for (const [name, spoiled] of [
      ["a row less", lines.slice(0, -2).join("\n") + "\n"],
      ["a digit more", text.replace(/,0\.0123456789,/, ",0.0123456780,")],
    ] as const) {
      expect(spoiled, name).not.toBe(text);
      await expect(verifyFocusFile(lab.client, write("spoiled.csv", spoiled), found.content, "x"), name).rejects.toThrow(
        "its snapshots have",
      );
    }
    await expect(verifyFocusFile(lab.client, write("whole.csv", text), found.content, "x")).resolves.toBeUndefined();

    const before = readFileSync(path);
    const abort = new AbortController();
    const writing = writeFocusExport(lab.client, request, path, { now: () => new Date(), randomId: () => "y" }, abort.signal, () => {
      abort.abort();
    });
    await expect(writing).rejects.toThrow();
    expect(readFileSync(path)).toEqual(before);
    expect(existsSync(`${path}.partial`)).toBe(false);
  });

  it("says so when there is nothing to export", async () => {
    await expect(write14({ account: "nobody" })).rejects.toThrow("2026-10 has no published snapshot of account nobody");
    await lab.ask(
      "INSERT INTO ActiveBillingSnapshot (billing_account_id, billing_period, snapshot_id, activation) VALUES ('old', '2026-10-01', 's-old', 1)",
    );
    await expect(write14({ account: "old" })).rejects.toThrow("2026-10 was published without FOCUS rows; extract it again");
  });

  describe("as a download", () => {
    const download = (query: string, mostRows = 10_000) =>
      openFocusDownload(lab.client, new URLSearchParams(query), mostRows, new AbortController().signal);

    it("is the file, named, with what it is in a header", async () => {
      const file = await download("month=2026-10&account=aws-123456789012&format=csv.gz");
      if (file.kind !== "file") throw new Error(file.message);
      expect(file.contentType).toBe("application/gzip");
      expect(file.headers["Content-Disposition"]).toBe('attachment; filename="focus-1.4-2026-10-aws-123456789012.csv.gz"');
      expect(JSON.parse(file.headers["X-Focus-Content"] ?? "")).toMatchObject({
        rows: 100,
        totals: [{ BillingCurrency: "USD", BilledCost: "62.345678445" }],
      });
      expect(parse(gunzipSync(await buffer(file.stream))).length).toBe(100);
    });

    it.each([
      ["", "bad-parameter", "month must be YYYY-MM, such as 2026-10"],
      ["month=2026-13", "bad-parameter", "month must be YYYY-MM, such as 2026-10"],
      ["month=2026-10&format=xls&version=9", "bad-parameter", "version must be 1.4 or 1.2; format must be csv, csv.gz, parquet"],
      ["month=2026-10&account=%27%20OR%201", "bad-parameter", "account must have only letters, digits, _ and -"],
      ["month=2026-10&limit=1", "bad-parameter", "limit is not a parameter; allowed are month, account, version, format, spreadsheet-safe"],
      ["month=2026-10&spreadsheet-safe=yes", "bad-parameter", "spreadsheet-safe must be 1 or 0"],
      ["month=2026-09", "not-found", "2026-09 has no published snapshot"],
    ])("refuses ?%s with %s and says why", async (query, code, message) => {
      expect(await download(query)).toEqual({ kind: "refused", code, message });
    });

    it("points to the command when the answer would be too large for Moose's proxy", async () => {
      expect(await download("month=2026-10&account=aws-123456789012", 99)).toEqual({
        kind: "refused",
        code: "body-too-large",
        message:
          "100 rows are more than the 99 of a download; npm run focus:export -- --month 2026-10 --account aws-123456789012 --format csv --out FILE has no limit",
      });
    });
  });
});
