import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { builtInReference } from "../../../app/domain/focus/reference/built-in-reference";
import { parseUnitOfMeasure } from "../../../app/domain/focus/reference/parse-unit-of-measure";
import type { ReferenceTables } from "../../../app/domain/focus/reference/reference-tables";
import { type ToolkitRecords, toolkitReference } from "../../../app/domain/focus/reference/toolkit-reference";
import { readToolkitCsv, readToolkitRecords } from "../../../scripts/reference-finops-toolkit";

const records: ToolkitRecords = {
  "Services.csv": [
    {
      ConsumedService: "Microsoft.EventGrid",
      ResourceType: "Microsoft.Web/sites",
      ServiceName: "Event Grid",
      ServiceCategory: "Integration",
      ServiceSubcategory: "Messaging",
      PublisherName: "Microsoft",
    },
    {
      ConsumedService: "microsoft.web",
      ResourceType: "microsoft.web/sites",
      ServiceName: "Azure App Service",
      ServiceCategory: "Web",
      ServiceSubcategory: "Application Platforms",
      PublisherName: "Microsoft",
    },
    {
      ConsumedService: "microsoft.quantum",
      ResourceType: "microsoft.quantum/workspaces",
      ServiceName: "Azure Quantum",
      ServiceCategory: "Compute",
      ServiceSubcategory: "Quantum",
      PublisherName: "Microsoft",
    },
  ],
  "ResourceTypes.csv": [{ ResourceType: "Microsoft.Web/sites", SingularDisplayName: "Web app", Icon: "ignored" }],
  "Regions.csv": [{ OriginalValue: " EU West", RegionId: "westeurope", RegionName: "West Europe" }],
  "PricingUnits.csv": [{ UnitOfMeasure: "10 GB Hours ", PricingBlockSize: "10", DistinctUnits: "GB Hours", AccountTypes: "EA" }],
};

describe("Microsoft's open data", () => {
  it("becomes rows with keys in lower case, FOCUS's units and the sub-categories of 1.4", () => {
    const reference = toolkitReference(records);
    expect(
      reference.FocusService.map((row) => [row.consumed_service, row.resource_type, row.service_name, row.service_subcategory]),
    ).toEqual([
      ["microsoft.eventgrid", "microsoft.web/sites", "Event Grid", "Messaging"],
      ["microsoft.web", "microsoft.web/sites", "Azure App Service", "Application Platforms"],
      ["microsoft.quantum", "microsoft.quantum/workspaces", "Azure Quantum", "Quantum Compute"],
      ["", "microsoft.web/sites", "Azure App Service", "Application Platforms"],
      ["", "microsoft.quantum/workspaces", "Azure Quantum", "Quantum Compute"],
    ]);
    expect(reference.FocusResourceType).toEqual([{ resource_type: "microsoft.web/sites", display_name: "Web app" }]);
    expect(reference.FocusRegion).toEqual([{ original_value: "eu west", region_id: "westeurope", region_name: "West Europe" }]);
    expect(reference.FocusPricingUnit).toEqual([{ unit_of_measure: "10 GB Hours ", block_size: "10", pricing_unit: "GB-Hours" }]);
  });

  it.each([
    ["Regions.csv", [], "Regions.csv has no records"],
    ["Regions.csv", [{ OriginalValue: "x", Region: "y" }], "Regions.csv has no column RegionId, RegionName"],
    ["Regions.csv", [{ OriginalValue: "x", RegionId: "x", RegionName: "" }], "Regions.csv, record 1: RegionName is empty"],
    [
      "PricingUnits.csv",
      [{ UnitOfMeasure: "1K", PricingBlockSize: "0", DistinctUnits: "Units" }],
      'PricingUnits.csv, record 1: PricingBlockSize is not a positive number: "0"',
    ],
    [
      "PricingUnits.csv",
      [{ UnitOfMeasure: "1K", PricingBlockSize: "1000", DistinctUnits: "?" }],
      'PricingUnits.csv, record 1: DistinctUnits is not a unit: "?"',
    ],
    [
      "Services.csv",
      [{ ...records["Services.csv"][0], ServiceCategory: "Web" }],
      'Services.csv, record 1: ServiceSubcategory "Messaging" of "Web" is not in FOCUS 1.4',
    ],
  ])("is refused whole with file, record and column: %s", (file, spoiled, message) => {
    expect(() => toolkitReference({ ...records, [file]: spoiled })).toThrow(message);
  });
});

