import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { invoiceDetailColumns } from "../../app/domain/focus/invoice-detail-columns";
import { writeDatasetExport } from "../../app/exports/write-dataset-export";
import { checkInvoiceDetails } from "../../app/pipeline/check-focus-rules";
import { deliver } from "../../app/pipeline/deliver";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import { connect } from "../../app/sources/connection";
import { focusFiles } from "../../app/sources/focus-files/focus-files";
import { type AwsLine, awsLines, csvOf, cur2Table } from "../support/aws-bill";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";
import { focusSample, toCsv } from "../support/focus-files";

const account = "aws-123456789012";
const software = { ...awsLines.marketplace, bill_invoice_id: "SW-7" };

const lines: readonly AwsLine[] = [
  awsLines.usage,
  awsLines.storage,
  awsLines.storage,
  awsLines.reserved,
  awsLines["reservation fee"],
  awsLines.tax,
  awsLines.credit,
  awsLines.refund,
  software,
  software,
  // Of no invoice yet.
  { ...awsLines.support, bill_invoice_id: "" },
];

let lab: FocusLab;

beforeAll(async () => {
  lab = await openFocusLab();
  const bill = join(lab.directory, "aws.csv");
  writeFileSync(bill, csvOf(cur2Table(lines)));
  expect(await lab.importFiles([bill])).toMatchObject({ kind: "published", snapshots: [{ account }] });
  // A file of FOCUS whose provider numbers the lines of its invoice: one of several services and categories, and one of a tax.
  const { headers, rows } = focusSample("focus-1.4", 4);
  const at = (name: string): number => headers.indexOf(name);
  const changed = rows.map((row, index) => {
    const cells = [...row];
    if (index === 1) cells[at("ServiceName")] = "Another";
    if (index === 2) cells[at("ChargeCategory")] = "Purchase";
    if (index === 3) cells[at("ChargeCategory")] = "Tax";
    cells[at("InvoiceId")] = "INV-1";
    cells[at("InvoiceDetailId")] = index === 3 ? "line-2" : "line-1";
    return cells;
  });
  const file = join(lab.directory, "focus.csv");
  writeFileSync(file, toCsv({ headers, rows: changed }));
  expect(await lab.importFiles([file], { account: "numbered" })).toMatchObject({ kind: "published" });
});

afterAll(async () => {
  await lab.close();
});

const ask = async (sql: string): Promise<readonly unknown[]> =>
  (await lab.ask(`${sql} FORMAT JSONCompactEachRow SETTINGS output_format_json_quote_decimals = 1`))
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line));

const shown =
  "InvoiceId, InvoiceDetailId, ChargeCategory, InvoiceDetailGrain, BilledCost, InvoiceIssueStatus, ReferenceInvoiceId, toUInt32(x_Charges)";

