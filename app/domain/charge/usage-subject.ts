import { type InstanceId, isOfNoSubscription, parseInstanceId, toSubscriptionId } from "../azure-ea/parse-instance-id";
import type { SubjectReading } from "../azure-ea/usage-detail-reading";
import type { SubjectField } from "../azure-ea/usage-fields";
import { readCurrencyCode } from "../currency-code";
import { type NumberStyle, unclearSeparators } from "../decimal/separators";
import { deriveLatestResourceType, deriveResourceName, deriveSku, isVirtualMachineRow } from "../derive/derive-resource";
import { readAdditionalInfo } from "../derive/read-additional-info";
import { readUsageTags } from "../derive/read-usage-tags";
import type { Problem } from "../problem-code";
import type { ApplicationTagMatcher, TrackedResource } from "../resource-tracking/compile-application-tags";
import { toTrackingTarget } from "../resource-tracking/tracking-target";
import { isNullText } from "../text/is-null-text";
import { allDigits } from "./amounts";
import type { Charge, ChargeDetails } from "./charge";
import { noDetails, toChargeDetails } from "./to-charge-details";
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
  const isRounded = details.problems.some(({ code }) => code === "number-rounded");
  const digits = (name: "exchange_rate" | "payg_price" | "unit_price"): string | null =>
    isRounded ? allDigits(detail[name], style, unclearSeparators) : (details.columns[name] ?? detail[name]);
  const numbers = { exchange_rate: digits("exchange_rate"), payg_price: digits("payg_price"), unit_price: digits("unit_price") };
  // Spelled out: an object that is filled by computed names is a slow one, and each charge copies this.
  const columns: SubjectColumns = {
    account_owner_id: detail.account_owner_id ?? "",
    account_name: detail.account_name ?? "",
    service_administrator_id: detail.service_administrator_id ?? "",
    subscription_id: detail.subscription_id ?? "",
    subscription_guid: toSubscriptionId(detail.subscription_guid ?? ""),
    subscription_name: detail.subscription_name ?? "",
    product: detail.product ?? "",
    meter_id: detail.meter_id ?? "",
    meter_category: detail.meter_category ?? "",
    meter_sub_category: detail.meter_sub_category ?? "",
    meter_region: detail.meter_region ?? "",
    meter_name: detail.meter_name ?? "",
    resource_location: detail.resource_location ?? "",
    consumed_service: detail.consumed_service ?? "",
    instance_id: detail.instance_id ?? "",
    service_info1: detail.service_info1 ?? "",
    service_info2: detail.service_info2 ?? "",
    additional_info: detail.additional_info ?? "",
    tags: detail.tags ?? "",
    store_service_identifier: detail.store_service_identifier ?? "",
    department_name: detail.department_name ?? "",
    cost_center: detail.cost_center ?? "",
    unit_of_measure: detail.unit_of_measure ?? "",
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
    hash: sha256(usageSubjectText(details.columns === noDetails ? detail : { ...detail, ...numbers }, others)),
    app: tags.app,
    tracked: matcher.match(toTrackingTarget(instance, resourceGroup, columns.subscription_guid)),
    untracked: instance.lastSegment.toUpperCase(),
    currency: readCurrencyCode(detail.billing_currency ?? ""),
    enrollment: enrollmentNumber.exec(detail.row_billing_account_id ?? "")?.[1] ?? "",
    problems: [...readingProblems, ...tagProblems, ...infoProblems, ...details.problems, ...findNullTexts(detail, instance)],
  };
}

/** Ids that would be a subscription, a resource or a group that does not exist. */
function findNullTexts(detail: SubjectReading["detail"], instance: InstanceId): readonly Problem[] {
  return idFields.flatMap((field) => {
    const text = detail[field] ?? "";
    const isNone =
      isNullText(text) ||
      (field === "instance_id" && isOfNoSubscription(text, instance)) ||
      (field === "subscription_guid" && text !== "" && toSubscriptionId(text) === "");
    return isNone ? [{ code: "null-text", field, detail: text }] : [];
  });
}

const idFields = ["subscription_guid", "instance_id", "resource_group"] as const;

/** Alone or at the end of a path, as `/providers/Microsoft.Billing/billingAccounts/1234567`. */
const enrollmentNumber = /^(?:.*\/)?(\d+)$/;

/**
 * What a row is about: everything but its day and its numbers. A bill says the same thing of the same meter of the same resource day after
 * day, so all that follows from it is derived once. Thousands are remembered: what no charge needs is not kept.
 */
export interface UsageSubject {
  /** The columns of a charge that follow from its subject alone. */
  readonly columns: SubjectColumns;
  readonly details: ChargeDetails;
  /** sha-256 of `usageSubjectText`. */
  readonly hash: string;
  readonly tracked: TrackedResource;
  /** The tag `app`: an application service that stands before any rule's. */
  readonly app: string;
  /** resource_tracking of a charge that no rule matches: the last segment of the instance id in upper case. */
  readonly untracked: string;
  /** The currency that the row itself names, as an ISO code where it can be read as one; empty when it names none. */
  readonly currency: string;
  /** The enrollment number that the row itself names; empty when it names none, as rows of other agreements. */
  readonly enrollment: string;
  readonly problems: readonly Problem[];
}

export type SubjectColumns = Pick<
  Charge,
  SubjectField | "resource_name" | "vm_name" | "sku" | "latest_resource_type" | "ppm_billing_item" | "ppm_id_owner" | "ppm_io_cc"
>;
