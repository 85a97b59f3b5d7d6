import type { SubjectReading } from "../azure-ea/usage-detail-reading";
import { isSubjectField, type SubjectField, usageFieldNames } from "../azure-ea/usage-fields";
import { readCurrencyCode } from "../read-currency-code";
import { parseInstanceId } from "../azure-ea/parse-instance-id";
import { deriveLatestResourceType } from "../derive/derive-latest-resource-type";
import { deriveResourceName } from "../derive/derive-resource-name";
import { deriveSku } from "../derive/derive-sku";
import { isVirtualMachineRow } from "../derive/is-virtual-machine-row";
import { readAdditionalInfo } from "../derive/read-additional-info";
import { readUsageTags } from "../derive/read-usage-tags";
import type { NumberStyle } from "../decimal/number-style";
import type { ApplicationTagMatcher } from "../resource-tracking/application-tag-matcher";
import { toChargeDetails } from "./to-charge-details";
import type { SubjectColumns } from "./usage-subject";
import type { UsageSubject } from "./usage-subject";
import { usageSubjectText } from "./usage-subject-text";

/** Derives all that does not depend on the day and the amounts of a row. Total. */
export function toUsageSubject(
  { detail, others, problems: readingProblems }: SubjectReading,
  style: NumberStyle,
  matcher: ApplicationTagMatcher,
  sha256: (text: string) => string,
): UsageSubject {
  const { tags, problems: tagProblems } = readUsageTags(detail.tags);
  const { info, problems: infoProblems } = readAdditionalInfo(detail.additional_info);
  const instance = parseInstanceId(detail.instance_id);
  const resourceGroup = (detail.resource_group || instance.resourceGroup).toLowerCase();
  const meterCategory = detail.meter_category ?? "";
  const meterName = detail.meter_name ?? "";
  const meterSubCategory = detail.meter_sub_category ?? "";
  const sku = deriveSku({ meterCategory, meterSubCategory, meterName, product: detail.product ?? "", info });
  const resourceName = deriveResourceName(instance, meterCategory, info.vm_name);
  const details = toChargeDetails(detail, others, style);
  const numbers = {
    exchange_rate: details.columns.exchange_rate ?? detail.exchange_rate,
    payg_price: details.columns.payg_price ?? detail.payg_price,
    unit_price: details.columns.unit_price ?? detail.unit_price,
  };
  const columns: SubjectColumns = {
    ...textsOf(detail),
    resource_group: resourceGroup,
    resource_name: resourceName,
    vm_name: isVirtualMachineRow(meterCategory) ? resourceName : "",
    sku,
    latest_resource_type: deriveLatestResourceType(meterCategory, sku, meterName),
    ppm_billing_item: tags.ppm_billing_item,
    ppm_id_owner: tags.ppm_id_owner,
    ppm_io_cc: tags.ppm_io_cc,
  };
  return {
    columns,
    details: details.columns,
    hash: sha256(usageSubjectText({ ...detail, ...numbers }, others)),
    app: tags.app,
    tracked: matcher.match({
      instance_id: instance.lastSegment,
      resource_group: resourceGroup,
      subscription_guid: columns.subscription_guid,
    }),
    untracked: instance.lastSegment.toUpperCase(),
    currency: readCurrencyCode(detail.billing_currency ?? ""),
    enrollment: enrollmentNumber.exec(detail.row_billing_account_id ?? "")?.[1] ?? "",
    problems: [...readingProblems, ...tagProblems, ...infoProblems, ...details.problems],
  };
}

function textsOf(detail: Readonly<Record<SubjectField, string | null>>): Readonly<Record<SubjectField, string>> {
  const texts: Partial<Record<SubjectField, string>> = {};
  for (const field of usageFieldNames) if (isSubjectField(field)) texts[field] = detail[field] ?? "";
  if (!isWhole(texts)) throw new TypeError("the table of usage fields lost a field");
  return texts;
}

function isWhole(texts: Partial<Record<SubjectField, string>>): texts is Record<SubjectField, string> {
  return usageFieldNames.every((field) => !isSubjectField(field) || field in texts);
}

/** Alone or at the end of a path, as `/providers/Microsoft.Billing/billingAccounts/1234567`. */
const enrollmentNumber = /^(?:.*\/)?(\d+)$/;
