import { decimalLimits } from "../../decimal/decimal-limits";
import { toPlainDecimal } from "../../decimal/to-plain-decimal";
import { focusServiceTaxonomy } from "../focus-service-taxonomy";
import { parseUnitOfMeasure } from "./parse-unit-of-measure";
import type { PricingUnitRow, ReferenceTables, RegionRow, ResourceTypeRow, ServiceRow } from "./reference-tables";
import { serviceKeys } from "./service-keys";

/**
 * Microsoft's open data as rows of the reference tables. Units are put into FOCUS's unit format ("GB Hours" is "GB-Hours") and sub-categories of older
 * versions of FOCUS under their names in 1.4.
 * @throws {RangeError} a column is missing or a value cannot be used; names file, record and column
 */
export function toolkitReference(records: ToolkitRecords): ReferenceTables {
  return {
    FocusService: serviceKeys(read(records, "Services.csv", toService)),
    FocusResourceType: read(records, "ResourceTypes.csv", toResourceType),
    FocusRegion: read(records, "Regions.csv", toRegion),
    FocusPricingUnit: read(records, "PricingUnits.csv", toPricingUnit),
  };
}

type Cell = (column: string) => string;

function read<Row>(records: ToolkitRecords, file: ToolkitFile, toRow: (cell: Cell) => Row): readonly Row[] {
  const [first] = records[file];
  if (first === undefined) throw new RangeError(`${file} has no records`);
  const missing = toolkitColumns[file].filter((column) => first[column] === undefined);
  if (missing.length > 0) throw new RangeError(`${file} has no column ${missing.join(", ")}`);
  return records[file].map((record, index) => {
    try {
      return toRow((column) => record[column] ?? "");
    } catch (error) {
      throw new RangeError(`${file}, record ${index + 1}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}

function toService(cell: Cell): ServiceRow {
  const category = cell("ServiceCategory");
  const written = cell("ServiceSubcategory");
  const subcategory = renamed[written] ?? written;
  const known = Object.entries(focusServiceTaxonomy).some(([name, inside]: readonly [string, readonly string[]]) => {
    return name === category && inside.includes(subcategory);
  });
  if (!known) throw new RangeError(`ServiceSubcategory "${written}" of "${category}" is not in FOCUS 1.4`);
  return {
    consumed_service: key(cell("ConsumedService")),
    resource_type: needed("ResourceType", key(cell("ResourceType"))),
    service_name: needed("ServiceName", cell("ServiceName")),
    service_category: category,
    service_subcategory: subcategory,
    publisher_name: cell("PublisherName"),
  };
}

function toResourceType(cell: Cell): ResourceTypeRow {
  const type = needed("ResourceType", key(cell("ResourceType")));
  return { resource_type: type, display_name: needed("SingularDisplayName", cell("SingularDisplayName")) };
}

function toRegion(cell: Cell): RegionRow {
  return {
    original_value: needed("OriginalValue", key(cell("OriginalValue"))),
    region_id: needed("RegionId", cell("RegionId")),
    region_name: needed("RegionName", cell("RegionName")),
  };
}

function toPricingUnit(cell: Cell): PricingUnitRow {
  const pricingBlockSize = toPlainDecimal(cell("PricingBlockSize"), decimalLimits.cost);
  if (typeof pricingBlockSize !== "string" || !/^[\d.]*[1-9]/.test(pricingBlockSize)) {
    throw new RangeError(`PricingBlockSize is not a positive number: "${cell("PricingBlockSize")}"`);
  }
  const unit = parseUnitOfMeasure(cell("DistinctUnits"));
  if ("problem" in unit || unit.pricingBlockSize !== "1") throw new RangeError(`DistinctUnits is not a unit: "${cell("DistinctUnits")}"`);
  return { unit_of_measure: needed("UnitOfMeasure", cell("UnitOfMeasure")), block_size: pricingBlockSize, pricing_unit: unit.pricingUnit };
}

function key(text: string): string {
  return text.trim().toLowerCase();
}

function needed(column: string, text: string): string {
  if (text === "") throw new RangeError(`${column} is empty`);
  return text;
}

/** Names of sub-categories in older versions of FOCUS, by their names in 1.4. */
const renamed: Readonly<Record<string, string>> = { Quantum: "Quantum Compute", "Data Transfer": "Data Migration" };

/** The files of Microsoft's open data (https://github.com/microsoft/finops-toolkit/tree/dev/src/open-data) and the columns that are read. */
export const toolkitColumns = {
  "Services.csv": ["ConsumedService", "ResourceType", "ServiceName", "ServiceCategory", "ServiceSubcategory", "PublisherName"],
  "ResourceTypes.csv": ["ResourceType", "SingularDisplayName"],
  "Regions.csv": ["OriginalValue", "RegionId", "RegionName"],
  "PricingUnits.csv": ["UnitOfMeasure", "PricingBlockSize", "DistinctUnits"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type ToolkitFile = keyof typeof toolkitColumns;

/** The records of each file as text by column, in the order of the file. */
export type ToolkitRecords = Readonly<Record<ToolkitFile, readonly Readonly<Record<string, string>>[]>>;
