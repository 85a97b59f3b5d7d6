import { describe, expect, it } from "vitest";
import { focusServiceTaxonomy } from "../../../app/domain/focus/focus-service-taxonomy";
import { azureServices } from "../../../app/domain/focus/reference/azure-services";
import { builtInReference, commonUnits } from "../../../app/domain/focus/reference/built-in-reference";
import { productLines } from "../../../simulator/product-lines";
import { parseUnitOfMeasure } from "../../../app/domain/focus/reference/parse-unit-of-measure";

const reference = builtInReference();

describe("the built-in reference data", () => {
  it("has no key twice and no key that a lookup in lower case would miss", () => {
    const keys = {
      service: reference.FocusService.map((row) => `${row.consumed_service}|${row.resource_type}`),
      type: reference.FocusResourceType.map((row) => row.resource_type),
      region: reference.FocusRegion.map((row) => row.original_value),
    };
    for (const list of Object.values(keys)) {
      expect(list.filter((key, index) => list.indexOf(key) !== index)).toEqual([]);
      expect(list.filter((key) => key !== key.toLowerCase().trim() || key === "")).toEqual([]);
    }
    expect(new Set(reference.FocusPricingUnit.map((row) => row.unit_of_measure)).size).toBe(commonUnits.length);
  });

  it("classes every service by FOCUS 1.4, and one service in one way", () => {
    const pairs = new Set(
      Object.entries(focusServiceTaxonomy).flatMap(([category, inside]: readonly [string, readonly string[]]) =>
        inside.map((subcategory) => `${category}|${subcategory}`),
      ),
    );
    expect(azureServices.filter(({ category, subcategory }) => !pairs.has(`${category}|${subcategory}`))).toEqual([]);
    expect(new Set(azureServices.map(({ name }) => name)).size).toBe(azureServices.length);
  });

  it("finds a type under its namespace and under any consumed service", () => {
    const disks = reference.FocusService.filter(({ resource_type }) => resource_type === "microsoft.compute/disks");
    expect(disks.map(({ consumed_service, service_name }) => [consumed_service, service_name])).toEqual([
      ["microsoft.compute", "Virtual Machines"],
      ["", "Virtual Machines"],
    ]);
  });

  it.each([
    ["cn north 2", "chinanorth2", "China North 2"],
    ["chinanorth3", "chinanorth3", "China North 3"],
    ["china east", "chinaeast", "China East"],
    ["china north 3", "chinanorth3", "China North 3"],
    ["cn east 3", "chinaeast3", "China East 3"],
    ["eu west", "westeurope", "West Europe"],
    ["westeurope", "westeurope", "West Europe"],
    ["us south central", "southcentralus", "South Central US"],
    ["japan east", "japaneast", "Japan East"],
    ["us gov virginia", "usgovvirginia", "USGov Virginia"],
  ])("knows the region %s", (text, id, name) => {
    expect(reference.FocusRegion.find(({ original_value }) => original_value === text)).toEqual({
      original_value: text,
      region_id: id,
      region_name: name,
    });
  });

  it("knows the service, the resource type and the unit of every line that the simulator bills", () => {
    const services = new Set(reference.FocusService.map((row) => `${row.consumed_service}|${row.resource_type}`));
    const types = new Set(reference.FocusResourceType.map((row) => row.resource_type));
    for (const { service, resourceType, unit, category } of productLines) {
      const [consumed, type] = [service.toLowerCase(), resourceType.toLowerCase()];
      const known = [`|${type}`, `${consumed}|`, `${category.toLowerCase()}|`].some((key) => key !== "|" && services.has(key));
      expect(known, `${service} ${resourceType} ${category}`).toBe(true);
      if (type !== "") expect(types, type).toContain(type);
      expect(parseUnitOfMeasure(unit), unit).not.toHaveProperty("problem");
    }
  });
});
