import { parseInstanceId } from "../azure-ea/parse-instance-id";
import { deriveLatestResourceType } from "../derive/derive-latest-resource-type";
import { deriveResourceName } from "../derive/derive-resource-name";
import { deriveSku } from "../derive/derive-sku";
import { isVirtualMachineRow } from "../derive/is-virtual-machine-row";
import { readAdditionalInfo } from "../derive/read-additional-info";
import { readUsageTags } from "../derive/read-usage-tags";
import type { ApplicationTagMatcher } from "../resource-tracking/application-tag-matcher";
import type { SubjectDetail } from "./subject-detail";
import type { UsageSubject } from "./usage-subject";
import { usageSubjectText } from "./usage-subject-text";

/** Derives all that does not depend on the day and the numbers of a row. Total. */
export function toUsageSubject(detail: SubjectDetail, matcher: ApplicationTagMatcher, sha256: (text: string) => string): UsageSubject {
  const { tags, problems: tagProblems } = readUsageTags(detail.tags);
  const { info, problems: infoProblems } = readAdditionalInfo(detail.additional_info);
  const instance = parseInstanceId(detail.instance_id);
  const resourceGroup = (detail.resource_group?.trim() || instance.resourceGroup).toLowerCase();
  const meterCategory = detail.meter_category ?? "";
  const meterName = detail.meter_name ?? "";
  const meterSubCategory = detail.meter_sub_category ?? "";
  const sku = deriveSku({ meterCategory, meterSubCategory, meterName, product: detail.product ?? "", info });
  const resourceName = deriveResourceName(instance, meterCategory, info.vm_name);
  return {
    detail,
    hash: sha256(usageSubjectText(detail)),
    app: tags.app,
    ppm_billing_item: tags.ppm_billing_item,
    ppm_id_owner: tags.ppm_id_owner,
    ppm_io_cc: tags.ppm_io_cc,
    tracked: matcher.match({
      instance_id: instance.lastSegment,
      resource_group: resourceGroup,
      subscription_guid: detail.subscription_guid ?? "",
    }),
    untracked: instance.lastSegment.toUpperCase(),
    problems: [...tagProblems, ...infoProblems],
    resource_group: resourceGroup,
    resource_name: resourceName,
    vm_name: isVirtualMachineRow(meterCategory) ? resourceName : "",
    sku,
    latest_resource_type: deriveLatestResourceType(meterCategory, sku, meterName),
  };
}
