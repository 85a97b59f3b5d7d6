import type { ChargeTemplate } from "./charge-template";
import { type WireSpelling, wireField } from "./wire-field";

/** Stand for the fields of the day and of the amount in a template's row. */
export const dayMark = "\u0002";
export const amountMark = "\u0003";

/**
 * A template's row as JSON, in the order of the wire, with marks where the day's fields, the amount's fields and the serial number go.
 * The global form adds its numeric ids.
 */
export function templateText(template: ChargeTemplate, spelling: WireSpelling): string {
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

type Member = readonly [name: string, value: string | number | null];

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
        `"${wireField(name, spelling)}":${JSON.stringify(value).replaceAll("\\\\u0001", "\u0001").replaceAll("\\u0001", "\u0001")}`,
    )
    .join(",");
}
