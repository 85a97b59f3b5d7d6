import { azureRegions } from "./azure-regions";
import { azureResourceTypes } from "./azure-resource-types";
import { azureServices } from "./azure-services";
import { commonUnits } from "./common-units";
import { parseUnitOfMeasure } from "./parse-unit-of-measure";
import type { PricingUnitRow, ReferenceTables, ServiceRow } from "./reference-tables";
import { serviceKeys } from "./service-keys";

/** The reference data that ships with the project, as rows of its tables. */
export function builtInReference(): ReferenceTables {
  const services = new Map(azureServices.map((service) => [service.name, service]));
  const toRow = (consumed_service: string, resource_type: string, name: string): ServiceRow => {
    const service = services.get(name);
    if (service === undefined) throw new TypeError(`${resource_type} belongs to a service that is not in the table: ${name}`);
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
      return "problem" in parsed ? [] : [{ unit_of_measure: text, block_size: parsed.blockSize, pricing_unit: parsed.pricingUnit }];
    }),
  };
}
