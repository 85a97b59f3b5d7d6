import { afterEach, describe, expect, it } from "vitest";
import type { FocusRow } from "../../../app/domain/focus/import/focus-row";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import type { Delivery, Part } from "../../../app/sources/source";
import { focusTable, type SimulatedTable, usageRow, usageTable } from "../../../simulator/google/billing-tables";
import { type GoogleOptions, googleError } from "../../../simulator/google/start-google";
import { fromNanos, makeUsageRows, nanosOf } from "../../../simulator/google/usage-rows";
import { type GoogleLab, openGoogleLab } from "../../support/google";

const account = "01AB23-CD45EF-678901";
const table = "shop-billing.export.gcp_billing_export_resource_v1_01AB23_CD45EF_678901";
const october = makeUsageRows({ account, month: "202610", seed: 1, count: 230, exported: "2026-10-20T08:00:00.000001Z" });
const september = makeUsageRows({ account, month: "202609", seed: 2, count: 40, exported: "2026-10-02T08:00:00.000000Z" });
const totalOf = (rows: typeof october): string => fromNanos(rows.reduce((sum, row) => sum + nanosOf(row), 0n));
const wholeBill = (): SimulatedTable => usageTable(table, [...october, ...september]);

let lab: GoogleLab;
afterEach(() => lab.close());

async function open(options: Partial<GoogleOptions> = {}, secret?: string): Promise<void> {
  lab = await openGoogleLab({ tables: [wholeBill()], pageRows: 60, ...options }, secret);
}

async function deliveriesOf(config: Readonly<Record<string, unknown>> = {}): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  for await (const delivery of lab.connection(config).discover({ months: [] }, lab.context())) found.push(delivery);
  return found;
}

async function partsOf(delivery: Delivery, from: string | null = null, acceptRepeatedPages = false): Promise<readonly Part<string>[]> {
  const parts: Part<string>[] = [];
  const options = { from, peek: false, acceptLate: false, acceptRepeatedPages };
  for await (const part of lab.connection().read(delivery, options, lab.context())) parts.push(part);
  return parts;
}

const rowsOf = (parts: readonly Part<string>[]): readonly FocusRow[] =>
  parts.flatMap(({ content }) => (content.kind === "focus" ? content.rows : []));

function costOf(rows: readonly FocusRow[]): string {
  const sum = new ExactSum();
  for (const { cost } of rows) sum.add(cost);
  return sum.toString();
}

const last = <T>(items: readonly T[]): T => {
  const item = items.at(-1);
  if (item === undefined) throw new Error("there is none");
  return item;
};

