import { toWireText } from "./to-wire-text";
import type { UsageDetail } from "./usage-detail";
import type { UsageDetailField } from "./usage-detail-field";

/** Makes the function that puts the values of a row into their fields; `indexOf` is a field's place in the row, -1 when it has none. */
export function toUsageDetail(indexOf: (field: UsageDetailField) => number): (values: readonly unknown[]) => UsageDetail {
  const at: Readonly<Record<UsageDetailField, number>> = {
    account_owner_id: indexOf("account_owner_id"),
    account_name: indexOf("account_name"),
    service_administrator_id: indexOf("service_administrator_id"),
    subscription_id: indexOf("subscription_id"),
    subscription_guid: indexOf("subscription_guid"),
    subscription_name: indexOf("subscription_name"),
    date: indexOf("date"),
    day: indexOf("day"),
    month: indexOf("month"),
    year: indexOf("year"),
    product: indexOf("product"),
    meter_id: indexOf("meter_id"),
    meter_category: indexOf("meter_category"),
    meter_sub_category: indexOf("meter_sub_category"),
    meter_region: indexOf("meter_region"),
    meter_name: indexOf("meter_name"),
    consumed_quantity: indexOf("consumed_quantity"),
    resource_rate: indexOf("resource_rate"),
    extended_cost: indexOf("extended_cost"),
    resource_location: indexOf("resource_location"),
    consumed_service: indexOf("consumed_service"),
    instance_id: indexOf("instance_id"),
    service_info1: indexOf("service_info1"),
    service_info2: indexOf("service_info2"),
    additional_info: indexOf("additional_info"),
    tags: indexOf("tags"),
    store_service_identifier: indexOf("store_service_identifier"),
    department_name: indexOf("department_name"),
    cost_center: indexOf("cost_center"),
    unit_of_measure: indexOf("unit_of_measure"),
    resource_group: indexOf("resource_group"),
  };
  return (values) => ({
    account_owner_id: textAt(values, at.account_owner_id),
    account_name: textAt(values, at.account_name),
    service_administrator_id: textAt(values, at.service_administrator_id),
    subscription_id: textAt(values, at.subscription_id),
    subscription_guid: textAt(values, at.subscription_guid),
    subscription_name: textAt(values, at.subscription_name),
    date: textAt(values, at.date),
    day: textAt(values, at.day),
    month: textAt(values, at.month),
    year: textAt(values, at.year),
    product: textAt(values, at.product),
    meter_id: textAt(values, at.meter_id),
    meter_category: textAt(values, at.meter_category),
    meter_sub_category: textAt(values, at.meter_sub_category),
    meter_region: textAt(values, at.meter_region),
    meter_name: textAt(values, at.meter_name),
    consumed_quantity: textAt(values, at.consumed_quantity),
    resource_rate: textAt(values, at.resource_rate),
    extended_cost: textAt(values, at.extended_cost),
    resource_location: textAt(values, at.resource_location),
    consumed_service: textAt(values, at.consumed_service),
    instance_id: textAt(values, at.instance_id),
    service_info1: textAt(values, at.service_info1),
    service_info2: textAt(values, at.service_info2),
    additional_info: textAt(values, at.additional_info),
    tags: textAt(values, at.tags),
    store_service_identifier: textAt(values, at.store_service_identifier),
    department_name: textAt(values, at.department_name),
    cost_center: textAt(values, at.cost_center),
    unit_of_measure: textAt(values, at.unit_of_measure),
    resource_group: textAt(values, at.resource_group),
  });
}

function textAt(values: readonly unknown[], index: number): string | null {
  const value = index === -1 ? null : values[index];
  return typeof value === "string" || value === null ? value : toWireText(value).text;
}
