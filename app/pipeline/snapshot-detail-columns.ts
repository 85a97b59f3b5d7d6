import type { AzureBillingSnapshotDetailRow } from "../tables/azure-billing-snapshot-detail";
import { chargeColumns } from "../tables/charge-columns";

type Column = keyof AzureBillingSnapshotDetailRow;

const keyColumns = [
  "billing_account_id",
  "currency",
  "billing_period",
  "snapshot_id",
  "page",
  "ordinal",
  "content_hash",
] as const satisfies readonly Column[];

type Forgotten = Exclude<Column, (typeof keyColumns)[number] | (typeof chargeColumns)[number]>;

/** All columns of the table in the order they are written. Does not compile when one is missing. */
export const snapshotDetailColumns: Forgotten extends never ? readonly Column[] : never = [...keyColumns, ...chargeColumns];
