import type { SubjectDetail } from "./subject-detail";

/** Whether two rows are about the same thing: all fields equal but day and numbers; null and empty differ. The likeliest difference is first. */
export function sameUsageSubject(left: SubjectDetail, right: SubjectDetail): boolean {
  return (
    left.meter_id === right.meter_id &&
    left.instance_id === right.instance_id &&
    left.tags === right.tags &&
    left.additional_info === right.additional_info &&
    left.meter_name === right.meter_name &&
    left.account_owner_id === right.account_owner_id &&
    left.account_name === right.account_name &&
    left.service_administrator_id === right.service_administrator_id &&
    left.subscription_id === right.subscription_id &&
    left.subscription_guid === right.subscription_guid &&
    left.subscription_name === right.subscription_name &&
    left.product === right.product &&
    left.meter_category === right.meter_category &&
    left.meter_sub_category === right.meter_sub_category &&
    left.meter_region === right.meter_region &&
    left.resource_location === right.resource_location &&
    left.consumed_service === right.consumed_service &&
    left.service_info1 === right.service_info1 &&
    left.service_info2 === right.service_info2 &&
    left.store_service_identifier === right.store_service_identifier &&
    left.department_name === right.department_name &&
    left.cost_center === right.cost_center &&
    left.unit_of_measure === right.unit_of_measure &&
    left.resource_group === right.resource_group
  );
}
