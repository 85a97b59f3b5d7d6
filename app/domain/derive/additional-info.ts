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
