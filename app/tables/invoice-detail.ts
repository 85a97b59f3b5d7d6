import { type ClickHouseByteSize, ClickHouseEngines, type Decimal, type LowCardinality, OlapTable } from "@514labs/moose-lib";
import type { tags } from "typia";

type Word = string & LowCardinality;
type Amount = Decimal<38, 18>;

/**
 * Grain: one line of one invoice, as its issuer delivered it in the FOCUS 1.4 dataset Invoice Detail, in the 22 columns of the specification. A partition is what was
 * delivered of an account and a billing period at once. Only sets that ActiveRecordSet names count; read through FocusInvoiceDetail. Never changed once written.
 */
export interface InvoiceDetailRow {
  billing_account_id: Word;
  /** First day of the billing period. */
  month: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  set_id: Word;
  BilledCost: Amount;
  BillingAccountId: Word;
  BillingCurrency: Word;
  BillingPeriodEnd: Date;
  BillingPeriodStart: Date;
  ChargeCategory: Word;
  InvoiceDetailCreated: Date;
  InvoiceDetailDescription: string | null;
  /** JSON text. */
  InvoiceDetailGrain: string | null;
  InvoiceDetailId: string;
  InvoiceDetailLastUpdated: Date;
  InvoiceId: Word;
  InvoiceIssueDate: Date | null;
  InvoiceIssueStatus: Word;
  InvoiceIssuerName: Word;
  PaymentCurrency: Word | null;
  PaymentCurrencyBilledCost: Amount | null;
  PaymentCurrencyInvoiceDetailId: string | null;
  PaymentDueDate: Date | null;
  PaymentTerms: Word | null;
  PurchaseOrderNumber: Word | null;
  ReferenceInvoiceId: Word | null;
}

export const InvoiceDetailTable = new OlapTable<InvoiceDetailRow>("InvoiceDetail", {
  engine: ClickHouseEngines.MergeTree,
  partitionBy: "(billing_account_id, month, set_id)",
  orderByFields: ["InvoiceId", "InvoiceDetailId"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