describe("a usage export in BigQuery", () => {
  it("offers a delivery for each month, whose version is the last export and the number of rows", async () => {
    await open();
    const found = await deliveriesOf();
    expect(found.map(({ name, account, period, currency, rows }) => [name, account, period?.toString(), currency, rows])).toEqual([
      [`${account} 2026-09`, `google-${account}`, "2026-09", "USD", 40],
      [`${account} 2026-10`, `google-${account}`, "2026-10", "USD", 230],
    ]);
    expect(new Set(found.map(({ version }) => version)).size).toBe(2);
    expect(await deliveriesOf()).toEqual(found);
  });

  it("is read page by page, exact to the last digit, and agrees with what BigQuery adds up", async () => {
    await open();
    const delivery = last(await deliveriesOf());
    const parts = await partsOf(delivery);
    expect(parts.map(({ content }) => (content.kind === "focus" ? content.rows.length : 0))).toEqual([60, 60, 60, 50]);
    expect(costOf(rowsOf(parts))).toBe(totalOf(october));
    expect(new Set(rowsOf(parts).flatMap(({ problems }) => problems))).toEqual(new Set());
    expect(await lab.connection().controlTotals(delivery, lab.context())).toEqual({
      totals: [{ name: "SUM(cost) + SUM(credits.amount)", total: totalOf(october), leavesOut: null }],
      unusable: null,
    });
  });

  it("goes on after a stored page with the same answer, without a new query", async () => {
    await open();
    const delivery = last(await deliveriesOf());
    const parts = await partsOf(delivery);
    const queries = (): number => lab.google.calls.filter(({ call }) => call === "query").length;
    const before = queries();
    const rest = await partsOf(delivery, parts[1]?.next ?? null);
    expect(rowsOf(rest).map(({ contentHash }) => contentHash)).toEqual(rowsOf(parts.slice(2)).map(({ contentHash }) => contentHash));
    expect(queries()).toBe(before);
  });

  it("starts over when the stored page is kept no more", async () => {
    await open();
    const delivery = last(await deliveriesOf());
    const cursor = JSON.stringify({ job: "job_of_last_week", location: "EU", token: "page-60", page: 1, rows: 60 });
    await expect(partsOf(delivery, cursor)).rejects.toMatchObject({ kind: "stale-link" });
    await expect(partsOf(delivery, "{}")).rejects.toMatchObject({ kind: "stale-link" });
  });

  it("has a correction in a new delivery of its month only, whenever it arrives", async () => {
    const late = makeUsageRows({ account, month: "202610", seed: 3, count: 7, exported: "2026-11-05T08:00:00.000000Z" });
    const tables = [wholeBill()];
    await open({ tables });
    const before = await deliveriesOf();
    tables[0]?.rows.push(...late.map(usageRow));
    expect(costOf(rowsOf(await partsOf(last(before))))).toBe(totalOf(october));
    const after = await deliveriesOf();
    expect(after.map(({ version }, index) => version === before[index]?.version)).toEqual([true, false]);
    expect(costOf(rowsOf(await partsOf(last(after))))).toBe(totalOf([...october, ...late]));
  });

  it("is not read when rows of the same load arrive after it was listed", async () => {
    const tables = [wholeBill()];
    await open({ tables });
    const delivery = last(await deliveriesOf());
    tables[0]?.rows.push(
      ...makeUsageRows({ account, month: "202610", seed: 4, count: 1, exported: "2026-10-20T08:00:00.000001Z" }).map(usageRow),
    );
    await expect(partsOf(delivery)).rejects.toMatchObject({ kind: "changed", message: expect.stringContaining("had 230 rows") as string });
  });

  it("reads no row without an invoice month, names how many there are, and reads every month all the same", async () => {
    const bare = makeUsageRows({ account, month: "202609", seed: 7, count: 11, exported: "2026-10-02T08:00:00.000000Z" }).map((row) => ({
      ...row,
      "invoice.month": "",
    }));
    const nobodys = october.slice(0, 3).map((row) => ({ ...row, billing_account_id: "" }));
    await open({ tables: [usageTable(table, [...october, ...september, ...bare, ...nobodys])] });
    const found = await deliveriesOf();
    expect(found.map(({ name, rows, fault }) => [name, rows, fault?.message ?? null])).toEqual([
      ["rows without a billing account", null, `${table} has 3 rows without a billing account, which are not read`],
      [
        `${account} without an invoice month`,
        null,
        `${table} has 11 rows of ${account} without an invoice month, which are not read: set withoutInvoiceMonth to usage-month to put them on the bill of the month of their usage`,
      ],
      [`${account} 2026-09`, 40, null],
      [`${account} 2026-10`, 230, null],
    ]);
    expect(await deliveriesOf()).toEqual(found);
    expect(costOf(rowsOf(await partsOf(last(found))))).toBe(totalOf(october));
    for (const faulty of found.slice(0, 2)) await expect(partsOf(faulty)).rejects.toMatchObject({ kind: "malformed" });
    expect(await lab.connection().check(lab.context())).toMatchObject([
      {},
      {},
      {},
      { ok: true, detail: expect.stringContaining("11 rows of") as string },
      { ok: true },
    ]);
  });

  it("puts rows without an invoice month on the bill of the month of their usage when the configuration says so", async () => {
    const bare = makeUsageRows({ account, month: "202609", seed: 7, count: 11, exported: "2026-10-02T08:00:00.000000Z" });
    const rows = [...october, ...september, ...bare.map((row) => ({ ...row, "invoice.month": "" }))];
    await open({ tables: [usageTable(table, rows)] });
    const config = { withoutInvoiceMonth: "usage-month" };
    const found = await deliveriesOf(config);
    expect(found.map(({ name, rows }) => [name, rows])).toEqual([
      [`${account} 2026-09`, 51],
      [`${account} 2026-10`, 230],
    ]);
    const [delivery] = found;
    if (delivery === undefined) throw new Error("nothing is offered");
    const parts: Part<string>[] = [];
    const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
    for await (const part of lab.connection(config).read(delivery, options, lab.context())) parts.push(part);
    expect(costOf(rowsOf(parts))).toBe(totalOf([...september, ...bare]));
    expect(new Set(rowsOf(parts).map(({ period }) => period.toString()))).toEqual(new Set(["2026-09"]));
    expect(await lab.connection(config).controlTotals(delivery, lab.context())).toMatchObject({
      totals: [{ total: totalOf([...september, ...bare]) }],
    });
  });

  it("asks one token for all, and signs what Google can verify", async () => {
    await open();
    await Promise.all([deliveriesOf(), deliveriesOf(), deliveriesOf()]);
    expect(lab.google.calls.filter(({ call }) => call === "token")).toHaveLength(1);
  });

  it("is checked in five looks", async () => {
    await open();
    expect(await lab.connection().check(lab.context())).toEqual([
      { name: "key", ok: true, detail: "a key of a service account" },
      { name: "token", ok: true, detail: "given" },
      { name: "table", ok: true, detail: "usage export, table, 43 columns, in EU" },
      { name: "months", ok: true, detail: `${account} 2026-09 with 40 rows, ${account} 2026-10 with 230 rows` },
      { name: "cost of a month", ok: true, detail: `reading ${account} 2026-10 bills at most 52428800 bytes` },
    ]);
  });

  it.each([
    ["the table is not there", { table: "shop-billing.export.other" }, {}, "table", "not-found", "is table right"],
    ["the location is another one", { location: "us-central1" }, {}, "months", "not-found", "location us-central1"],
    [
      "it would cost too much",
      { maximumBytesBilled: 20 << 20 },
      {},
      "months",
      "config",
      "52428800 bytes, more than the 20971520 of maximumBytesBilled",
    ],
    [
      "the role is missing",
      {},
      { meddle: (call: string) => (call === "query" ? googleError(403, "accessDenied", "Access Denied: Project shop") : null) },
      "months",
      "permission",
      "BigQuery Job User in shop-billing",
    ],
    [
      "the key was deleted",
      {},
      {
        meddle: (call: string) =>
          call === "token" ? { status: 400, body: { error: "invalid_grant", error_description: "Invalid JWT Signature." } } : null,
      },
      "token",
      "auth",
      "make a new one",
    ],
    ["the host may not be asked", { endpoint: "https://bigquery.example" }, {}, "key", "config", "is not a host of Google's APIs"],
  ] as const)("says which field to look at when %s", async (_, config, options, name, kind, hint) => {
    await open(options);
    const probes = await lab.connection(config).check(lab.context());
    expect(last(probes)).toMatchObject({ name, ok: false, kind, hint: expect.stringContaining(hint) as string });
  });

  it.each([
    ["no JSON", "-----BEGIN PRIVATE KEY-----MIIsecret"],
    ["a token", '{"access_token":"MIIsecret"}'],
    ["a broken key", '{"client_email":"a@b","private_key":"MIIsecret"}'],
  ])("takes no secret that is %s, and repeats nothing of it", async (_, secret) => {
    await open({}, secret);
    const [probe] = await lab.connection().check(lab.context());
    expect(probe).toMatchObject({ name: "key", ok: false, kind: "config", hint: expect.stringContaining("ABI_SECRET_GCP_KEY") as string });
    expect(JSON.stringify(probe)).not.toContain("MII");
  });

  it("refuses one name for bills of several accounts, and a bill in two currencies has no total", async () => {
    const other = makeUsageRows({
      account: "111111-222222-333333",
      month: "202610",
      seed: 5,
      count: 5,
      exported: "2026-10-20T08:00:00.000001Z",
    });
    const euros = makeUsageRows({ account, month: "202610", seed: 6, count: 5, exported: "2026-10-20T08:00:00.000001Z", currency: "EUR" });
    await open({ tables: [usageTable(table, [...october, ...other, ...euros])] });
    await expect(deliveriesOf({ account: "google" })).rejects.toMatchObject({ kind: "config" });
    const delivery = (await deliveriesOf()).find(({ name }) => name.startsWith(account));
    expect(delivery?.rows).toBe(235);
    expect(await lab.connection().controlTotals(last([delivery].filter((one) => one !== undefined)), lab.context())).toMatchObject({
      totals: [],
      unusable: expect.stringContaining("EUR, USD") as string,
    });
  });

  it("ends within a second of being cancelled", async () => {
    const abort = new AbortController();
    await open({ meddle: (call) => (call === "results" ? (abort.abort(), null) : null) });
    const delivery = last(await deliveriesOf());
    const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
    const read = async (): Promise<void> => {
      for await (const part of lab.connection().read(delivery, options, lab.context(abort.signal))) expect(part.next).not.toBeNull();
    };
    const started = performance.now();
    await expect(read()).rejects.toMatchObject({ kind: "cancelled" });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("Google's FOCUS export in BigQuery", () => {
  it("is read as it is: the same total, and its month begins at midnight in Los Angeles", async () => {
    await open({ tables: [focusTable(table, [...october, ...september])] });
    const delivery = last(await deliveriesOf());
    expect([delivery.account, delivery.period?.toString(), delivery.rows]).toEqual([`google-${account}`, "2026-10", 230]);
    const rows = rowsOf(await partsOf(delivery));
    expect(costOf(rows)).toBe(totalOf(october));
    expect(rows.every(({ period }) => period.toString() === "2026-10")).toBe(true);
    expect(rows[0]?.cells).toContain('{"env":"prod"}');
    expect(rows.some(({ sourceColumns }) => sourceColumns.includes('"x_Credits":"[]"'))).toBe(false);
    expect(await lab.connection().controlTotals(delivery, lab.context())).toMatchObject({
      totals: [{ name: "SUM(BilledCost)", total: totalOf(october) }],
    });
  });
});