it("the lines of an invoice are the categories of charges of each service, corrections apart, of the charges that name it", async () => {
  const ec2 = "Amazon Elastic Compute Cloud";
  const [s3, rds, rhel] = ["Amazon Simple Storage Service", "Amazon Relational Database Service", "Red Hat Enterprise Linux 9"];
  const line = (invoice: string, category: string, service: string, cost: string, charges: number): readonly unknown[] => [
    ...[invoice, `${category}: ${service}`, category, JSON.stringify({ ServiceName: service }), cost, "Issued", invoice, charges],
  ];
  expect(
    await ask(`SELECT ${shown} FROM FocusInvoiceDetail WHERE x_BillingAccountId = '${account}' ORDER BY InvoiceId, InvoiceDetailId`),
  ).toEqual([
    line("EUINV26-10001", "Credit", ec2, "-25.5", 1),
    line("EUINV26-10001", "Purchase", rds, "62.496", 1),
    line("EUINV26-10001", "Tax", ec2, "19.02", 1),
    line("EUINV26-10001", "Usage", ec2, "0.107", 1),
    [
      ...["EUINV26-10001", `Usage: ${ec2}, correction`, "Usage", JSON.stringify({ ServiceName: ec2, x_ChargeClass: "Correction" })],
      ...["-3.25", "Issued", null, 1],
    ],
    // With what nobody used of the reservation, which is billed with 0.
    line("EUINV26-10001", "Usage", rds, "0", 2),
    line("EUINV26-10001", "Usage", s3, "0.000000056787", 2),
    line("SW-7", "Usage", rhel, "0.12", 2),
  ]);
  expect(
    await ask(
      `SELECT DISTINCT BillingAccountId, BillingCurrency, toString(BillingPeriodStart), toString(BillingPeriodEnd), InvoiceIssuerName, InvoiceIssueDate, PaymentCurrency,
         PaymentCurrencyBilledCost, PaymentCurrencyInvoiceDetailId, PaymentDueDate, PaymentTerms, PurchaseOrderNumber, InvoiceDetailCreated <= InvoiceDetailLastUpdated,
         InvoiceDetailDescription
       FROM FocusInvoiceDetail WHERE InvoiceId = 'SW-7'`,
    ),
  ).toEqual([
    [
      ...["123456789012", "USD", "2026-10-01 00:00:00", "2026-11-01 00:00:00", "Amazon Web Services", null, null],
      ...[null, null, null, null, null, 1, "Usage: Red Hat Enterprise Linux 9"],
    ],
  ]);
});

it("the provider's own lines go before ours, and an invoice of which nobody says that it is issued is open with its period", async () => {
  const [cost] = await ask("SELECT DISTINCT toString(BilledCost) FROM FocusCostAndUsage WHERE x_BillingAccountId = 'numbered'");
  expect(cost).toHaveLength(1);
  expect(
    await ask(`SELECT InvoiceDetailId, ChargeCategory, InvoiceDetailDescription, InvoiceDetailGrain IS NULL, InvoiceIssueStatus =
        (SELECT if(BillingPeriodStatus = 'Closed', 'Issued', 'Open') FROM FocusBillingPeriod WHERE x_BillingAccountId = 'numbered'), toUInt32(x_Charges)
      FROM FocusInvoiceDetail WHERE x_BillingAccountId = 'numbered' ORDER BY InvoiceDetailId`),
  ).toEqual([
    ["line-1", "Usage", "Usage: 2 services", 1, 1, 3],
    ["line-2", "Tax", expect.stringMatching(/^Tax: /) as string, 0, 1, 1],
  ]);
});

it("the lines of an invoice add up to the charges that name it, to the last digit, of the bill that readers see", async () => {
  const sums = (of: string): string => `SELECT ${of} AS account, InvoiceId AS invoice, toString(sum(toDecimal256(BilledCost, 18))) AS cost`;
  const ofLines = await ask(`${sums("x_BillingAccountId")} FROM FocusInvoiceDetail GROUP BY account, invoice ORDER BY account, invoice`);
  expect(ofLines).toHaveLength(3);
  expect(ofLines).toEqual(
    await ask(
      `${sums("x_BillingAccountId")} FROM CurrentFocusCostAndUsage WHERE InvoiceId IS NOT NULL GROUP BY account, invoice ORDER BY account, invoice`,
    ),
  );
  const again = join(lab.directory, "aws-again.csv");
  writeFileSync(again, csvOf(cur2Table(lines.slice(0, 9))));
  expect(await lab.importFiles([again], { allowShrink: true, reason: "less software" })).toMatchObject({ kind: "published" });
  expect(await ask(`${sums("x_BillingAccountId")} FROM FocusInvoiceDetail WHERE InvoiceId = 'SW-7' GROUP BY account, invoice`)).toEqual([
    [account, "SW-7", "0.06"],
  ]);
});

