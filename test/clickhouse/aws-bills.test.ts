import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerCosts } from "../../app/apis/cost-questions/answer-costs";
import { deliver } from "../../app/pipeline/deliver";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import { openSurroundings } from "../../app/pipeline/open-surroundings";
import type { PipelineDeps } from "../../app/pipeline/pipeline-deps";
import { awsCur } from "../../app/sources/aws-cur/aws-cur";
import { awsDataExports } from "../../app/sources/aws-data-exports/aws-data-exports";
import { connect } from "../../app/sources/connection";
import { SecretText } from "../../app/sources/secret-text";
import type { Delivery } from "../../app/sources/source";
import {
  type AwsLine,
  awsMonth,
  type BillFiles,
  csvOf,
  cur2Table,
  dataExport,
  inParts,
  legacyReport,
  legacyTable,
} from "../support/aws-bill";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";
import { type ObjectServer, startS3 } from "../support/object-servers";
import { zipOf } from "../../simulator/zip";
import { openApiRequest } from "../support/open-api-request";

const never = new AbortController().signal;
let lab: FocusLab;
let server: ObjectServer;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  lab = await openFocusLab();
  server = await startS3();
  closing.push(server.close);
});

afterAll(async () => {
  for (const close of closing) await close();
  await lab.close();
});

const put = async (files: BillFiles): Promise<void> => {
  for (const [name, body] of files) await server.put(name, body);
};

const sources = { "aws-cur": awsCur, "aws-data-exports": awsDataExports } as const;

/** Reads all that is offered below a prefix of the bucket; the outcome of the last. */
async function run(
  source: keyof typeof sources,
  config: object,
  more: Partial<PipelineDeps> = {},
): Promise<{ readonly outcome: DeliveryOutcome; readonly delivery: Delivery }> {
  const surroundings = openSurroundings(({ env }) => new SecretText(server.secrets[env] ?? ""), [server.host]);
  closing.push(() => surroundings.objects.dispatcher.close());
  const connection = connect<object, unknown>(sources[source]({ parquet: lab.deps.parquet, sha256: lab.deps.sha256 }) as never, {
    storage: server.location,
    ...config,
  });
  const deps: PipelineDeps = { ...lab.deps, connectionOf: () => null, surroundings, ...more };
  let last: { readonly outcome: DeliveryOutcome; readonly delivery: Delivery } | null = null;
  for await (const delivery of connection.discover({ months: [] }, { ...surroundings, signal: never, heard: () => undefined }))
    last = { delivery, outcome: await deliver(connection, delivery, {}, deps, never, () => undefined) };
  if (last === null) throw new Error("nothing is offered");
  return last;
}

/** Charges, billed and effective cost of what readers see of an account. */
const totalsOf = (account: string): Promise<string> =>
  lab.ask(
    `SELECT count(), toString(sum(toDecimal256(BilledCost, 18))), toString(sum(toDecimal256(EffectiveCost, 18)))
       FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = '${account}'`,
  );
const ofPayer =
  (payer: string) =>
  (line: Record<string, string>): void => {
    line["bill_payer_account_id"] = payer;
  };

type Table = ReturnType<typeof cur2Table>;

/** A table as the Parquet that AWS writes: costs and amounts in doubles, timestamps, maps. */
async function parquetOf(table: Table): Promise<Uint8Array> {
  const [headers = []] = table;
  const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
  const column = (name: string): string => `\`${name}\``;
  const typed = (name: string): string => {
    if (/_(?:start|end)_date$/.test(name)) return `parseDateTime64BestEffortOrNull(${column(name)}, 3, 'UTC') AS ${column(name)}`;
    if (/_(?:cost|rate|amount|quantity|commitment|period|fee|to_date)$/.test(name))
      return `toFloat64OrNull(${column(name)}) AS ${column(name)}`;
    if (name === "product" || name === "resource_tags") return `JSONExtract(${column(name)}, 'Map(String, String)') AS ${column(name)}`;
    return column(name);
  };
  const structure = headers.map((name) => `${column(name)} String`).join(", ");
  const answer = await lab.server.post(
    `SELECT ${headers.map(typed).join(", ")} FROM format(CSVWithNames, ${quoted(structure)}, ${quoted(csvOf(table))}) FORMAT Parquet`,
    { database: "billing" },
  );
  return new Uint8Array(await answer.arrayBuffer());
}

