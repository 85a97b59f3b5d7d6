import { azureRegions } from "./azure-regions";
import { azureResourceTypes } from "./azure-resource-types";
import { azureServices } from "./azure-services";
import { parseUnitOfMeasure } from "./parse-unit-of-measure";
import type { PricingUnitRow, ReferenceTables, ServiceRow } from "./reference-tables";
import { serviceKeys } from "./service-keys";

/** The reference data that ships with the project, as rows of its tables. */
export function builtInReference(): ReferenceTables {
  const services = new Map(azureServices.map((service) => [service.name, service]));
  const toRow = (consumed_service: string, resource_type: string, name: string): ServiceRow => {
    const service = services.get(name);
    if (service === undefined) throw new TypeError(`${resource_type} belongs to a service that is missing from the table: ${name}`);
    return {
      consumed_service,
      resource_type,
      service_name: name,
      service_category: service.category,
      service_subcategory: service.subcategory,
      publisher_name: "Microsoft",
    };
  };
  return {
    FocusService: [
      ...azureServices.flatMap(({ name, consumedServices }) => consumedServices.map((text) => toRow(text, "", name))),
      ...serviceKeys(azureResourceTypes.map(({ type, service }) => toRow(type.slice(0, type.indexOf("/")), type, service))),
    ],
    FocusResourceType: azureResourceTypes.map(({ type, displayName }) => ({ resource_type: type, display_name: displayName })),
    FocusRegion: azureRegions.flatMap(({ id, name, spellings }) =>
      spellings.map((text) => ({ original_value: text, region_id: id, region_name: name })),
    ),
    FocusPricingUnit: commonUnits.flatMap((text): readonly PricingUnitRow[] => {
      const parsed = parseUnitOfMeasure(text);
      return "problem" in parsed ? [] : [{ unit_of_measure: text, block_size: parsed.pricingBlockSize, pricing_unit: parsed.pricingUnit }];
    }),
  };
}

/** Raise it with every change of the built-in tables or of the unit parser: a database then takes the new rows in place of the older ones. */
export const builtInVersion = 1;

/** Units of measure that nearly every bill has; the others are parsed when a bill brings them. */
export const commonUnits: readonly string[] = [
  "1",
  "10",
  "100",
  "1 Hour",
  "10 Hours",
  "100 Hours",
  "1000 Hours",
  "1 GB",
  "10 GB",
  "100 GB",
  "1 TB",
  "1 GB Hour",
  "1 GB Second",
  "1 GiB Hour",
  "1 GB/Day",
  "1 GB/Hour",
  "1 GB/Month",
  "10 GB/Month",
  "100 GB/Month",
  "1 TB/Month",
  "1 GiB/Hour",
  "1 GiB/Month",
  "1/Day",
  "1/Hour",
  "1/Month",
  "1/Year",
  "1 /Month",
  "10 /Month",
  "1K",
  "10K",
  "100K",
  "1M",
  "10M",
  "1B",
  "10K/Month",
  "1M/Month",
  "10,000",
  "1 Minute",
  "1 Month",
  "1 Day",
  "1 Second",
  "1 Unit",
];