it("are exported, with the columns of FOCUS 1.4 and whose bill they are of, read back before the file has its name", async () => {
  const path = join(lab.directory, "lines.csv");
  const deps = { now: () => new Date("2026-11-20T00:00:00Z"), randomId: () => "lines" };
  const request = { dataset: "invoice-detail", account, month: BillingMonth.of(2026, 10), format: "csv" } as const;
  const { signal } = new AbortController();
  const metadata = await writeDatasetExport(lab.client, request, path, deps, signal);
  const text = readFileSync(path, "utf8");
  expect(metadata).toEqual({
    ...{ focusVersion: "1.4", dataset: "Invoice Detail", billingPeriod: "2026-10", account, format: "csv", rows: 8 },
    columns: [...invoiceDetailColumns.map(({ name }) => name), "x_BillingAccountId", "x_BillingPeriod"],
    ...{ file: "lines.csv", bytes: Buffer.byteLength(text), created: "2026-11-20T00:00:00.000Z" },
    sha256: createHash("sha256").update(text).digest("hex"),
  });
  expect(JSON.parse(readFileSync(`${path}.metadata.json`, "utf8"))).toEqual(metadata);
  const [header = "", ...written] = text.trim().split("\n");
  expect(header.replaceAll('"', "").split(",")).toEqual(metadata.columns);
  expect(written).toHaveLength(8);
  expect(written.find((line) => line.includes("Simple Storage Service"))).toMatch(
    /^0\.000000056787,"123456789012","USD","2026-11-01T00:00:00Z","2026-10-01T00:00:00Z","Usage","2\d{3}-.*Z",.*,,,,,,,"EUINV26-10001","aws-123456789012","2026-10-01"$/,
  );
  const parquet = join(lab.directory, "lines.parquet");
  expect(
    await writeDatasetExport(lab.client, { ...request, account: null, month: null, format: "parquet" }, parquet, deps, signal),
  ).toMatchObject({
    rows: 10,
  });
  const nothing = writeDatasetExport(lab.client, { ...request, account: "nobody" }, path, deps, signal);
  await expect(nothing).rejects.toThrow("Invoice Detail has no rows of nobody in 2026-10");
  expect(readFileSync(path, "utf8")).toBe(text);
});

it("has the columns of FOCUS 1.4 in their order, and breaks no rule but those that want what no source says", async () => {
  const names = await ask(
    "SELECT name FROM system.columns WHERE database = 'billing' AND table = 'FocusInvoiceDetail' AND NOT startsWith(name, 'x_') ORDER BY position",
  );
  expect(names.flat()).toEqual(invoiceDetailColumns.map(({ name }) => name));
  expect((await checkInvoiceDetails(lab.deps.database)).map(({ rule, failures }) => `${rule.id} ${String(failures)}`)).toEqual([
    "InvoiceDetail.PaymentCurrency-not-null 10",
    "InvoiceDetail.PaymentCurrencyBilledCost-not-null 10",
    "InvoiceDetail.PaymentCurrencyInvoiceDetailId-not-null 10",
    "InvoiceDetail.ReferenceInvoiceId-not-null 1",
  ]);
});

type Line = Readonly<Record<string, string>>;

/** Three lines of an invoice of October and one of November, as AWS would deliver them. */
const ofIssuer: Line = {
  BillingAccountId: "123456789012",
  BillingCurrency: "USD",
  BillingPeriodStart: "2026-10-01T00:00:00Z",
  BillingPeriodEnd: "2026-11-01T00:00:00Z",
  ChargeCategory: "Usage",
  InvoiceDetailCreated: "2026-11-03T08:00:00Z",
  InvoiceDetailDescription: "EC2",
  InvoiceDetailGrain: '{"ServiceName":"Amazon Elastic Compute Cloud"}',
  InvoiceDetailLastUpdated: "2026-11-03T08:00:00Z",
  InvoiceId: "EUINV26-10001",
  InvoiceIssueDate: "2026-11-03T00:00:00Z",
  InvoiceIssueStatus: "Issued",
  InvoiceIssuerName: "Amazon Web Services EMEA SARL",
  PaymentCurrency: "EUR",
  PaymentDueDate: "2026-12-03T00:00:00Z",
  PaymentTerms: "Net 30",
  ReferenceInvoiceId: "EUINV26-10001",
};
const issued = (id: string, cost: string, more: Line = {}): Line => ({
  ...ofIssuer,
  InvoiceDetailId: id,
  BilledCost: cost,
  PaymentCurrencyBilledCost: cost,
  PaymentCurrencyInvoiceDetailId: id,
  ...more,
});
const november = {
  BillingPeriodStart: "2026-11-01T00:00:00Z",
  BillingPeriodEnd: "2026-12-01T00:00:00Z",
  InvoiceId: "EUINV26-11001",
  ReferenceInvoiceId: "EUINV26-11001",
};
const delivered = [issued("1", "33.873000056787"), issued("2", "19"), issued("3", "0.000000000000000001"), issued("1", "7", november)];

