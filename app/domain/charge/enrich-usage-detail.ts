import type { UsageDetailReading } from "../azure-ea/usage-detail-reading";
import type { Problem } from "../problem";
import type { Amounts } from "./amounts";
import type { Charge } from "./charge";
import { chargeIdText } from "./charge-id-text";
import type { ChargeScope } from "./charge-scope";
import type { EnrichedUsage } from "./enriched-usage";
import type { EnrichmentContext } from "./enrichment-context";
import { readAmounts } from "./read-amounts";
import { readUsageDay } from "./read-usage-day";
import { withOtherColumns } from "./to-charge-details";
import { toTaggingAudit } from "./to-tagging-audit";

/**
 * Makes a charge of a usage row. Total: whatever the row holds, it comes back as a charge with its problems named; rows without an instance
 * id and rows whose money cannot be read (null, never zero) included. The only state it changes is the scope's occurrence counter.
 */
export function enrichUsageDetail(reading: UsageDetailReading, scope: ChargeScope, context: EnrichmentContext): EnrichedUsage {
  const { others } = reading;
  const subject = context.subjects(reading);
  const problems: Problem[] = [];
  if (reading.problems.length > 0) problems.push(...reading.problems);
  if (subject.problems.length > 0) problems.push(...subject.problems);
  const day = readUsageDay(reading, subject.details, scope.billingMonth, context.days, problems);
  const read = readAmounts(reading, context.addTax, problems);
  const amounts =
    subject.currency === "" || subject.currency === scope.currency ? read : inOtherCurrency(read, subject.currency, scope, problems);
  if (subject.enrollment !== "" && subject.enrollment !== scope.billingAccountId && enrollmentNumber.test(scope.billingAccountId)) {
    problems.push({
      code: "billing-account-differs",
      field: "row_billing_account_id",
      detail: `${subject.enrollment} in a delivery of ${scope.billingAccountId}`,
    });
  }
  const tracking = subject.tracked.on(day.date);
  const isRounded = problems.some(({ code }) => code === "number-rounded");
  const contentHash = context.sha256(chargeIdText(scope, subject.hash, reading, day, amounts, isRounded));
  const occurrence = scope.occurrences.next(contentHash);
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
    details: others.length === 0 ? subject.details : withOtherColumns(subject.details, others),
    billing_account_id: scope.billingAccountId,
    currency: scope.currency,
    snapshot_id: scope.snapshotId,
    charge_id: `${contentHash}-${occurrence}`,
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
    resource_tracking: tracking.winner?.application ?? subject.untracked,
    resource_tracking_rule_id: tracking.winner?.tag.id ?? null,
    cmdb_mapped_application_service: subject.app === "" ? (tracking.winner?.tag.cmdb_service ?? "") : subject.app,
    problems,
  };
  const audit = toTaggingAudit(charge, tracking, context.matchOrder);
  return { charge, audit };
}

/** An amount of another currency than the delivery's is no amount of it: null, and named with what was sent. */
function inOtherCurrency(amounts: Amounts, currency: string, scope: ChargeScope, problems: Problem[]): Amounts {
  const { extended_cost } = amounts;
  problems.push({
    code: "currency-differs",
    field: "extended_cost",
    detail: `${extended_cost ?? "an unknown cost"} ${currency} in a delivery in ${scope.currency}`,
  });
  return { ...amounts, extended_cost: null, extended_cost_tax: null, resource_rate: null };
}

const enrollmentNumber = /^\d+$/;
