import type { AzureBillingDetail } from "./azure-billing-detail";
import type { AzureBillingDetailRecord } from "./azure-billing-detail-record";

const calendarDay = /^(\d{4}-(?:0[1-9]|1[0-2]))-(?:0[1-9]|[12]\d|3[01])(?:T00:00:00)?$/;
const plainDecimal = /^-?\d{1,20}(?:\.\d{1,18})?$/;

/** Cleans one posted record. Total: text that cannot be read becomes null and a named problem, never a throw and never a zero. */
export function toAzureBillingDetail(record: AzureBillingDetailRecord): AzureBillingDetail {
  const problems: string[] = [];
  const month = calendarDay.exec(record.date)?.[1];
  if (month === undefined) problems.push("date-unreadable");
  const costIsReadable = plainDecimal.test(record.extended_cost);
  if (!costIsReadable) problems.push("extended-cost-unreadable");
  return {
    billing_account_id: record.billing_account_id,
    charge_id: record.charge_id,
    subscription_guid: record.subscription_guid ?? "",
    meter_category: record.meter_category ?? "",
    resource_group: (record.resource_group ?? "").toLowerCase(),
    instance_id: record.instance_id ?? "",
    date: month === undefined ? null : record.date.slice(0, 10),
    month_date: month === undefined ? null : `${month}-01`,
    extended_cost: costIsReadable ? record.extended_cost : null,
    tags: record.tags ?? "",
    problems,
  };
}