async function deliverFile(path: string): Promise<readonly DeliveryOutcome[]> {
  const { parquet, sha256, surroundings } = lab.deps;
  const connection = connect(focusFiles({ parquet, sha256, onFile: () => undefined }), { paths: [path], dataset: "invoice-detail" });
  const { signal } = new AbortController();
  const outcomes: DeliveryOutcome[] = [];
  for await (const delivery of connection.discover({ months: [] }, { ...surroundings, signal, heard: () => undefined }))
    outcomes.push(await deliver(connection, delivery, {}, { ...lab.deps, connectionOf: () => null }, signal, () => undefined));
  return outcomes;
}

function deliverInvoices(lines: readonly Line[]): Promise<readonly DeliveryOutcome[]> {
  const headers = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  const path = join(lab.directory, "invoices.csv");
  writeFileSync(path, csvOf([headers, ...lines.map((line) => headers.map((header) => line[header] ?? ""))]));
  return deliverFile(path);
}

it("a line that is in the files twice refuses them, and changes nothing", async () => {
  await expect(deliverInvoices([issued("1", "1"), issued("2", "2"), issued("1", "3")])).rejects.toThrow(
    "invoices.csv line 4, column InvoiceDetailId: is the line of the invoice that invoices.csv line 2 is; both together would count twice",
  );
  expect(await ask("SELECT count() FROM InvoiceDetail")).toEqual([[0]]);
});

const byInvoice = `SELECT InvoiceId, x_Evidence, toUInt32(count()), toString(sum(toDecimal256(BilledCost, 18))), toString(max(PaymentDueDate)), toString(x_BillingPeriod)
  FROM FocusInvoiceDetail WHERE x_BillingAccountId = '${account}' GROUP BY InvoiceId, x_Evidence, x_BillingPeriod ORDER BY InvoiceId`;

it("the lines that an issuer delivered are those of its invoice, and ours those of the others: none counts twice", async () => {
  expect(await deliverInvoices(delivered)).toMatchObject([
    { kind: "loaded", sets: [{ records: "invoices", account, month: "2026-10", rows: 3 }] },
    { kind: "loaded", sets: [{ records: "invoices", account, month: "2026-11", rows: 1 }] },
  ]);
  const software = ["SW-7", "charges", 1, "0.06", null, "2026-10-01"];
  expect(await ask(byInvoice)).toEqual([
    ["EUINV26-10001", "invoice-detail", 3, "52.873000056787000001", "2026-12-03 00:00:00", "2026-10-01"],
    ["EUINV26-11001", "invoice-detail", 1, "7", "2026-12-03 00:00:00", "2026-11-01"],
    software,
  ]);
  // Of a new delivery only the period that it is of is replaced.
  expect(await deliverInvoices([issued("1", "50", { InvoiceIssueStatus: "Final" })])).toMatchObject([{ kind: "loaded" }]);
  expect(await ask(byInvoice)).toEqual([
    ["EUINV26-10001", "invoice-detail", 1, "50", "2026-12-03 00:00:00", "2026-10-01"],
    ["EUINV26-11001", "invoice-detail", 1, "7", "2026-12-03 00:00:00", "2026-11-01"],
    software,
  ]);
});

