import type { ChargeTemplate } from "./charge-template";
import type { ModernTerms } from "./product-line";
import { type WireSpelling, wireField } from "./wire-field";

/** Stand for the fields of the day and of the amount in a template's row. */
export const dayMark = "\u0002";
export const amountMark = "\u0003";

/**
 * A template's row as JSON, in the order of the wire, with marks where the day's fields, the amount's fields and the serial number go.
 * The global form adds its numeric ids.
 */
export function templateText(template: ChargeTemplate, spelling: WireSpelling): string {
  if (template.line.modern !== null) return modernText(template, template.line.modern, spelling);
  const { line, subscription } = template;
  const head: readonly Member[] = [
    ["accountOwnerId", subscription?.accountOwner ?? ""],
    ["accountName", subscription?.accountName ?? ""],
    ["serviceAdministratorId", ""],
    ["subscriptionId", subscription?.id ?? ""],
    ["subscriptionGuid", subscription?.guid ?? ""],
    ["subscriptionName", subscription?.name ?? ""],
  ];
  const middle: readonly Member[] = [
    ["product", line.product],
    ["meterId", template.meterId],
    ["meterCategory", line.category],
    ["meterSubCategory", line.subCategory],
    ["meterRegion", template.location],
    ["meterName", line.meter],
  ];
  const tail: readonly Member[] = [
    ["resourceLocation", template.location],
    ["consumedService", line.service],
    ["instanceId", template.instanceId],
    ["serviceInfo1", ""],
    ["serviceInfo2", line.kind === "marketplace" ? "Contoso Security 有限公司" : null],
    ["additionalInfo", template.additionalInfo],
    ["tags", template.tags],
    ["storeServiceIdentifier", ""],
    ["departmentName", subscription?.department ?? ""],
    ["costCenter", subscription?.costCenter ?? ""],
    ["unitOfMeasure", line.unit],
    ["resourceGroup", template.resourceGroup],
  ];
  const parts = [members(head, spelling), dayMark, members(middle, spelling), amountMark, members(tail, spelling)];
  if (spelling.form === "consumption") parts.push(members(globalIds, spelling));
  return `{${parts.join(",")}}`;
}

/** The columns of the Cost Management schema, in its order. Those that change with the month stand with the day. */
function modernText(template: ChargeTemplate, modern: ModernTerms, spelling: WireSpelling): string {
  const { line, subscription, commitment } = template;
  const isReservation = modern.commitment === "reservation";
  const head: readonly Member[] = [
    ["billingAccountName", "Contoso 集团"],
    ["billingProfileId", "8611537"],
    ["billingProfileName", "Contoso 集团"],
    ["accountOwnerId", subscription?.accountOwner ?? ""],
    ["accountName", subscription?.accountName ?? ""],
    ["subscriptionGuid", subscription?.guid ?? ""],
    ["subscriptionName", subscription?.name ?? ""],
  ];
  const middle: readonly Member[] = [
    ["product", line.product],
    ["partNumber", line.meter === "" ? "" : `AAD-${template.meterId.slice(0, 5)}`],
    ["meterId", line.meter === "" ? "" : template.meterId],
    ["serviceFamily", line.category === "Storage" ? "Storage" : line.category === "" ? "" : "Compute"],
    ["meterCategory", line.category],
    ["meterSubCategory", line.subCategory],
    ["meterRegion", template.location],
    ["meterName", line.meter],
  ];
  const tail: readonly Member[] = [
    ["unitPrice", new DigitText(line.rate)],
    ["billingCurrency", "CNY"],
    ["resourceLocation", template.location],
    ["availabilityZone", ""],
    ["consumedService", line.service],
    ["instanceId", template.instanceId ?? ""],
    ["resourceName", line.resourceType === "" ? "" : (template.instanceId?.split("/").at(-1) ?? "")],
    ["serviceInfo1", ""],
    ["serviceInfo2", ""],
    ["additionalInfo", template.additionalInfo],
    ["tags", template.tags],
    ["invoiceSectionId", `IS-${subscription?.department ?? ""}`],
    ["departmentName", subscription?.department ?? ""],
    ["costCenter", subscription?.costCenter ?? ""],
    ["unitOfMeasure", line.unit],
    ["resourceGroup", template.resourceGroup],
    ["reservationId", isReservation ? (commitment?.id ?? "") : ""],
    ["reservationName", isReservation ? (commitment?.name ?? "") : ""],
    ["productOrderId", commitment?.orderId ?? ""],
    ["productOrderName", commitment === null ? "" : line.product],
    ["offerId", line.meter === "" ? "" : "MS-MC-AZR-0033P"],
    ["isAzureCreditEligible", modern.publisherType === "Azure"],
    ["term", modern.term],
    ["publisherName", modern.publisher],
    ["planName", modern.plan],
    ["chargeType", modern.chargeType],
    ["frequency", modern.frequency],
    ["publisherType", modern.publisherType],
    ["payGPrice", new DigitText(modern.listPrice)],
    ["pricingModel", modern.pricingModel],
    ["costAllocationRuleName", ""],
    ["benefitId", commitment?.path ?? ""],
    ["benefitName", commitment?.name ?? ""],
  ];
  return `{${[members(head, spelling), dayMark, members(middle, spelling), amountMark, members(tail, spelling)].join(",")}}`;
}

/** A number with its digits as they stand. */
class DigitText {
  constructor(readonly digits: string) {}
}

type Member = readonly [name: string, value: string | number | boolean | DigitText | null];

const globalIds: readonly Member[] = [
  ["accountId", 10_001],
  ["productId", 20_002],
  ["resourceLocationId", 30],
  ["consumedServiceId", 40],
  ["departmentId", 50_005],
];

/** The serial mark is not escaped, so that it stays one byte that can be found again. */
function members(list: readonly Member[], spelling: WireSpelling): string {
  return list
    .map(
      ([name, value]) =>
        `"${wireField(name, spelling)}":${(value instanceof DigitText ? value.digits : JSON.stringify(value)).replaceAll("\\\\u0001", "\u0001").replaceAll("\\u0001", "\u0001")}`,
    )
    .join(",");
}
