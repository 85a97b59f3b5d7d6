import { idPart } from "./id-part";
import type { SubjectDetail } from "./subject-detail";

/** The fields that say what a row is about, for hashing: as they were sent, each with its length, so that none can run into its neighbour. */
export function usageSubjectText(detail: SubjectDetail): string {
  return (
    idPart(detail.account_owner_id) +
    idPart(detail.account_name) +
    idPart(detail.service_administrator_id) +
    idPart(detail.subscription_id) +
    idPart(detail.subscription_guid) +
    idPart(detail.subscription_name) +
    idPart(detail.product) +
    idPart(detail.meter_id) +
    idPart(detail.meter_category) +
    idPart(detail.meter_sub_category) +
    idPart(detail.meter_region) +
    idPart(detail.meter_name) +
    idPart(detail.resource_location) +
    idPart(detail.consumed_service) +
    idPart(detail.instance_id) +
    idPart(detail.service_info1) +
    idPart(detail.service_info2) +
    idPart(detail.additional_info) +
    idPart(detail.tags) +
    idPart(detail.store_service_identifier) +
    idPart(detail.department_name) +
    idPart(detail.cost_center) +
    idPart(detail.unit_of_measure) +
    idPart(detail.resource_group)
  );
}