const folder = resolve(__dirname, "../../../../shared/data/finops-toolkit");

describe.skipIf(!existsSync(folder))("the built-in data beside Microsoft's files (skipped without ../shared/data/finops-toolkit)", () => {
  const own = builtInReference();
  let theirs: ReferenceTables;

  beforeAll(() => {
    theirs = toolkitReference(readToolkitRecords(folder));
  });

  /** Prints the figure, and asserts it. */
  const figure = (what: string, covered: number, of: number, floor: number): void => {
    console.log(`${what}: ${covered} of ${of}`);
    expect(covered).toBeGreaterThanOrEqual(floor);
  };

  it("names regions as they do", () => {
    const byText = new Map(own.FocusRegion.map((row) => [row.original_value, row]));
    const rows = theirs.FocusRegion;
    figure("regions known", rows.filter(({ original_value }) => byText.has(original_value)).length, rows.length, 475);
    figure(
      "regions with the same id",
      rows.filter((row) => byText.get(row.original_value)?.region_id === row.region_id).length,
      rows.length,
      475,
    );
    const ids = new Set(own.FocusRegion.map(({ region_id }) => region_id));
    figure(
      "region ids known",
      [...new Set(rows.map(({ region_id }) => region_id))].filter((id) => ids.has(id)).length,
      new Set(rows.map(({ region_id }) => region_id)).size,
      98,
    );
  });

  it("reads units as they do", () => {
    const units = theirs.FocusPricingUnit.map((row) => ({ row, own: parseUnitOfMeasure(row.unit_of_measure) }));
    const read = units.filter(({ own }) => !("problem" in own));
    const sameBlock = read.filter(({ row, own }) => "pricingBlockSize" in own && own.pricingBlockSize === row.block_size);
    const same = sameBlock.filter(({ row, own }) => "pricingUnit" in own && own.pricingUnit === row.pricing_unit);
    figure("units read", read.length, units.length, 382);
    figure("units with the same pricing block size", sameBlock.length, units.length, 380);
    figure("units with the same name", same.length, units.length, 350);
  });

  it("knows their services, and classes them alike", () => {
    const byKey = new Map(own.FocusService.map((row) => [`${row.consumed_service}|${row.resource_type}`, row]));
    const rows = theirs.FocusService.filter(({ consumed_service }) => consumed_service !== "");
    const found = rows.map((row) => ({
      row,
      own:
        byKey.get(`${row.consumed_service}|${row.resource_type}`) ??
        byKey.get(`|${row.resource_type}`) ??
        byKey.get(`${row.consumed_service}|`),
    }));
    figure("services found", found.filter(({ own }) => own !== undefined).length, rows.length, 300);
    figure(
      "services in the same category",
      found.filter(({ row, own }) => own?.service_category === row.service_category).length,
      rows.length,
      335,
    );
    figure("services of the same name", found.filter(({ row, own }) => own?.service_name === row.service_name).length, rows.length, 300);
  });

  it("knows the resource types of the services that they know", () => {
    const types = new Set(own.FocusResourceType.map(({ resource_type }) => resource_type));
    const billed = new Set(theirs.FocusService.map(({ resource_type }) => resource_type));
    const rows = theirs.FocusResourceType.filter(({ resource_type }) => billed.has(resource_type));
    figure(
      "resource types of billed services known",
      rows.filter(({ resource_type }) => types.has(resource_type)).length,
      rows.length,
      220,
    );
    figure(
      "resource types known",
      theirs.FocusResourceType.filter(({ resource_type }) => types.has(resource_type)).length,
      theirs.FocusResourceType.length,
      220,
    );
  });

  it("knows the service, region and unit of every charge of Microsoft's sample of an EA bill", () => {
    const charges = readToolkitCsv(folder, "EA_ActualCost_Small.csv");
    expect(charges.length).toBeGreaterThan(0);
    const services = new Set(own.FocusService.map((row) => `${row.consumed_service}|${row.resource_type}`));
    const regions = new Set(own.FocusRegion.map((row) => row.original_value));
    for (const charge of charges) {
      const cell = (name: string): string => (charge[name] ?? "").toLowerCase();
      expect(services, cell("ConsumedService")).toContain(`${cell("ConsumedService")}|`);
      if (cell("ResourceLocation") !== "") expect(regions, cell("ResourceLocation")).toContain(cell("ResourceLocation"));
      expect(parseUnitOfMeasure(charge["UnitOfMeasure"] ?? "")).not.toHaveProperty("problem");
    }
  });
});
