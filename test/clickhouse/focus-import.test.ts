import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAllocation } from "../../app/apis/answers/answer-allocation";
import { answerDataQuality } from "../../app/apis/answers/answer-data-quality";
import { answerForecast } from "../../app/apis/answers/answer-forecast";
import { type FocusImportOutcome, importFocusFiles } from "../../app/pipeline/import-focus-files";
import { type FocusSample, focusSample, toCsv } from "../support/focus-files";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";
import { openApiRequest } from "../support/open-api-request";

/** Why nothing was published. */
function detailOf(outcome: FocusImportOutcome): string {
  return outcome.kind === "refused" || outcome.kind === "abandoned" ? outcome.detail : outcome.kind;
}

describe("FOCUS files of any provider", () => {
  let lab: FocusLab;

  beforeAll(async () => {
    lab = await openFocusLab();
  });

  afterAll(async () => {
    await lab.close();
  });

  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(lab.directory, name);
    writeFileSync(path, content);
    return path;
  };
  const current = "x_SnapshotId IN (SELECT snapshot_id FROM CurrentBillingSnapshot)";
  const totals = (account: string): Promise<string> =>
    lab.ask(
      `SELECT count(), sum(toDecimal256(BilledCost, 18)), sum(toDecimal256(EffectiveCost, 18)), sum(toDecimal256(ContractedCost, 18)), sum(toDecimal256(ListCost, 18))
       FROM FocusCostAndUsage WHERE x_BillingAccountId = '${account}' AND ${current}`,
    );

  it.each([
    [
      "aws-1.0",
      "1.0",
      "AWS",
      "aws-123456789012",
      ["x_ServiceCode", "x_UsageType", "x_Discounts"],
      {},
      "10\t0.6790123395\t0.6790123395\t0.6790123395\t1.1",
    ],
    [
      "aws-1.2",
      "1.2",
      "AWS",
      "aws-123456789012",
      ["x_ServiceCode", "x_UsageType", "x_Discounts"],
      {},
      "10\t0.6790123395\t0.6790123395\t0.6790123395\t1.1",
    ],
    [
      "google-1.0",
      "1.0",
      "Google Cloud",
      "google-010101-F0FFF0-61C528",
      ["x_CostType", "x_CurrencyConversionRate", "x_Credits"],
      {},
      "10\t0.6790123395\t0.6790123395\t0.6790123395\t1.1",
    ],
    [
      "oracle",
      "1.0-preview",
      "Oracle",
      "oracle-5512345",
      ["ChargeSubcategory", "oci_ReferenceNumber", "oci_CompartmentId"],
      {},
      "10\t0.6790123395\t0.6790123395\t0.6790123395\t1.1",
    ],
    [
      "microsoft-1.0",
      "1.0",
      "Microsoft",
      "microsoft-100100",
      ["x_InvoiceIssuerId"],
      { "block-size-repaired": 10 },
      "10\t2.75\t2.75\t2.75\t3.3",
    ],
    [
      "microsoft-1.2",
      "1.2",
      "Microsoft",
      "microsoft-100100",
      ["x_InvoiceIssuerId"],
      { "block-size-repaired": 10, "value-assumed": 10 },
      "10\t2.75\t2.75\t2.75\t3.3",
    ],
    ["focus-1.4", "1.4", "Other", "focus-acme-1", [], {}, "10\t0.6790123395\t0.6790123395\t0.6790123395\t1.1"],
  ] as const)(
    "reads %s as FOCUS %s of %s, to the last digit",
    async (name, version, provider, account, unknownColumns, problems, expected) => {
      const outcome = await lab.importFiles([write(`${name}.csv`, toCsv(focusSample(name, 10)))], { allowShrink: true });
      expect(outcome).toMatchObject({
        kind: "published",
        files: [{ file: `${name}.csv`, format: "csv", version, providers: [provider], rows: 10, unknownColumns, doubles: [], problems }],
        snapshots: [{ month: "2026-10", currency: "USD", rows: 10 }],
      });
      if (outcome.kind !== "published") throw new Error(outcome.kind);
      const published = outcome.snapshots[0]?.account ?? "";
      expect(published.startsWith(account)).toBe(true);
      expect(await totals(published)).toBe(expected);
    },
  );

  it("answers for all clouds from one table, in the columns of 1.4", async () => {
    const rows = await lab.ask(
      `SELECT x_BillingAccountId, any(ServiceProviderName), any(HostProviderName), any(InvoiceIssuerName), any(RegionId), any(JSONExtractString(Tags, 'env')),
         any(BillingAccountType), any(PricingCategory), min(BillingPeriodStart) = toDateTime('2026-10-01 00:00:00', 'UTC'), any(ConsumedUnit), any(x_SourceFocusVersion)
       FROM FocusCostAndUsage WHERE ${current} GROUP BY x_BillingAccountId ORDER BY x_BillingAccountId`,
    );
    expect(rows.split("\n").map((row) => row.split("\t"))).toEqual([
      ["aws-123456789012", "AWS", "AWS", "Amazon Web Services, Inc.", "eu-west-1", "prod", "Account", "Standard", "1", "Hours", "1.2"],
      ["focus-acme-1", "Acme", "Acme", "Acme", "\\N", "prod", "Billing Account", "Standard", "1", "Hours", "1.4"],
      [
        "google-010101-F0FFF0-61C528",
        "Google Cloud",
        "Google Cloud",
        "Google Cloud",
        "europe-west4",
        "prod",
        "Billing Account",
        "Standard",
        "1",
        "Hours",
        "1.0",
      ],
      ["microsoft-100100", "Microsoft", "Microsoft", "Microsoft", "\\N", "prod", "Billing Account", "Standard", "1", "Units", "1.2"],
      [
        "oracle-5512345",
        "Oracle",
        "Oracle",
        "Oracle",
        "eu-amsterdam-1",
        "prod",
        "Billing Account",
        "Standard",
        "1",
        "OCPU-Hour",
        "1.0-preview",
      ],
    ]);
  });

  it("is in what the APIs say of owners, month ends and data quality, as Azure's bills are", async () => {
    const request = openApiRequest(lab.client, "2026-11-20T00:00:00Z");
    const asked = { month: "2026-10", billing_account: "aws-123456789012" };
    const cost = "0.6790123395";
    expect((await answerAllocation(asked, request)).totals).toMatchObject([{ currency: "USD", cost, allocated_cost: "0" }]);
    expect((await answerForecast(asked, request)).data).toMatchObject([{ actual: cost, forecast: cost, method: "actual" }]);
    expect(await answerDataQuality(asked, request)).toMatchObject({
      data: [],
      totals: [{ currency: "USD", charges: "10", cost, charges_with_problems: "0" }],
      reconciliation: [{ ledger_total: cost, sealed_total: cost, published_total: cost, focus_total: cost, balanced: true }],
      freshness: [{ last_usage_date: "2026-10-10" }],
      completeness: [{ subscription_guid: "210987654321", days_with_charges: 10, missing_days: [] }],
    });
    const all = await answerDataQuality({ month: "2026-10" }, request);
    expect(all.data).toContainEqual(expect.objectContaining({ code: "block-size-repaired", field: "", charges: "10", cost: "2.75" }));
    expect(all.totals).toMatchObject([{ currency: "USD", charges: "50" }]);
  });

  it("keeps what a repaired value was, and every column that FOCUS does not know", async () => {
    const row = await lab.ask(
      `SELECT PricingQuantity, ConsumedQuantity, ContractedCost, ListCost, x_SourceColumns, x_Problems
       FROM FocusCostAndUsage WHERE startsWith(x_BillingAccountId, 'microsoft') AND ${current} AND ChargeDescription LIKE 'Charge 2,%'`,
    );
    const [quantity, consumed, contracted, list, source = "", problems] = row.split("\t");
    expect([quantity, consumed, contracted, list, problems]).toEqual([
      "3",
      "30000",
      "0.15",
      "0.18",
      "['value-assumed','block-size-repaired']",
    ]);
    expect(JSON.parse(source)).toEqual({
      PricingUnit: "Units",
      PricingQuantity: "0.0003",
      ConsumedQuantity: "3",
      ContractedCost: "0.000015",
      ListCost: "0.000018",
      x_InvoiceIssuerId: "100100",
    });
  });

  it("replaces a delivery that is imported again: a new snapshot, nothing counted twice, the old one kept", async () => {
    const path = write("again.csv", toCsv(focusSample("focus-1.4", 10)));
    const first = await lab.importFiles([path], { account: "again" });
    const second = await lab.importFiles([path], { account: "again" });
    if (first.kind !== "published" || second.kind !== "published") throw new Error("not published");
    expect(second.snapshots[0]?.previousId).toBe(first.snapshots[0]?.snapshotId);
    expect(await totals("again")).toBe("10\t0.6790123395\t0.6790123395\t0.6790123395\t1.1");
    expect(await lab.ask("SELECT count() FROM FocusCostAndUsage WHERE x_BillingAccountId = 'again'")).toBe("20");
  });

  it("keeps three snapshots of a month and drops the rows of older ones", async () => {
    const path = write("kept.csv", toCsv(focusSample("focus-1.4", 4)));
    for (let delivery = 0; delivery < 5; delivery += 1) expect((await lab.importFiles([path], { account: "kept" })).kind).toBe("published");
    expect(await lab.ask("SELECT count(), uniqExact(x_SnapshotId) FROM FocusCostAndUsage WHERE x_BillingAccountId = 'kept'")).toBe("12\t3");
    expect((await totals("kept")).split("\t")[0]).toBe("4");
  });

  it("counts a delivery once when two imports of it run side by side", async () => {
    const path = write("twice.csv", toCsv(focusSample("focus-1.4", 2000)));
    const outcomes = await Promise.all([lab.importFiles([path], { account: "twice" }), lab.importFiles([path], { account: "twice" })]);
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds).toContain("published");
    expect(kinds.every((kind) => kind === "published" || kind === "superseded")).toBe(true);
    expect((await totals("twice")).split("\t")[0]).toBe("2000");
  });

  it("stops when it is told to, and publishes nothing", async () => {
    const abort = new AbortController();
    const path = write("stopped.csv", toCsv(focusSample("focus-1.4", 3000)));
    const outcome = await importFocusFiles({ paths: [path], account: "stopped" }, lab.deps, abort.signal, () => {
      abort.abort();
    });
    expect(outcome).toEqual({ kind: "cancelled" });
    expect((await totals("stopped")).split("\t")[0]).toBe("0");
    expect(await lab.ask("SELECT argMax(status, at) FROM BillingSnapshot WHERE billing_account_id = 'stopped'")).toBe("abandoned");
  });

  it("reads gzip, and several files as one delivery of several accounts and months", async () => {
    const sample = focusSample("focus-1.4", 6);
    const change = (column: string, value: string, from: FocusSample): FocusSample => {
      const at = from.headers.indexOf(column);
      return { headers: from.headers, rows: from.rows.map((row) => row.map((cell, index) => (index === at ? value : cell))) };
    };
    const other = change("BillingAccountId", "acme-2", sample);
    const november = change("BillingPeriodEnd", "2026-12-01T00:00:00Z", change("BillingPeriodStart", "2026-11-01T00:00:00Z", sample));
    const outcome = await lab.importFiles([
      write("part-1.csv.gz", gzipSync(toCsv(change("BillingAccountId", "acme-3", sample)))),
      write(
        "part-2.csv",
        toCsv({ headers: sample.headers, rows: [...other.rows, ...change("BillingAccountId", "acme-3", november).rows] }),
      ),
      write("part-3.csv", toCsv(change("ChargeDescription", "of part 3", change("BillingAccountId", "acme-3", sample)))),
    ]);
    if (outcome.kind !== "published") throw new Error(JSON.stringify(outcome));
    expect(outcome.snapshots.map(({ account, month, rows, cost }) => [account, month, rows, cost])).toEqual([
      ["focus-acme-3", "2026-10", 12, "0.5185185138"],
      ["focus-acme-2", "2026-10", 6, "0.2592592569"],
      ["focus-acme-3", "2026-11", 6, "0.2592592569"],
    ]);
    expect(outcome.files.map(({ format }) => format)).toEqual(["csv.gz", "csv", "csv"]);
  });

  it("stores a delivery in blocks that do not depend on how many accounts wait", async () => {
    const deps = { ...lab.deps, settings: { ...lab.deps.settings, blockLimits: { rows: 1_000_000, bytes: 20_000 } } };
    const path = write("blocks.csv", toCsv(focusSample("aws-1.2", 1000)));
    const outcome = await importFocusFiles({ paths: [path], account: "blocks" }, deps, new AbortController().signal, () => undefined);
    expect(outcome).toMatchObject({ kind: "published", snapshots: [{ rows: 1000, cost: "6179.0122894500".replace(/0+$/, "") }] });
    const blocks = "SELECT uniqExact(first_page), uniqExact(last_page) FROM BillingSnapshotBlock WHERE state = 'stored' AND rows > 0";
    expect(await lab.ask(`${blocks} AND billing_account_id = 'blocks'`)).toBe("2\t2");
    expect(await lab.ask("SELECT uniqExact(x_ChargeId) FROM FocusCostAndUsage WHERE x_BillingAccountId = 'blocks'")).toBe("1000");
  });

  const spoiled = (change: (rows: string[][], headers: string[]) => void): string => {
    const { headers, rows } = focusSample("focus-1.4", 5);
    const names = [...headers];
    const cells = rows.map((row) => [...row]);
    change(cells, names);
    return toCsv({ headers: names, rows: cells });
  };
  const at = (rows: string[][], headers: readonly string[], row: number, column: string, value: string): void => {
    const cells = rows[row];
    if (cells === undefined) throw new Error("no row");
    cells[headers.indexOf(column)] = value;
  };

  it.each<readonly [string, () => string | Uint8Array, string]>([
    [
      "money that is no number",
      () =>
        spoiled((rows, h) => {
          at(rows, h, 2, "BilledCost", "12,5");
        }),
      'line 4, column BilledCost: "12,5" is not a decimal number: FOCUS numbers have a decimal point and no separators, such as 1234.5',
    ],
    [
      "a cost left empty",
      () =>
        spoiled((rows, h) => {
          at(rows, h, 0, "BilledCost", "");
        }),
      "line 2, column BilledCost: is empty",
    ],
    [
      "a day that does not exist",
      () =>
        spoiled((rows, h) => {
          at(rows, h, 4, "ChargePeriodStart", "2026-02-30T00:00:00Z");
        }),
      'line 6, column ChargePeriodStart: "2026-02-30T00:00:00Z" is not a time such as 2026-10-01T00:00:00Z',
    ],
    ["a row with a cell too many", () => `${toCsv(focusSample("focus-1.4", 1))}1,2,3\n`, "line 3: has 3 cells, the header has 40"],
    ["an open quote", () => `${toCsv(focusSample("focus-1.4", 1))}"never closed`, "line 3: is not CSV: a quote is opened and never closed"],
    [
      "a header of something else",
      () => "Date,MeterId,Cost\n2026-10-01,a,1\n",
      "line 1: is a native usage export of Azure (actual or amortized cost), not FOCUS: read it with the source azure-exports, or export FOCUS from Cost Management",
    ],
    [
      "a header without a column that makes a bill",
      () =>
        spoiled((_rows, headers) => {
          headers.splice(headers.indexOf("BillingCurrency"), 1, "x_y");
        }),
      "line 1: FOCUS 1.4 without BillingCurrency, and every charge needs them",
    ],
    [
      "a header that has a column twice",
      () =>
        spoiled((_rows, headers) => {
          headers.splice(1, 1, "billed_cost");
        }),
      '"BilledCost" and "billed_cost" are the same column',
    ],
    [
      "a gzip that is cut off",
      () => gzipSync(toCsv(focusSample("aws-1.2", 400))).subarray(0, -40),
      "is truncated: its gzip data ends early",
    ],
    [
      "a gzip with a broken byte",
      () => {
        const bytes = gzipSync(toCsv(focusSample("aws-1.2", 400)));
        bytes.writeUInt32LE(1, bytes.length - 8);
        return bytes;
      },
      "has broken gzip",
    ],
    ["an empty file", () => "", "is empty"],
    ["a zip archive that is cut off", () => Buffer.from("PK\u0003\u0004rest"), "is not a complete ZIP archive"],
    ["a Parquet file that is cut off", () => Buffer.from(`PAR1${"x".repeat(100)}`), "is truncated: its Parquet footer is missing"],
    ["only a header", () => `${focusSample("aws-1.0", 0).headers.join(",")}\n`, "no-rows: the delivery has no rows"],
  ])("refuses %s, says where, and publishes nothing", async (name, content, detail) => {
    const before = await lab.ask("SELECT count() FROM ActiveBillingSnapshot");
    const outcome = await lab.importFiles([write("bad.csv", content())]);
    expect(detailOf(outcome), name).toContain(detail);
    expect(await lab.ask("SELECT count() FROM ActiveBillingSnapshot")).toBe(before);
  });

  it("abandons what a broken file had stored, and the next import still publishes", async () => {
    const good = toCsv(focusSample("focus-1.4", 5000));
    const deps = { ...lab.deps, settings: { ...lab.deps.settings, blockLimits: { rows: 1_000_000, bytes: 200_000 } } };
    const run = (path: string) =>
      importFocusFiles({ paths: [path], account: "broken" }, deps, new AbortController().signal, () => undefined);
    expect(await run(write("broken.csv", `${good}"never closed`))).toMatchObject({ kind: "refused" });
    expect(await lab.ask("SELECT count() > 0 FROM FocusCostAndUsage WHERE x_BillingAccountId = 'broken'")).toBe("1");
    expect(await totals("broken")).toBe("0\t0\t0\t0\t0");
    expect(await lab.ask("SELECT argMax(status, at) FROM BillingSnapshot WHERE billing_account_id = 'broken'")).toBe("abandoned");
    expect(await run(write("whole.csv", good))).toMatchObject({ kind: "published", snapshots: [{ rows: 5000 }] });
  });

  it("refuses a month that shrank, unless that is said to be right", async () => {
    const run = (count: number, allowShrink: boolean) =>
      lab.importFiles([write("shrink.csv", toCsv(focusSample("focus-1.4", count)))], { account: "shrink", allowShrink });
    expect(await run(10, false)).toMatchObject({ kind: "published" });
    expect(detailOf(await run(2, false))).toContain("shrunk: 2 rows, compared with 10");
    expect((await totals("shrink")).split("\t")[0]).toBe("10");
    expect(await run(2, true)).toMatchObject({ kind: "published" });
    expect((await totals("shrink")).split("\t")[0]).toBe("2");
  });

  it("never takes the place of an account that is extracted from Azure", async () => {
    await lab.ask(
      "INSERT INTO AzureBillingSnapshotDetail (billing_account_id, billing_period, snapshot_id) VALUES ('100100', '2026-10-01', 's1')",
    );
    const outcome = await lab.importFiles([write("own.csv", toCsv(focusSample("microsoft-1.0", 2)))], { account: "100100" });
    expect(detailOf(outcome)).toContain("own.csv line 2: account 100100 has usage rows of Azure");
  });

  it("keeps hostile cells as they are", async () => {
    const hostile = [
      "=1+1",
      "tab\there",
      'quote"and\nline',
      "back\\slash \\N",
      "'; DROP TABLE FocusCostAndUsage --",
      "名字 \u{1F600}",
      "\u0000nul",
      " edge ",
    ];
    const { headers, rows } = focusSample("focus-1.4", hostile.length);
    const place = headers.indexOf("ChargeDescription");
    const file = write(
      "hostile.csv",
      toCsv({ headers, rows: rows.map((row, index) => row.map((cell, i) => (i === place ? (hostile[index] ?? "") : cell))) }),
    );
    expect(await lab.importFiles([file], { account: "hostile" })).toMatchObject({
      kind: "published",
      snapshots: [{ rows: hostile.length }],
    });
    const stored = await lab.ask(
      "SELECT ChargeDescription FROM FocusCostAndUsage WHERE x_BillingAccountId = 'hostile' ORDER BY x_Ordinal FORMAT JSONCompactEachRow",
    );
    expect(stored.split("\n").map((line): unknown => JSON.parse(line))).toEqual(hostile.map((text) => [text]));
  });

  describe("Parquet", () => {
    const parquet = async (select: string, settings = ""): Promise<Uint8Array> => {
      const answer = await lab.server.post(`${select} FORMAT Parquet ${settings}`, { database: "billing" });
      if (!answer.ok) throw new Error(await answer.text());
      return new Uint8Array(await answer.arrayBuffer());
    };
    const row = (money: string): string =>
      `SELECT ${money} AS BilledCost, ${money} AS EffectiveCost, '777' AS BillingAccountId, 'USD' AS BillingCurrency, 'Usage' AS ChargeCategory,
         toDateTime('2026-10-01 00:00:00', 'UTC') AS BillingPeriodStart, toDateTime64('2026-11-01 00:00:00', 6, 'UTC') AS BillingPeriodEnd,
         toDateTime('2026-10-05 00:00:00', 'UTC') AS ChargePeriodStart, toDateTime('2026-10-06 00:00:00', 'UTC') AS ChargePeriodEnd,
         'AWS' AS ProviderName, 'AWS' AS PublisherName, 'AWS' AS InvoiceIssuerName, 'Compute' AS ServiceCategory, 'Amazon EC2' AS ServiceName,
         map('env', 'prod', 'row', toString(number)) AS Tags, map('d', 1.5) AS x_Discounts, NULL::Nullable(String) AS SkuId FROM numbers(3000)`;

    it("reads decimals by their digits, maps as JSON, times in UTC", async () => {
      const path = write("aws.parquet", await parquet(row("toDecimal128('0.000000000000000001', 18) + number")));
      const outcome = await lab.importFiles([path]);
      expect(outcome).toMatchObject({
        kind: "published",
        files: [{ format: "parquet", version: "1.0", providers: ["AWS"], rows: 3000, doubles: [], unknownColumns: ["x_Discounts"] }],
        snapshots: [{ account: "aws-000000000777", rows: 3000, cost: "4498500.000000000000003" }],
      });
      expect(
        await lab.ask(
          `SELECT Tags, x_SourceColumns, BilledCost, toUnixTimestamp(ChargePeriodStart) FROM FocusCostAndUsage
           WHERE x_BillingAccountId = 'aws-000000000777' AND JSONExtractString(Tags, 'row') = '7'`,
        ),
      ).toBe(
        `{"env":"prod","row":"7"}\t{"BillingAccountId":"777","x_Discounts":"{\\\\"d\\\\":1.5}"}\t7.000000000000000001\t${Date.UTC(2026, 9, 5) / 1000}`,
      );
    });

    it("takes the shortest digits of doubles, and names the columns that have no others", async () => {
      const path = write("doubles.parquet", await parquet(row("0.1 * number")));
      const outcome = await lab.importFiles([path], { account: "doubles" });
      expect(outcome).toMatchObject({ kind: "published", files: [{ doubles: ["BilledCost", "EffectiveCost"] }] });
      expect(
        await lab.ask(
          "SELECT BilledCost FROM FocusCostAndUsage WHERE x_BillingAccountId = 'doubles' AND JSONExtractString(Tags, 'row') = '3'",
        ),
      ).toBe("0.30000000000000004");
    });

    it("names the row that cannot be read, and leaves no table behind", async () => {
      const path = write("bad.parquet", await parquet(row("if(number = 1999, 'x', '1')")));
      expect(await lab.importFiles([path])).toMatchObject({
        kind: "refused",
        detail: 'bad.parquet line 2000, column BilledCost: "x" is not a decimal number',
      });
      const broken = write(
        "broken.parquet",
        (await parquet(row("toDecimal64('1', 2)"))).map((byte, index) => (index > 100 && index < 400 ? 0xff : byte)),
      );
      expect(detailOf(await lab.importFiles([broken]))).toContain("broken.parquet: is not readable Parquet");
      expect(await lab.ask("SELECT count() FROM system.tables WHERE startsWith(name, 'FocusImportStaging')")).toBe("0");
    });
  });

  it("cleans up after itself", () => {
    expect(readdirSync(lab.directory).filter((name) => name.endsWith(".partial"))).toEqual([]);
  });
});
