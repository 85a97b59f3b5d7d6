import { type InstanceId, parseInstanceId } from "../azure-ea/parse-instance-id";
import { foldName } from "../text/fold-name";
import { isVirtualMachineRow } from "./derive-latest-resource-type";

/**
 * The name by which people know what was used; the same name is vm_name on VM rows.
 * - A machine is its VMName, whatever made it: nodes of AKS (`aks-pool1-12345678-vmss_3`, `akswin1000002`), of scale sets, of Batch and of
 *   Service Fabric, since the instance id often ends in the set that all nodes share. Where the id ends in the same name in other letters,
 *   the id's spelling stands, as the resource is called so.
 * - A numbered scale-set instance without VMName, `…/virtualMachineScaleSets/web/virtualMachines/3`, is `web_3`, as "3" names nothing.
 * - Everything else, disks and addresses of a machine among it, is the last segment of the instance id; empty without one.
 */
export function deriveResourceName(instance: InstanceId, meterCategory: string, vmName: string): string {
  if (vmName !== "" && (isVirtualMachineRow(meterCategory) || machineTypes.has(instance.resourceType))) {
    // Some services write the whole id of the machine.
    const name = vmName.includes("/") ? parseInstanceId(vmName).lastSegment : vmName;
    if (name !== "") return foldName(name) === foldName(instance.lastSegment) ? instance.lastSegment : name;
  }
  const set = instance.names[instance.names.length - 2];
  const isScaleSetInstance = set !== undefined && instance.resourceType.endsWith("/virtualmachinescalesets/virtualmachines");
  return isScaleSetInstance && /^\d+$/.test(instance.lastSegment) ? `${set}_${instance.lastSegment}` : instance.lastSegment;
}

const machineTypes: ReadonlySet<string> = new Set([
  "microsoft.compute/virtualmachines",
  "microsoft.compute/virtualmachinescalesets",
  "microsoft.compute/virtualmachinescalesets/virtualmachines",
  "microsoft.classiccompute/virtualmachines",
]);
