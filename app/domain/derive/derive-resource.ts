import { type InstanceId, parseInstanceId } from "../azure-ea/parse-instance-id";
import { foldName } from "../text/fold-name";
import type { AdditionalInfo } from "./read-additional-info";

/**
 * The name by which people know what was used; the same name is vm_name on VM rows.
 * - A machine is its VMName, however it was created: nodes of AKS (`aks-pool1-12345678-vmss_3`, `akswin1000002`), of scale sets, of Batch and of
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

/** `Linux-D4 v3/D4s v3`: sku and meter name of a VM row, the sku alone when the meter has no name; empty on all other rows. */
export function deriveLatestResourceType(meterCategory: string, sku: string, meterName: string): string {
  if (!isVirtualMachineRow(meterCategory)) return "";
  return meterName === "" ? sku : `${sku}-${meterName}`;
}

/** Whether the meter category is Virtual Machines; disks, addresses and bandwidth of a VM are rows of other categories. */
export function isVirtualMachineRow(meterCategory: string): boolean {
  return meterCategory === "Virtual Machines" || meterCategory.trim().toLowerCase() === "virtual machines";
}

/** What a row says of its product and of the machine that ran. */
export interface SkuSource {
  readonly meterCategory: string;
  readonly meterSubCategory: string;
  readonly meterName: string;
  readonly product: string;
  readonly info: Pick<AdditionalInfo, "image_type" | "usage_type" | "vm_properties">;
}

/**
 * The sku of the users' reports: the operating system of a VM row, else `SQL` for the meter `100 DWUs` of data warehouses, else empty.
 * A machine is `Windows` when its product, meter subcategory, image (`ImageType`), `UsageType` or `VMProperties` says so, and `Linux`
 * otherwise. A machine with a licence of its own (`Windows Server BYOL`) is billed as the product without Windows: only its image tells.
 */
export function deriveSku({ meterCategory, meterSubCategory, meterName, product, info }: SkuSource): "Windows" | "Linux" | "SQL" | "" {
  if (isVirtualMachineRow(meterCategory)) {
    const said = [product, meterSubCategory, info.image_type, info.usage_type, info.vm_properties];
    return said.some((text) => /windows/i.test(text)) ? "Windows" : "Linux";
  }
  return meterName.trim() === "100 DWUs" ? "SQL" : "";
}
