import { parseUnitOfMeasure } from "../reference/parse-unit-of-measure";
import type { FocusCellReader } from "./assume-focus-value";
import { repairBlockSize } from "./repair-block-size";

/** `repairBlockSize` of a row that has been read: the columns that change, and to what. The unit of a quantity in blocks says the block: `10000 Units`. */
export function repairFocusCells(
  read: FocusCellReader,
):
  | { readonly kind: "fine" | "suspected" }
  | { readonly kind: "repaired"; readonly values: readonly (readonly [(typeof repairedColumns)[number] | "PricingUnit", string])[] } {
  const repair = repairBlockSize({
    blockSize: read("x_PricingBlockSize") ?? blockSizeOf(read("x_PricingUnitDescription")),
    billedCost: read("BilledCost") ?? "0",
    effectiveCost: read("EffectiveCost") ?? "0",
    pricingQuantity: read("PricingQuantity"),
    consumedQuantity: read("ConsumedQuantity"),
    contractedUnitPrice: read("ContractedUnitPrice"),
    contractedCost: read("ContractedCost"),
    listUnitPrice: read("ListUnitPrice"),
    listCost: read("ListCost"),
  });
  if (repair.kind !== "repaired") return repair;
  const values = repairedColumns.flatMap((name): (readonly [(typeof repairedColumns)[number] | "PricingUnit", string])[] => {
    const value = repair.values[name];
    return value === undefined ? [] : [[name, value]];
  });
  const unit = read("PricingUnit");
  const isCounted = repair.values.PricingQuantity !== undefined && unit !== null && !/^\d/.test(unit);
  return { kind: "repaired", values: isCounted ? [...values, ["PricingUnit", `${repair.blockSize} ${unit}`]] : values };
}

/** Files without the column have the unit as Azure writes it: `10K`. */
function blockSizeOf(unitOfMeasure: string | null): string | null {
  const unit = unitOfMeasure === null ? null : parseUnitOfMeasure(unitOfMeasure);
  return unit !== null && "blockSize" in unit ? unit.blockSize : null;
}

const repairedColumns = ["PricingQuantity", "ConsumedQuantity", "ContractedCost", "ListCost"] as const;
