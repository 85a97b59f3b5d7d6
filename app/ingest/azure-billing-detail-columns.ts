import { chargeColumns } from "../tables/charge-columns";
import type { AzureBillingDetailRow } from "../tables/azure-billing-detail";

type Column = keyof AzureBillingDetailRow;

const keyColumns = [
  "billing_account_id",
  "currency",
  "snapshot_id",
  "charge_id",
  "occurrence",
  "ingested_at",
] as const satisfies readonly Column[];

type Forgotten = Exclude<Column, (typeof keyColumns)[number] | (typeof chargeColumns)[number]>;

/** All columns of the table in the order `azureBillingDetailText` writes them. Does not compile when one is missing. */
export const azureBillingDetailColumns: Forgotten extends never ? readonly Column[] : never = [...keyColumns, ...chargeColumns];
