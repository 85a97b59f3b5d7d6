import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { planInvoiceLines } from "../../../app/domain/focus/import/read-invoice-line";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const line = {
  "Billed Cost": "1.5E-3",
  BillingAccountId: "1234-5678-9012",
  BillingCurrency: "USD",
  BillingPeriodEnd: "2026-11-01T00:00:00Z",
  BillingPeriodStart: "2026-10-01T00:00:00Z",
  ChargeCategory: "Usage",
  InvoiceDetailCreated: "2026-11-03T08:00:00.5Z",
  InvoiceDetailId: "1",
  InvoiceDetailLastUpdated: "2026-11-03 10:00:00+02:00",
  InvoiceId: "INV-1",
  InvoiceIssueStatus: "Issued",
  InvoiceIssuerName: "Amazon Web Services EMEA SARL",
  PaymentTerms: "null",
  PaymentCurrencyBilledCost: "n/a",
};
type Column = keyof typeof line;
const headers = Object.keys(line);

function read(changed: Readonly<Partial<Record<Column, string>>> = {}): unknown {
  const reader = planInvoiceLines(headers, sha256);
  if (typeof reader === "string") throw new Error(reader);
  return reader(Object.values({ ...line, ...changed }));
}

it("a line has the 22 columns of FOCUS, and the account and period that its charges are kept under", () => {
  expect(read()).toMatchObject({
    account: "aws-123456789012",
    period: { firstDay: "2026-10-01" },
    key: '["aws-123456789012","INV-1","1"]',
    line: {
      BilledCost: "0.0015",
      BillingAccountId: "123456789012",
      InvoiceDetailCreated: "2026-11-03 08:00:00",
      InvoiceDetailLastUpdated: "2026-11-03 08:00:00",
      PaymentCurrencyBilledCost: null,
      PaymentTerms: null,
      PurchaseOrderNumber: null,
    },
  });
});

it.each([
  ["Billed Cost", "1,5", '"1,5" is not a decimal number with a point, at most 20 digits before it and 18 after it'],
  [
    ...["Billed Cost", "123456789012345678901"],
    '"123456789012345678901" is not a decimal number with a point, at most 20 digits before it and 18 after it',
  ],
  ["Billed Cost", "", "is empty"],
  ["Billed Cost", "n/a", '"n/a" stands for no value'],
  // A 0 of a spreadsheet, and a computation that failed.
  ["PaymentCurrencyBilledCost", "-", '"-" is not a decimal number with a point, at most 20 digits before it and 18 after it'],
  ["PaymentCurrencyBilledCost", "#REF!", '"#REF!" is not a decimal number with a point, at most 20 digits before it and 18 after it'],
  ["InvoiceId", "null", '"null" stands for no value'],
  ["BillingPeriodEnd", "2026-09-01", "2026-09-01 00:00:00 is not after the begin of the billing period, 2026-10-01 00:00:00"],
  ["InvoiceDetailCreated", "3.11.2026", '"3.11.2026" is not an instant of ISO 8601'],
  ["BillingPeriodStart", "1999-10-01T00:00:00Z", '"1999-10-01T00:00:00Z" is not an instant of ISO 8601'],
  ["BillingAccountId", "1.23457E+11", '"1.23457E+11" is an account id that a spreadsheet has rounded: export the column as text'],
] as const)("a line whose %s is %j cannot be read", (column, text, detail) => {
  expect(read({ [column]: text })).toEqual({ column, detail });
});

it("lines of one account are known as the same line however its id is written", () => {
  const keyOf = (id: string): unknown => {
    const found = read({ InvoiceIssuerName: "Microsoft", BillingAccountId: id });
    return typeof found === "object" && found !== null && "key" in found ? found.key : null;
  };
  expect(keyOf("/providers/Microsoft.Billing/billingAccounts/8608AB")).toBe('["microsoft-8608ab","INV-1","1"]');
  expect(keyOf("8608ab")).toBe(keyOf("8608AB"));
});

it.each([
  [headers.filter((name) => name !== "InvoiceIssueStatus"), "has no InvoiceIssueStatus: it is not the dataset Invoice Detail of FOCUS"],
  [[...headers, "ChargePeriodStart"], "is the dataset Cost and Usage of FOCUS: read it without the dataset invoice-detail"],
  [[...headers, "invoice_id"], '"InvoiceId" and "invoice_id" are the same column'],
])("a header of %j is refused", (columns, why) => {
  expect(planInvoiceLines(columns, sha256)).toBe(why);
});
