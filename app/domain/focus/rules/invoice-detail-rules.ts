import { iso4217 } from "../../currency-code";
import { sqlLiterals } from "../../sql-literal";
import { invoiceDetailColumns } from "../invoice-detail-columns";
import { datasetColumnRules } from "./dataset-column-rules";
import type { DatasetRule } from "./dataset-rule";

const rule = (column: string, what: string, fails: string): DatasetRule => ({ id: `InvoiceDetail.${column}-${what}`, column, fails });
const said = (column: string): DatasetRule => rule(column, "not-null", `${column} IS NULL`);
const grain = "InvoiceDetailGrain";

/** The 87 executable requirements of the dataset, of rows of the view FocusInvoiceDetail. */
export const invoiceDetailRules: readonly DatasetRule[] = [
  ...datasetColumnRules("InvoiceDetail", invoiceDetailColumns),
  said("InvoiceDetailDescription"),
  said("PaymentCurrency"),
  said("PaymentCurrencyBilledCost"),
  said("PaymentCurrencyInvoiceDetailId"),
  said("ReferenceInvoiceId"),
  rule("BillingCurrency", "currency", `BillingCurrency NOT IN ${sqlLiterals(iso4217)}`),
  rule("PaymentCurrency", "currency", `PaymentCurrency IS NOT NULL AND PaymentCurrency NOT IN ${sqlLiterals(iso4217)}`),
  rule(
    grain,
    "key-value",
    `${grain} IS NOT NULL AND (JSONType(${grain}) != 'Object' OR arrayExists(one -> NOT match(one.2, '^("|-?[0-9]|true$|false$|null$)'), JSONExtractKeysAndValuesRaw(assumeNotNull(${grain}))))`,
  ),
  rule("InvoiceDetailLastUpdated", "after-created", "InvoiceDetailLastUpdated < InvoiceDetailCreated"),
  rule(
    "PaymentCurrencyInvoiceDetailId",
    "same",
    "PaymentCurrencyBilledCost > 0 AND ifNull(PaymentCurrencyInvoiceDetailId, '') != InvoiceDetailId",
  ),
];
