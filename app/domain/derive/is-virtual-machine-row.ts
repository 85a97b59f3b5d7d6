/** Whether the meter category is Virtual Machines; disks, addresses and bandwidth of a VM are rows of other categories. */
export function isVirtualMachineRow(meterCategory: string): boolean {
  return meterCategory === "Virtual Machines" || meterCategory.trim().toLowerCase() === "virtual machines";
}
