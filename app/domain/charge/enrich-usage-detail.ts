import type { UsageDetailReading } from "../azure-ea/usage-detail-reading";
import type { TaggingAudit } from "../resource-tracking/tagging-audit";
import type { Charge } from "./charge";
import { chargeId, type ChargeScope } from "./charge-id";
import { enrichRow } from "./enrich-row";
import type { EnrichmentContext } from "./enrichment-context";
import { toTaggingAudit } from "./to-tagging-audit";

/** Makes a charge of a usage row: `enrichRow`, with all columns in one object. */
export function enrichUsageDetail(reading: UsageDetailReading, scope: ChargeScope, context: EnrichmentContext): EnrichedUsage {
  const row = enrichRow(reading, scope, context);
  const { subject, details, day, amounts, owner, contentHash, problems } = row;
  const { occurrence } = scope;
  const source = subject.columns;
  const charge: Charge = {
    // Those of the first row and not of this one: they are equal, and sharing their texts lets a batch of charges stay small. Spelled out, since
    // spreading them takes longer than all the rest of a row.
    account_owner_id: source.account_owner_id,
    account_name: source.account_name,
    service_administrator_id: source.service_administrator_id,
    subscription_id: source.subscription_id,
    subscription_guid: source.subscription_guid,
    subscription_name: source.subscription_name,
    product: source.product,
    meter_id: source.meter_id,
    meter_category: source.meter_category,
    meter_sub_category: source.meter_sub_category,
    meter_region: source.meter_region,
    meter_name: source.meter_name,
    resource_location: source.resource_location,
    consumed_service: source.consumed_service,
    instance_id: source.instance_id,
    service_info1: source.service_info1,
    service_info2: source.service_info2,
    additional_info: source.additional_info,
    tags: source.tags,
    store_service_identifier: source.store_service_identifier,
    department_name: source.department_name,
    cost_center: source.cost_center,
    unit_of_measure: source.unit_of_measure,
    resource_group: source.resource_group,
    resource_name: source.resource_name,
    vm_name: source.vm_name,
    sku: source.sku,
    latest_resource_type: source.latest_resource_type,
    ppm_billing_item: source.ppm_billing_item,
    ppm_id_owner: source.ppm_id_owner,
    ppm_io_cc: source.ppm_io_cc,
    details,
    billing_account_id: scope.billingAccountId,
    currency: scope.currency,
    snapshot_id: scope.snapshotId,
    charge_id: chargeId(contentHash, occurrence),
    occurrence,
    date: day.date,
    day: day.day,
    month: day.month,
    year: day.year,
    month_date: day.month_date,
    newmonth: day.newmonth,
    consumed_quantity: amounts.consumed_quantity,
    resource_rate: amounts.resource_rate,
    extended_cost: amounts.extended_cost,
    extended_cost_tax: amounts.extended_cost_tax,
    resource_tracking: owner.resource_tracking,
    resource_tracking_rule_id: owner.resource_tracking_rule_id,
    cmdb_mapped_application_service: owner.cmdb_mapped_application_service,
    problems,
  };
  return { charge, audit: toTaggingAudit(row, occurrence, scope, context.matchOrder) };
}

/** A charge and what was found on the way to it. */
interface EnrichedUsage {
  readonly charge: Charge;
  /** Null unless different rules of resource tracking matched. */
  readonly audit: TaggingAudit | null;
}
