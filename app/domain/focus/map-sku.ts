import { sqlLiteral, sqlLiterals } from "../sql-literal";

/**
 * SQL: the Sku columns. A usage detail has no product id, so the meter is the SKU, and with the unit that it is priced in, it is the SKU price.
 * Tax has neither. Without meter or unit there is no SKU price, and then FOCUS 1.4 allows no unit price and no pricing quantity either.
 * docs/focus-mapping.md `meterId`, `meterId + unitOfMeasure`, `meterName`.
 */
export function mapSku(
  meterId: string,
  meterName: string,
  pricingUnit: string,
  isTax: string,
): { readonly SkuId: string; readonly SkuMeter: string; readonly SkuPriceId: string } {
  return {
    SkuId: `if(${isTax}, NULL, nullIf(${meterId}, ''))`,
    SkuMeter: `if(${isTax} OR empty(${meterId}), NULL, nullIf(${meterName}, ''))`,
    SkuPriceId: `if(${isTax} OR empty(${meterId}) OR empty(${pricingUnit}), NULL, concat(${meterId}, '/', ${pricingUnit}))`,
  };
}

/** Keys that say which resource a row is about, and not what its price is: they stay in x_SkuDetails. */
const ofTheResource = [
  "vmname",
  "vmproperties",
  "consumedquantity",
  "reservationid",
  "reservationorderid",
  "vmcapacityreservationid",
  "rinormalizationratio",
  "databasename",
  "project",
  "resourcegroup",
  "resourcename",
];

/**
 * SQL: SkuPriceDetails as JSON text, or null when additional information has nothing of a price. `pairs` is an array of (key, text) from it. FOCUS's
 * own properties first: CoreCount as a number, InstanceType, OperatingSystem; all others begin with `x_`.
 *
 * docs/focus-mapping.md `additionalInfo -> SkuPriceDetails`: "VCPUs/VCores -> CoreCount (number), ServiceType/ServerSku -> InstanceType, ImageType ->
 * OperatingSystem (Canonical = Linux), rest x_ prefixed; instance-specific keys stay only in x_SkuDetails".
 */
export function mapSkuPriceDetails(pairs: string, skuPriceId: string): string {
  const key = `multiIf(lower(p.1) IN ('vcpus', 'vcores') AND match(p.2, ${sqlLiteral("^[0-9]{1,9}([.][0-9]{1,6})?$")}), 'CoreCount', lower(p.1) IN ('servicetype', 'serversku'), 'InstanceType', lower(p.1) = 'imagetype', 'OperatingSystem', concat('x_', p.1))`;
  const text = `if(${key} = 'OperatingSystem', ${operatingSystem("p.2")}, p.2)`;
  const member = `concat(toJSONString(${key}), ':', if(${key} = 'CoreCount', p.2, toJSONString(${text})))`;
  const isOfPrice = `p.2 != '' AND lower(p.1) NOT IN ${sqlLiterals(ofTheResource)}`;
  const object = `concat('{', arrayStringConcat(arrayMap(p -> ${member}, arrayFilter(p -> ${isOfPrice}, ${pairs})), ','), '}')`;
  return `if(${skuPriceId} IS NULL OR empty(${pairs}), NULL, nullIf(${object}, '{}'))`;
}

/** Image types of Azure are publishers: an image of Canonical is a Linux. */
function operatingSystem(imageType: string): string {
  return `multiIf(match(${imageType}, '(?i)windows'), 'Windows', match(${imageType}, '(?i)canonical|ubuntu|linux|red ?hat|rhel|suse|sles|centos|debian|aks'), 'Linux', ${imageType})`;
}
