import type { AzureBillingSnapshotDetailRow } from "../tables/azure-billing-snapshot-detail";
import { chargeColumns, type EveryColumn } from "../tables/charge-columns";

const keyColumns = ["billing_account_id", "currency", "billing_period", "snapshot_id", "page", "ordinal", "content_hash"] as const;

/** All columns of the table in the order they are written. */
export const snapshotDetailColumns: EveryColumn<AzureBillingSnapshotDetailRow, (typeof keyColumns | typeof chargeColumns)[number]> = [
  ...keyColumns,
  ...chargeColumns,
];