/** A bill whose one file has another body. */
const withBody = (files: BillFiles, body: Uint8Array): BillFiles =>
  new Map([...files].map(([name, before]) => [name, name.endsWith(".json") ? before : body]));

/** 25 times the lines of test/support/aws-bill.ts. */
const [lines, rows, billed, effective] = [400, 450, "34538.0750007098375", "2142.6250007098375"] as const;

describe("a month of AWS in a bucket", () => {
  it("as the legacy report is published to the last digit, and answered as its bill", async () => {
    const month = awsMonth(lines, ofPayer("111111111111"));
    await put(legacyReport({ tables: inParts(legacyTable(month), 3), prefix: "legacy/" }));
    expect((await run("aws-cur", { prefix: "legacy/" })).outcome).toMatchObject({
      kind: "published",
      snapshots: [{ account: "aws-111111111111", month: "2026-10", rows, cost: billed }],
    });
    expect(await totalsOf("aws-111111111111")).toBe(`${rows}\t${billed}\t${effective}`);
    const request = openApiRequest(lab.client, "2026-11-16T14:00:00Z");
    const asked = { billing_account: "aws-111111111111", month: "2026-10" };
    expect(await answerCosts(asked, request)).toMatchObject({ currency: "USD", totals: [{ currency: "USD", cost: billed }] });
    expect(await answerCosts({ ...asked, metric: "effective" }, request)).toMatchObject({ totals: [{ cost: effective }] });
  });

  it("as Parquet is read by the engine to the last digit of its doubles, with maps and timestamps, and the latest of its executions", async () => {
    const account = "aws-666666666666";
    const payer = ofPayer("666666666666");
    const table = cur2Table(awsMonth(16, payer));
    const layout = { tables: [[]], prefix: "parquet/", endOf: () => "00001.snappy.parquet" };
    const execution = async (name: string, cells: Table): Promise<void> =>
      put(withBody(dataExport({ ...layout, execution: name }), await parquetOf(cells)));
    await execution("20261019T101112Z-zzzz", cur2Table(awsMonth(1, payer)));
    await execution("20261020T101112Z-aaaa", table);
    expect((await run("aws-data-exports", { prefix: "parquet/" })).outcome).toMatchObject({ kind: "published", snapshots: [{ account }] });
    expect(await totalsOf(account)).toBe("18\t1381.5230000283935\t85.7050000283935");
    expect(
      await lab.ask(
        `SELECT countIf(Tags LIKE '%"env":"prod"%') > 0, countIf(ChargePeriodStart = '2026-10-03 04:00:00') > 0, countIf(RegionId = 'eu-west-1') > 0
           FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = '${account}'`,
      ),
    ).toBe("1\t1\t1");
  });

  it("as the Parquet and the ZIP of a legacy report has the same total", async () => {
    const expected = "18\t1381.5230000283935\t85.7050000283935";
    const report = (account: string, end: string) => legacyReport({ tables: [[]], prefix: `${account}/`, endOf: () => end });
    const parquet = await parquetOf(cur2Table(awsMonth(16, ofPayer("777777777777"))));
    await put(withBody(report("777777777777", "1.snappy.parquet"), parquet));
    const csv = Buffer.from(csvOf(legacyTable(awsMonth(16, ofPayer("888888888888")))));
    await put(withBody(report("888888888888", "1.zip"), zipOf([{ name: "hourly-1.csv", body: csv }])));
    for (const account of ["777777777777", "888888888888"]) {
      expect((await run("aws-cur", { prefix: `${account}/` })).outcome).toMatchObject({ kind: "published" });
      expect([account, await totalsOf(`aws-${account}`)]).toEqual([account, expected]);
    }
  });

  it("that AWS restates takes the place of the month before, and the same is known to be published", async () => {
    const account = "aws-333333333333";
    const report = (count: number, assembly: string): BillFiles =>
      legacyReport({ tables: [legacyTable(awsMonth(count, ofPayer("333333333333")))], prefix: "restated/", assembly });
    await put(report(160, "one"));
    const first = await run("aws-cur", { prefix: "restated/" });
    expect(await totalsOf(account)).toBe("180\t13815.230000283935\t857.050000283935");
    await put(report(176, "two"));
    const second = await run("aws-cur", { prefix: "restated/" });
    expect(second.delivery.version).not.toBe(first.delivery.version);
    expect(await totalsOf(account)).toBe("198\t15196.7530003123285\t942.7550003123285");
    expect(await lab.ask("SELECT count() FROM CurrentBillingSnapshot WHERE billing_account_id = 'aws-333333333333'")).toBe("1");
  });

  it("that names its account is gone on with after a crash, in the middle of its files", async () => {
    await put(dataExport({ tables: inParts(cur2Table(awsMonth(320, ofPayer("444444444444"))), 4), prefix: "crash/" }));
    let stored = 0;
    const settings = { ...lab.deps.settings, blockLimits: { rows: 90, bytes: 1 << 20 }, resumeWithinMs: 3_600_000 };
    const failpoint = (name: string): void => {
      if (name === "before-insert" && ++stored === 3) throw Object.assign(new Error("the engine went away"), { code: "ECONNRESET" });
    };
    const config = { prefix: "crash/", account: "aws-main" };
    expect((await run("aws-data-exports", config, { failpoint, settings })).outcome).toMatchObject({ kind: "failed", at: "clickhouse" });
    expect(await totalsOf("aws-main")).toBe("0\t0\t0");
    const { outcome } = await run("aws-data-exports", config, { settings });
    expect(outcome).toMatchObject({ kind: "published", snapshots: [{ rows: 360, cost: "27630.46000056787" }] });
    expect(outcome.kind === "published" && (outcome.snapshots[0]?.resumedPages ?? 0)).toBeGreaterThan(0);
    expect(await totalsOf("aws-main")).toBe("360\t27630.46000056787\t1714.10000056787");
  });

  it.each<readonly [string, AwsLine, object]>([
    ["a second payer", { bill_payer_account_id: "999999999999" }, { kind: "abandoned", reason: "malformed" }],
    ["a row of another month", { bill_billing_period_start_date: "2026-09-01T00:00:00Z" }, { kind: "abandoned", reason: "malformed" }],
    ["a currency without a code", { line_item_currency_code: "Dollars" }, { kind: "abandoned", reason: "malformed" }],
  ])("with %s is refused, and readers see the month as it was", async (what, change, expected) => {
    const prefix = `${what.replaceAll(" ", "-").replaceAll("'", "")}/`;
    const payer = ofPayer("555555555555");
    await put(legacyReport({ tables: [legacyTable(awsMonth(16, payer))], prefix }));
    const before = "18\t1381.5230000283935\t85.7050000283935";
    await run("aws-cur", { prefix });
    expect(await totalsOf("aws-555555555555")).toBe(before);
    const changed = awsMonth(32, (line, index) => {
      payer(line);
      if (index === 30) Object.assign(line, change);
    });
    await put(legacyReport({ tables: inParts(legacyTable(changed), 2), prefix, assembly: "bbbb-2" }));
    expect((await run("aws-cur", { prefix })).outcome).toMatchObject(expected);
    expect(await totalsOf("aws-555555555555")).toBe(before);
    expect(await totalsOf("aws-999999999999")).toBe("0\t0\t0");
  });
});
