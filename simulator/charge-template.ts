import type { Subscription } from "./estate";
import { guid } from "./guid";
import { mix } from "./mix";
import { pick } from "./pick";
import type { ProductLine } from "./product-line";
import { tagText } from "./tag-text";

/** Stands for the resource's serial number in a template's texts. No real text has it. */
export const serialMark = "\u0001";

/** Everything about a charge that does not depend on the day: one of these describes many resources that differ in their serial number. */
export interface ChargeTemplate {
  readonly line: ProductLine;
  readonly subscription: Subscription | null;
  readonly instanceId: string | null;
  readonly resourceGroup: string;
  readonly location: string;
  readonly meterId: string;
  readonly additionalInfo: string | null;
  readonly tags: string | null;
  /** The order and the benefit of the reservation or savings plan that covers the charge, or that it pays for; of the Cost Management schema only. */
  readonly commitment: { readonly orderId: string; readonly id: string; readonly path: string; readonly name: string } | null;
}

const groups = ["rg-prod-web", "RG-SHARED", "rg-数据", "rg-billing", "Default-Storage-ChinaEast2", "rg-iot"];

/** The template with a number; the first ones go through the price list in order, so that small bills have every kind of row. */
export function chargeTemplate(
  seed: number,
  number: number,
  subscriptions: readonly Subscription[],
  lines: readonly ProductLine[],
): ChargeTemplate {
  const chance = mix(seed, number, 11);
  const isRare = number >= lines.length;
  const line = isRare ? commonLine(chance, lines) : pick(lines, number);
  const subscription = pick(subscriptions, mix(seed, number, 12));
  const group = line.kind === "aks" ? `MC_rg-k8s_aks-${number % 7}_chinanorth3` : pick(groups, chance >>> 7);
  const pool = `aks-pool${number % 5}-${10_000_000 + (chance % 9_999_999)}-vmss`;
  const name = line.kind === "aks" ? pool : `${pick(["vm", "db", "st", "web"], chance >>> 3)}-${number}-${serialMark}`;
  const hasResource = line.resourceType !== "";
  const bought = commitmentOf(line, chance);
  const resourceId = `/subscriptions/${subscription.guid}/resourceGroups/${group}/providers/${line.resourceType}/${name}`;
  return {
    line,
    subscription: line.kind === "support" ? null : subscription,
    commitment: bought,
    instanceId:
      bought !== null && !hasResource
        ? bought.path
        : !hasResource
          ? pick(["", null], chance >>> 5)
          : number % 29 === 28
            ? `classic${serialMark}`
            : number % 13 === 12
              ? resourceId.toLowerCase()
              : resourceId,
    resourceGroup: hasResource ? (number % 17 === 16 ? group.toUpperCase() : group) : "",
    location: pick(["cnnorth3", "CN North 3", "China East 2", "chinaeast2", "Unassigned", "CN North 2"], chance >>> 9),
    meterId: guid(seed ^ 0x5151, lines.indexOf(line)),
    additionalInfo: additionalInfo(line, pool, name, chance),
    tags: hasResource ? tagText(mix(seed, number, 13)) : null,
  };
}

/** One-off charges are rare in a large bill. */
function commonLine(chance: number, lines: readonly ProductLine[]): ProductLine {
  const line = pick(lines, chance);
  const isOneOff = line.kind === "support" || line.kind === "reservation-purchase" || line.kind === "refund" || line.kind === "marketplace";
  return isOneOff && chance % 16 !== 0 ? pick(lines, 0) : line;
}

function commitmentOf(line: ProductLine, chance: number): ChargeTemplate["commitment"] {
  const kind = line.modern?.commitment ?? "";
  if (kind === "") return null;
  const [orderId, id] = [guid(kind === "reservation" ? 8 : 9, chance % 9), guid(kind === "reservation" ? 7 : 6, chance % 9)];
  const path =
    kind === "reservation"
      ? `/providers/Microsoft.Capacity/reservationOrders/${orderId}/reservations/${id}`
      : `/providers/Microsoft.BillingBenefits/savingsPlanOrders/${orderId}/savingsPlans/${id}`;
  return { orderId, id, path, name: `${kind === "reservation" ? "VM_RI" : "SP"}_2026-0${1 + (chance % 9)}` };
}

function additionalInfo(line: ProductLine, pool: string, name: string, chance: number): string | null {
  const isPlan = line.modern?.commitment === "savings-plan";
  const reservation = isPlan ? {} : { ReservationId: guid(7, chance % 9), ReservationOrderId: guid(8, chance % 9) };
  switch (line.kind) {
    case "aks":
      return JSON.stringify({
        UsageType: "ComputeHR",
        ImageType: "AKS",
        ServiceType: line.size,
        VMName: `${pool}_${serialMark}`,
        VCPUs: 8,
        VMProperties: "",
      });
    case "reserved":
      return JSON.stringify({
        UsageType: "ComputeHR",
        ImageType: line.image,
        ServiceType: line.size,
        VMName: name,
        ...reservation,
        ConsumedQuantity: 24,
      });
    case "reservation-purchase":
    case "refund":
      return JSON.stringify(reservation);
    case "usage":
      if (line.image !== "")
        return JSON.stringify({
          UsageType: "ComputeHR",
          ImageType: line.image,
          ServiceType: line.size,
          VMName: name,
          VCPUs: 4,
          AHB: chance % 2 === 0,
        });
      return pick([null, "", "{}", '"StorageTier":"Hot"', '{""DatabaseName"":""dw01""}'], chance);
    case "support":
    case "marketplace":
      return null;
  }
}
