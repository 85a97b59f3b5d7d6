import { findByKey, parseJsonObjectText } from "../json-text/parse-json-object-text";
import type { Problem } from "../problem-code";
import { tidyName } from "../text/fold-name";

/** Reads additional information with the same tolerance as tags, except that numbers and nested values are usual here. Total. */
export function readAdditionalInfo(text: string | null): { readonly info: AdditionalInfo; readonly problems: readonly Problem[] } {
  const { entries, problems } = parseJsonObjectText(text);
  const find = (key: string): string => findByKey(entries, key) ?? "";
  const info: AdditionalInfo = {
    entries,
    vm_name: tidyName(find("VMName")),
    service_type: find("ServiceType"),
    usage_type: find("UsageType"),
    image_type: find("ImageType"),
    vm_properties: find("VMProperties"),
    vcpus: findByKey(entries, "VCPUs") ?? find("vCores"),
    ahb: find("AHB"),
    consumption_meter: find("ConsumptionMeter"),
    consumed_quantity: find("ConsumedQuantity"),
    reservation_id: find("ReservationId"),
    reservation_order_id: find("ReservationOrderId"),
    vm_capacity_reservation_id: find("VMCapacityReservationId"),
    database_name: find("DatabaseName"),
    project: find("Project"),
    storage_tier: find("StorageTier"),
  };
  return { info, problems: problems.map(({ code, detail }) => ({ code, field: "additional_info", detail })) };
}

/** The keys of additional information that Azure is known to send, as text; empty when absent. Numbers keep their digits. */
export interface AdditionalInfo {
  readonly entries: ReadonlyMap<string, string>;
  readonly vm_name: string;
  /** `Standard_D4s_v3`. */
  readonly service_type: string;
  readonly usage_type: string;
  /** `Canonical`, `Windows Server BYOL`. */
  readonly image_type: string;
  readonly vm_properties: string;
  /** From VCPUs, or vCores of SQL rows. */
  readonly vcpus: string;
  /** Azure Hybrid Benefit: `True` or `False`. */
  readonly ahb: string;
  readonly consumption_meter: string;
  readonly consumed_quantity: string;
  readonly reservation_id: string;
  readonly reservation_order_id: string;
  readonly vm_capacity_reservation_id: string;
  readonly database_name: string;
  readonly project: string;
  readonly storage_tier: string;
}
