/** `Linux-D4 v3/D4s v3`: sku and meter name of a VM row, the sku alone when the meter has no name; empty on all other rows. */
export function deriveLatestResourceType(meterCategory: string, sku: string, meterName: string): string {
  if (!isVirtualMachineRow(meterCategory)) return "";
  return meterName === "" ? sku : `${sku}-${meterName}`;
}

/** Whether the meter category is Virtual Machines; disks, addresses and bandwidth of a VM are rows of other categories. */
export function isVirtualMachineRow(meterCategory: string): boolean {
  return meterCategory === "Virtual Machines" || meterCategory.trim().toLowerCase() === "virtual machines";
}