it("delivered lines are checked by the rules of FOCUS: a status that it does not list is named, and what they say is missing no more", async () => {
  expect((await checkInvoiceDetails(lab.deps.database)).map(({ rule, failures }) => `${rule.id} ${String(failures)}`)).toEqual([
    "InvoiceDetail.InvoiceIssueStatus-allowed 1",
    "InvoiceDetail.PaymentCurrency-not-null 3",
    "InvoiceDetail.PaymentCurrencyBilledCost-not-null 3",
    "InvoiceDetail.PaymentCurrencyInvoiceDetailId-not-null 3",
  ]);
});

it.each(["csv", "csv.gz", "parquet"] as const)(
  "delivered lines are exported as %s, and the file can be delivered again",
  async (format) => {
    const path = join(lab.directory, `all-lines.${format}`);
    const request = { dataset: "invoice-detail", account, month: BillingMonth.of(2026, 11), format } as const;
    const deps = { now: () => new Date("2026-12-20T00:00:00Z"), randomId: () => "again" };
    expect(await writeDatasetExport(lab.client, request, path, deps, new AbortController().signal)).toMatchObject({ rows: 1 });
    const before = await ask(byInvoice);
    expect(await deliverFile(path)).toMatchObject([{ kind: "loaded", sets: [{ account, month: "2026-11", rows: 1 }] }]);
    expect(await ask(byInvoice)).toEqual(before);
  },
);

it("a delivery without an invoice of its period that was issued and is kept is refused, and one that is open may become another", async () => {
  const before = await ask(byInvoice);
  const another = issued("1", "3", { InvoiceId: "EUINV26-10002", InvoiceIssueStatus: "Open" });
  expect(await deliverInvoices([another])).toMatchObject([
    {
      kind: "abandoned",
      reason: "malformed",
      detail: `invoices of ${account} 2026-10 has not the lines of EUINV26-10001, which are kept of 2026-10; if they are really gone, use --allow-shrink`,
    },
  ]);
  expect(await ask(byInvoice)).toEqual(before);
  const kept = issued("1", "50");
  expect(await deliverInvoices([kept, another])).toMatchObject([{ kind: "loaded" }]);
  expect(await deliverInvoices([kept])).toMatchObject([{ kind: "loaded" }]);
  expect(await ask(byInvoice)).toEqual(before);
});

it("a line that comes again with another period counts in that one, and no more in the one that it came with first", async () => {
  const before = await ask(byInvoice);
  const { BillingPeriodStart, BillingPeriodEnd } = november;
  expect(await deliverInvoices([issued("1", "7", november), issued("1", "50", { BillingPeriodStart, BillingPeriodEnd })])).toMatchObject([
    { kind: "loaded", sets: [{ month: "2026-11", rows: 2 }] },
  ]);
  expect(await ask(byInvoice)).toEqual([
    ["EUINV26-10001", "invoice-detail", 1, "50", "2026-12-03 00:00:00", "2026-11-01"],
    ...before.slice(1),
  ]);
});

it("lines of a reseller, whose invoices do not say which cloud they are of, are the only ones of their invoice", async () => {
  const reseller = { InvoiceIssuerName: "A Reseller", InvoiceId: "SW-7", ReferenceInvoiceId: "SW-7" };
  expect(await deliverInvoices([issued("1", "0.07", reseller)])).toMatchObject([
    { kind: "loaded", sets: [{ account: "focus-123456789012", rows: 1 }] },
  ]);
  expect(await ask("SELECT x_BillingAccountId, x_Evidence, toString(BilledCost) FROM FocusInvoiceDetail WHERE InvoiceId = 'SW-7'")).toEqual(
    [["focus-123456789012", "invoice-detail", "0.07"]],
  );
});
