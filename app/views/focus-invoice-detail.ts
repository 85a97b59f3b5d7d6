import { sql, View } from "@514labs/moose-lib";
import { activeRecordSets } from "../domain/snapshot/active-record-sets";
import { ActiveBillingSnapshotTable } from "../tables/active-billing-snapshot";
import { ActiveRecordSetTable } from "../tables/active-record-set";
import { BillingPeriodTable } from "../tables/billing-period";
import { FocusCostAndUsageTable } from "../tables/focus-cost-and-usage";
import { InvoiceDetailTable } from "../tables/invoice-detail";

const delivered = sql.raw(`set_id GLOBAL IN (${activeRecordSets("invoices")})`);
/** What billing account ids compare by, whoever read them: Azure's have no case, and may have their path. */
const accountKey = (column: string) =>
  sql.raw(`replaceRegexpOne(lower(toString(${column})), '^/?providers/microsoft[.]billing/billingaccounts/', '')`);

/**
 * Grain: one line of one invoice: the FOCUS 1.4 dataset Invoice Detail. Of an invoice whose lines its issuer delivered, these are the lines, and no others: `x_Evidence` is
 * `invoice-detail`. That holds also where the charges are kept under another name: a reseller's invoice does not say which cloud it is of. A line that was delivered in two
 * billing periods is in the one that came last. Of other invoices they are made of the charges of published bills that name them (`charges`). Then a line is what the provider's ids of
 * lines say; where charges have none it is a category of charges of a service, corrections apart, and its id is made of these words. It costs what its charges are
 * billed with. AWS and Microsoft name an invoice when it is issued; of others it counts as issued when its period is closed. What no source says is null: dates and
 * terms of payment, the currency that is paid in, and the invoice that a correction is of.
 */
