import { isVirtualMachineRow } from "./is-virtual-machine-row";

/**
 * The sku of the users' reports: the operating system of a VM row, `Windows` if the product says so, else `Linux`; `SQL` for the meter
 * `100 DWUs` of data warehouses; empty for everything else.
 */
export function deriveSku(meterCategory: string, product: string, meterName: string): "Windows" | "Linux" | "SQL" | "" {
  if (isVirtualMachineRow(meterCategory)) return /windows/i.test(product) ? "Windows" : "Linux";
  return meterName.trim() === "100 DWUs" ? "SQL" : "";
}
