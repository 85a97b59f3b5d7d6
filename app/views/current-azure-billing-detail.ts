import { sql, View } from "@514labs/moose-lib";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { AzureBillingSnapshotDetailTable } from "../tables/azure-billing-snapshot-detail";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";

const columns = sql.raw(`
      billing_account_id,
      currency,
      snapshot_id,
      account_owner_id,
      account_name,
      service_administrator_id,
      subscription_id,
      subscription_guid,
      subscription_name,
      date,
      day,
      month,
      year,
      month_date,
      newmonth,
      product,
      meter_id,
      meter_category,
      meter_sub_category,
      meter_region,
      meter_name,
      consumed_quantity,
      resource_rate,
      extended_cost,
      extended_cost_tax,
      resource_location,
      consumed_service,
      instance_id,
      service_info1,
      service_info2,
      additional_info,
      tags,
      store_service_identifier,
      department_name,
      cost_center,
      unit_of_measure,
      resource_group,
      resource_name,
      vm_name,
      sku,
      latest_resource_type,
      resource_tracking,
      cmdb_mapped_application_service,
      ppm_billing_item,
      ppm_id_owner,
      ppm_io_cc,
      problems,
      unknown_fields`);

/**
 * Grain: one charge that counts: all of the active snapshot of each period, and live charges where a period has none. Equal charges of a snapshot
 * are rows of their own, so `content_hash` repeats; `charge_id` does not.
 */
export const CurrentAzureBillingDetailView = new View("CurrentAzureBillingDetail", {
  baseTables: [AzureBillingSnapshotDetailTable, AzureBillingDetailTable, CurrentBillingSnapshotView],
  selectStatement: sql.statement`
    SELECT billing_period, concat(snapshot_id, '/', toString(page), '/', toString(ordinal)) AS charge_id, content_hash, ${columns}
    FROM ${AzureBillingSnapshotDetailTable}
    WHERE snapshot_id IN (SELECT snapshot_id FROM ${CurrentBillingSnapshotView})
    UNION ALL
    SELECT ifNull(month_date, toDate(0)) AS billing_period, charge_id, substring(charge_id, 1, 64) AS content_hash, ${columns}
    FROM ${AzureBillingDetailTable} FINAL
    WHERE snapshot_id = 'live'
      AND (billing_account_id, ifNull(month_date, toDate(0))) NOT IN (SELECT billing_account_id, billing_period FROM ${CurrentBillingSnapshotView})`,
});
