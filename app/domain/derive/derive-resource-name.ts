import type { InstanceId } from "../azure-ea/instance-id";
import { isVirtualMachineRow } from "./is-virtual-machine-row";

/**
 * The name by which people know what was used; the same name is vm_name on VM rows.
 * - An AKS node (VM row, `aks-` in the instance id) is its VMName: `aks-pool1-12345678-vmss_3` or `aks-pool1-12345678-vmss00000a`, since
 *   its instance id often ends in the scale set that all nodes share.
 * - A numbered scale-set instance, `…/virtualMachineScaleSets/web/virtualMachines/3`, is `web_3`, as "3" names nothing.
 * - Everything else is the last segment of the instance id; empty without one.
 */
export function deriveResourceName(instanceIdText: string, instance: InstanceId, meterCategory: string, vmName: string): string {
  if (vmName !== "" && isVirtualMachineRow(meterCategory) && /aks-/i.test(instanceIdText)) return vmName;
  const set = instance.names[instance.names.length - 2];
  const isScaleSetInstance = set !== undefined && instance.resourceType.endsWith("/virtualmachinescalesets/virtualmachines");
  return isScaleSetInstance && /^\d+$/.test(instance.lastSegment) ? `${set}_${instance.lastSegment}` : instance.lastSegment;
}
