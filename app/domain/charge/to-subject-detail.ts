import type { SubjectDetail } from "./subject-detail";

/**
 * The same texts for keeping: subjects of one bill share most of theirs, and `share` gives back the first of equal texts, so that each is held
 * once and not once per subject.
 */
export function toSubjectDetail(detail: SubjectDetail, share: (text: string) => string): SubjectDetail {
  const shared = (text: string | null): string | null => (text === null ? null : share(text));
  return {
    account_owner_id: shared(detail.account_owner_id),
    account_name: shared(detail.account_name),
    service_administrator_id: shared(detail.service_administrator_id),
    subscription_id: shared(detail.subscription_id),
    subscription_guid: shared(detail.subscription_guid),
    subscription_name: shared(detail.subscription_name),
    product: shared(detail.product),
    meter_id: shared(detail.meter_id),
    meter_category: shared(detail.meter_category),
    meter_sub_category: shared(detail.meter_sub_category),
    meter_region: shared(detail.meter_region),
    meter_name: shared(detail.meter_name),
    resource_location: shared(detail.resource_location),
    consumed_service: shared(detail.consumed_service),
    instance_id: shared(detail.instance_id),
    service_info1: shared(detail.service_info1),
    service_info2: shared(detail.service_info2),
    additional_info: shared(detail.additional_info),
    tags: shared(detail.tags),
    store_service_identifier: shared(detail.store_service_identifier),
    department_name: shared(detail.department_name),
    cost_center: shared(detail.cost_center),
    unit_of_measure: shared(detail.unit_of_measure),
    resource_group: shared(detail.resource_group),
  };
}
