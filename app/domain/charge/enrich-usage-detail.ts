import type { UsageDetailReading } from "../azure-ea/usage-detail-reading";
import type { Problem } from "../problem";
import type { Charge } from "./charge";
import { chargeIdText } from "./charge-id-text";
import type { ChargeScope } from "./charge-scope";
import type { EnrichedUsage } from "./enriched-usage";
import type { EnrichmentContext } from "./enrichment-context";
import { readAmounts } from "./read-amounts";
import { readUsageDay } from "./read-usage-day";
import { toTaggingAudit } from "./to-tagging-audit";

/**
 * Makes a charge of a usage row. Total: whatever the row holds, it comes back as a charge with its problems named; rows without an instance
 * id and rows whose money cannot be read (null, never zero) included. The only state it changes is the scope's occurrence counter.
 */
export function enrichUsageDetail(reading: UsageDetailReading, scope: ChargeScope, context: EnrichmentContext): EnrichedUsage {
  const { detail, numberStyle } = reading;
  const subject = context.subjects(detail);
  const problems: Problem[] = [];
  if (reading.problems.length > 0) problems.push(...reading.problems);
  if (subject.problems.length > 0) problems.push(...subject.problems);
  const day = readUsageDay(detail, scope.billingMonth, context.days[numberStyle], problems);
  const amounts = readAmounts(detail, numberStyle, context.addTax, problems);
  const tracking = subject.tracked.on(day.date);
  const contentHash = context.sha256(chargeIdText(scope.billingAccountId, subject.hash, detail, day, amounts));
  const occurrence = scope.occurrences.next(contentHash);
  // The first row's texts and not this one's: they are equal, and sharing them lets a batch of charges stay small.
  const source = subject.detail;
  const charge: Charge = {
    billing_account_id: scope.billingAccountId,
    currency: scope.currency,
    snapshot_id: scope.snapshotId,
    charge_id: `${contentHash}-${occurrence}`,
    occurrence,
    account_owner_id: source.account_owner_id ?? "",
    account_name: source.account_name ?? "",
    service_administrator_id: source.service_administrator_id ?? "",
    subscription_id: source.subscription_id ?? "",
    subscription_guid: source.subscription_guid ?? "",
    subscription_name: source.subscription_name ?? "",
    date: day.date,
    day: day.day,
    month: day.month,
    year: day.year,
    month_date: day.month_date,
    newmonth: day.newmonth,
    product: source.product ?? "",
    meter_id: source.meter_id ?? "",
    meter_category: source.meter_category ?? "",
    meter_sub_category: source.meter_sub_category ?? "",
    meter_region: source.meter_region ?? "",
    meter_name: source.meter_name ?? "",
    consumed_quantity: amounts.consumed_quantity,
    resource_rate: amounts.resource_rate,
    extended_cost: amounts.extended_cost,
    extended_cost_tax: amounts.extended_cost_tax,
    resource_location: source.resource_location ?? "",
    consumed_service: source.consumed_service ?? "",
    instance_id: source.instance_id ?? "",
    service_info1: source.service_info1 ?? "",
    service_info2: source.service_info2 ?? "",
    additional_info: source.additional_info ?? "",
    tags: source.tags ?? "",
    store_service_identifier: source.store_service_identifier ?? "",
    department_name: source.department_name ?? "",
    cost_center: source.cost_center ?? "",
    unit_of_measure: source.unit_of_measure ?? "",
    resource_group: subject.resource_group,
    resource_name: subject.resource_name,
    vm_name: subject.vm_name,
    sku: subject.sku,
    latest_resource_type: subject.latest_resource_type,
    resource_tracking: tracking.winner?.application ?? subject.untracked,
    cmdb_mapped_application_service: subject.app === "" ? (tracking.winner?.tag.cmdb_service ?? "") : subject.app,
    ppm_billing_item: subject.ppm_billing_item,
    ppm_id_owner: subject.ppm_id_owner,
    ppm_io_cc: subject.ppm_io_cc,
    problems,
  };
  const audit = toTaggingAudit(charge, tracking, context.matchOrder);
  return { charge, audit };
}
