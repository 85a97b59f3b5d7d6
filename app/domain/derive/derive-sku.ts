import type { AdditionalInfo } from "./read-additional-info";
import { isVirtualMachineRow } from "./derive-latest-resource-type";

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