export const FocusInvoiceDetailView = new View("FocusInvoiceDetail", {
  baseTables: [FocusCostAndUsageTable, ActiveBillingSnapshotTable, BillingPeriodTable, InvoiceDetailTable, ActiveRecordSetTable],
  selectStatement: sql.statement`
    SELECT l.billed AS BilledCost, l.account_id AS BillingAccountId, l.currency AS BillingCurrency, l.period_end AS BillingPeriodEnd, l.period_start AS BillingPeriodStart,
      l.category AS ChargeCategory,
      a.created AS InvoiceDetailCreated,
      CAST(l.words, 'Nullable(String)') AS InvoiceDetailDescription,
      if(l.services > 1, NULL, if(l.is_correction, toJSONString(map('ServiceName', l.service, 'x_ChargeClass', 'Correction')), toJSONString(map('ServiceName', l.service)))) AS InvoiceDetailGrain,
      l.line AS InvoiceDetailId,
      a.updated AS InvoiceDetailLastUpdated,
      l.invoice AS InvoiceId,
      CAST(NULL, 'Nullable(DateTime)') AS InvoiceIssueDate,
      if(l.is_final OR toDate(now('UTC')) >= p.closes_on, 'Issued', 'Open') AS InvoiceIssueStatus,
      l.issuer AS InvoiceIssuerName,
      CAST(NULL, 'Nullable(String)') AS PaymentCurrency,
      CAST(NULL, 'Nullable(Decimal(38, 18))') AS PaymentCurrencyBilledCost,
      CAST(NULL, 'Nullable(String)') AS PaymentCurrencyInvoiceDetailId,
      CAST(NULL, 'Nullable(DateTime)') AS PaymentDueDate,
      CAST(NULL, 'Nullable(String)') AS PaymentTerms,
      CAST(NULL, 'Nullable(String)') AS PurchaseOrderNumber,
      if(l.is_correction, NULL, l.invoice) AS ReferenceInvoiceId,
      l.account AS x_BillingAccountId, l.period AS x_BillingPeriod, l.snapshot AS x_SnapshotId, toNullable(l.charges) AS x_Charges,
      'charges' AS x_Evidence
    FROM (
      SELECT r.account AS account, r.period AS period, r.snapshot AS snapshot, r.account_id AS account_id, r.currency AS currency, r.period_start AS period_start,
        r.period_end AS period_end, r.issuer AS issuer, r.invoice AS invoice, r.line AS line, r.is_correction AS is_correction, CAST(sum(toDecimal256(r.cost, 18)), 'Decimal(38, 18)') AS billed,
        if(uniqExact(r.kind) = 1, any(r.kind), 'Usage') AS category, uniqExact(r.service_name) AS services, any(r.service_name) AS service,
        concat(category, ': ', if(services = 1, service, concat(toString(services), ' services')), if(is_correction, ', correction', '')) AS words,
        min(r.provider IN ('AWS', 'Microsoft', '21Vianet')) = 1 AS is_final, count() AS charges
      FROM (
        SELECT x_BillingAccountId AS account, x_BillingPeriod AS period, x_SnapshotId AS snapshot, toString(BillingAccountId) AS account_id, toString(BillingCurrency) AS currency,
          BillingPeriodStart AS period_start, BillingPeriodEnd AS period_end, toString(InvoiceIssuerName) AS issuer, toString(assumeNotNull(InvoiceId)) AS invoice,
          toString(ChargeCategory) AS kind, toString(ServiceName) AS service_name, ifNull(ChargeClass, '') = 'Correction' AS is_correction, BilledCost AS cost, x_ProviderName AS provider,
          ifNull(toString(InvoiceDetailId), concat(kind, ': ', service_name, if(is_correction, ', correction', ''))) AS line
        FROM ${FocusCostAndUsageTable} WHERE InvoiceId IS NOT NULL) AS r
      GROUP BY r.account, r.period, r.snapshot, r.account_id, r.currency, r.period_start, r.period_end, r.issuer, r.invoice, r.line, r.is_correction) AS l
    INNER JOIN (
      SELECT billing_account_id AS account, billing_period AS period, argMax(snapshot_id, (activation, activated_at)) AS snapshot, min(activated_at) AS created,
        max(activated_at) AS updated
      FROM ${ActiveBillingSnapshotTable} GROUP BY account, period) AS a
    ON a.account = l.account AND a.period = l.period AND a.snapshot = l.snapshot
    INNER JOIN (SELECT * FROM ${BillingPeriodTable} FINAL) AS p ON p.billing_account_id = l.account AND p.billing_period = l.period
    WHERE (l.account, l.invoice) GLOBAL NOT IN (SELECT billing_account_id, toString(InvoiceId) FROM ${InvoiceDetailTable} WHERE ${delivered})
      AND (${accountKey("l.account_id")}, l.invoice) GLOBAL NOT IN (SELECT ${accountKey("BillingAccountId")}, toString(InvoiceId) FROM ${InvoiceDetailTable} WHERE ${delivered})
    UNION ALL
    SELECT BilledCost, toString(BillingAccountId) AS BillingAccountId, toString(BillingCurrency) AS BillingCurrency, BillingPeriodEnd, BillingPeriodStart,
      toString(ChargeCategory) AS ChargeCategory, toDateTime64(InvoiceDetailCreated, 3) AS InvoiceDetailCreated, InvoiceDetailDescription, InvoiceDetailGrain, InvoiceDetailId,
      toDateTime64(InvoiceDetailLastUpdated, 3) AS InvoiceDetailLastUpdated, toString(InvoiceId) AS InvoiceId, InvoiceIssueDate, toString(InvoiceIssueStatus) AS InvoiceIssueStatus,
      toString(InvoiceIssuerName) AS InvoiceIssuerName, CAST(PaymentCurrency, 'Nullable(String)') AS PaymentCurrency, PaymentCurrencyBilledCost, PaymentCurrencyInvoiceDetailId,
      PaymentDueDate, CAST(PaymentTerms, 'Nullable(String)') AS PaymentTerms, CAST(PurchaseOrderNumber, 'Nullable(String)') AS PurchaseOrderNumber,
      CAST(ReferenceInvoiceId, 'Nullable(String)') AS ReferenceInvoiceId, billing_account_id AS x_BillingAccountId, month AS x_BillingPeriod, set_id AS x_SnapshotId,
      CAST(NULL, 'Nullable(UInt64)') AS x_Charges, 'invoice-detail' AS x_Evidence
    FROM (
      SELECT * FROM ${InvoiceDetailTable} WHERE ${delivered} ORDER BY set_id DESC LIMIT 1 BY billing_account_id, InvoiceDetail.BillingAccountId, InvoiceDetail.InvoiceId, InvoiceDetailId)`,
});
