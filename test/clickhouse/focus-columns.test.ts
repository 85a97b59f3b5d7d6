import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  isCommitmentPriced,
  isSavingsPlan,
  mapCapacityReservation,
  mapCommitment,
  mapCommitmentHours,
  mapCommitmentId,
} from "../../app/domain/focus/map-commitment";
import {
  isOtherFrequency,
  isUnknownChargeType,
  isUnusedCommitment,
  mapChargeCategory,
  mapChargeClass,
  mapChargeDescription,
  mapChargeFrequency,
  mapChargePeriod,
  mapWord,
} from "../../app/domain/focus/map-charge";
import { mapAmortizedCost, mapContractedCost, mapCosts, productOf } from "../../app/domain/focus/map-costs";
import {
  inBillingCurrency,
  inPricingCurrency,
  isUnknownPricingModel,
  mapCurrencies,
  mapListPrice,
  mapPricingCategory,
  mapSheetPrice,
  mapUnitPrice,
} from "../../app/domain/focus/map-prices";
import { foldTagNames } from "../../app/domain/focus/import/to-focus-json";
import { mapJsonObject, trimmed } from "../../app/domain/focus/map-json-object";
import { mapPricingUnit, mapQuantities } from "../../app/domain/focus/map-quantities";
import { mapProviders, mapSeller, mapService } from "../../app/domain/focus/map-service";
import {
  isUnknownRegion,
  mapBilledResource,
  mapRegionKey,
  mapResourceId,
  mapResourceKey,
  mapResourceName,
  mapResourcePath,
  mapResourceType,
  mapResourceTypeName,
} from "../../app/domain/focus/map-resource";
import { mapSku, mapSkuPriceDetails } from "../../app/domain/focus/map-sku";
import { sqlLiteral } from "../../app/domain/sql-literal";
import { parseJsonObjectText } from "../../app/domain/json-text/parse-json-object-text";
import { type Cell, type Expression, evaluate } from "./focus-expressions";
import { ServerProcess } from "./server-process";

const guid = "1caaa5a3-2b66-438e-8ab4-bce37d518c5d";
const vm = `/subscriptions/${guid}/resourceGroups/RG-Shared/providers/Microsoft.Compute/virtualMachines/Web-01`;
const order = "49ed0e4d-8e0c-4f1f-af2c-67c865056615";
const reservation = "9a3b12af-9907-4aa2-b9ee-74f89897dba1";
const orderPath = `/providers/Microsoft.Capacity/reservationOrders/${order}`;

describe("the rules of the FOCUS mapping, each over rows of real shapes", () => {
  let server: ServerProcess;

  beforeAll(async () => {
    server = await ServerProcess.start();
  });

  afterAll(async () => {
    await server.dispose();
  });

  /** Cases are [inputs, results]; all results of a case are compared at once. */
  const check = async (
    structure: string,
    expressions: readonly Expression[],
    cases: readonly (readonly [readonly Cell[], readonly Cell[]])[],
  ): Promise<void> => {
    const results = await evaluate(
      server,
      structure,
      cases.map(([row]) => row),
      expressions,
    );
    expect(results.map((result, index) => [cases[index]?.[0], result])).toEqual(cases);
  };

  it("takes a text for itself whatever it holds", async () => {
    const texts = ["it's", "C:\\new\\x", "\\'", "a\nb", "{x:String}", "中文", ""];
    const answer = await server.query(`SELECT ${texts.map(sqlLiteral).join(", ")} FORMAT JSONCompactEachRow`);
    expect(JSON.parse(answer)).toEqual(texts);
  });

  it("Tags: valid JSON letter by letter, everything else as the enrichment reads it", () =>
    check(
      "t String, odd UInt8",
      [mapJsonObject(trimmed("t"), "odd", "with-case")],
      [
        [["", 0], [""]],
        [["{}", 0], [""]],
        [["null", 0], [""]],
        [["[]", 0], [""]],
        [['""', 0], [""]],
        [[' {"a": "b" } ', 0], ['{"a": "b" }']],
        [['"CostCenter": "1234","env": "prod"', 0], ['{"CostCenter": "1234","env": "prod"}']],
        [['{""app"":""订单系统"",""owner"":""""}', 1], ['{"app":"订单系统","owner":""}']],
        [['"{""env"":""prod""}"', 1], ['{"env":"prod"}']],
        [['"{\\"env\\":\\"prod\\"}"', 1], ['{"env":"prod"}']],
        [['{"app":"a","App":"other","app":"b"}', 1], ['{"App":"other","app":"b"}']],
        [
          ['{"app":{"name":"x"},"item":12345678901234567890,"on":true,"n":7,"note":null}', 1],
          ['{"app":"{\\"name\\":\\"x\\"}","item":"12345678901234567890","on":true,"n":7,"note":true}'],
        ],
        [['{"path":"C:\\new\\x","unicode":"\\u12zz","fine":"\\\\x"}', 1], ['{"path":"C:\\new\\\\x","unicode":"\\\\u12zz","fine":"\\\\x"}']],
        [['{"emoji":"🚀","tab":"\\t"}', 0], ['{"emoji":"🚀","tab":"\\t"}']],
        [['{"app":"a","cut":"no end', 1], ['{"app":"a"}']],
        [['{"a":"b",}', 0], ['{"a":"b"}']],
        [['{"list":[1,"]",{"x":2}]}', 1], ['{"list":"[1,\\"]\\",{\\"x\\":2}]"}']],
        [["hello", 1], [""]],
      ],
    ));

  it("Tags: names that differ only in case are one name, as in imported rows, in the spelling of the last", () => {
    const texts = [
      '{"app":"a","App":"other","app":"b"}',
      '{"Env":"prod","n":7,"ENV":"dev"}',
      '{"Café":"a","x":"b","CAFE\u0301":"c"}',
      '{"ß":"a","SS":"b","ı":"c","I":"d","i":"e","\u0130":"f"}',
      '{"名":"a","名 ":"b"}',
    ];
    return check(
      "t String, odd UInt8",
      [mapJsonObject(trimmed("t"), "odd", "without-case")],
      texts.map((text) => [[text, 1], [foldTagNames(text)]] as const),
    );
  });

  it("Tags: the same keys and texts as the enrichment, whatever the text", async () => {
    const text = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom("订单", "🚀", 'say "hi"', "C:\\new", "a\tb", "", "{x}", "[1,2", "null", "a,b:c"),
    );
    const value = fc.oneof(
      { weight: 6, arbitrary: text },
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.record({ name: text }),
      fc.array(fc.integer()),
    );
    const key = fc.constantFrom("app", "App", "env", "cost center", "ppm_io_cc", "订单", "k-1", 'quo"te');
    const bill = fc
      .record({
        pairs: fc.array(fc.tuple(key, value), { minLength: 1, maxLength: 5 }),
        braces: fc.boolean(),
        dress: fc.constantFrom("", "doubled", "quoted", "comma"),
      })
      .map(({ pairs, braces, dress }) => {
        const inside = pairs
          .map(([name, inner]) => `${JSON.stringify(name)}: ${JSON.stringify(inner)}`)
          .join(dress === "comma" ? ",," : ",");
        const object = braces ? `{${inside}}` : inside;
        return dress === "doubled" ? object.replaceAll('"', '""') : dress === "quoted" && braces ? JSON.stringify(object) : object;
      });
    const texts = fc.sample(bill, { numRuns: 3000, seed: 7 });
    const readings = texts.map((text) => parseJsonObjectText(text));
    const results = await evaluate(
      server,
      "t String, odd UInt8",
      texts.map((text, index) => [text, (readings[index]?.problems.length ?? 0) > 0 || (readings[index]?.nonTextKeys.length ?? 0) > 0]),
      [mapJsonObject(trimmed("t"), "odd", "with-case")],
    );
    let compared = 0;
    for (const [index, [json]] of results.entries()) {
      const reading = readings[index];
      // What the scanner calls unreadable is read as far as it goes by both, and they may stop at different places.
      if (reading === undefined || reading.problems.some(({ code }) => code === "json-unreadable" || code === "json-bad-escape")) continue;
      const parsed: unknown = json === "" || typeof json !== "string" ? {} : JSON.parse(json);
      const expected = Object.fromEntries([...reading.entries].filter(([key]) => !reading.nonTextKeys.includes(key)));
      expect(parsed, texts[index]).toMatchObject(expected);
      compared += Number(Object.keys(expected).length > 0);
    }
    expect(compared).toBeGreaterThan(1500);
  });

  it("ResourceId is spelled as in the source, its key is not; ResourceName and ResourceType come from the last provider of the id", () => {
    const path = mapResourcePath("id");
    return check(
      "id String",
      [mapResourceId("id"), mapResourceKey("id"), path, mapResourceType(path), mapResourceName("id", path)],
      [
        [[""], [null, "", "", "", null]],
        [["classic-vm"], ["classic-vm", "classic-vm", "", "", null]],
        [[vm], [vm, vm.toLowerCase(), "microsoft.compute/virtualmachines/web-01", "microsoft.compute/virtualmachines", "Web-01"]],
        [[`${vm}/`], [vm, vm.toLowerCase(), "microsoft.compute/virtualmachines/web-01", "microsoft.compute/virtualmachines", "Web-01"]],
        [
          [`${vm}/extensions/Agent`],
          [
            `${vm}/extensions/Agent`,
            `${vm}/extensions/agent`.toLowerCase(),
            "microsoft.compute/virtualmachines/web-01/extensions/agent",
            "microsoft.compute/virtualmachines/extensions",
            "Agent",
          ],
        ],
        [
          [`/subscriptions/${guid}/resourceGroups/providers/providers/Microsoft.Sql/servers/S1/databases/Db`],
          [
            `/subscriptions/${guid}/resourceGroups/providers/providers/Microsoft.Sql/servers/S1/databases/Db`,
            `/subscriptions/${guid}/resourcegroups/providers/providers/microsoft.sql/servers/s1/databases/db`,
            "microsoft.sql/servers/s1/databases/db",
            "microsoft.sql/servers/databases",
            "Db",
          ],
        ],
        [
          [`${vm}/providers/Microsoft.Insights/diagnosticSettings/d`],
          [
            `${vm}/providers/Microsoft.Insights/diagnosticSettings/d`,
            `${vm}/providers/microsoft.insights/diagnosticsettings/d`.toLowerCase(),
            "microsoft.insights/diagnosticsettings/d",
            "microsoft.insights/diagnosticsettings",
            "d",
          ],
        ],
        [
          [`/providers/Microsoft.Capacity/reservationOrders/${order}/reservations/`],
          [
            `${orderPath}/reservations`,
            `${orderPath}/reservations`.toLowerCase(),
            `microsoft.capacity/reservationorders/${order}/reservations`,
            "microsoft.capacity/reservationorders/reservations",
            order,
          ],
        ],
        [
          [`/SUBSCRIPTIONS/${guid.toUpperCase()}/RESOURCEGROUPS/X/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/KV1`],
          [
            `/SUBSCRIPTIONS/${guid.toUpperCase()}/RESOURCEGROUPS/X/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/KV1`,
            `/subscriptions/${guid}/resourcegroups/x/providers/microsoft.keyvault/vaults/kv1`,
            "microsoft.keyvault/vaults/kv1",
            "microsoft.keyvault/vaults",
            "KV1",
          ],
        ],
        [["host.example/path"], ["host.example/path", "host.example/path", "", "", "path"]],
        [
          [`/subscriptions/${guid}/resourceGroups/Rg-1`],
          [`/subscriptions/${guid}/resourceGroups/Rg-1`, `/subscriptions/${guid}/resourcegroups/rg-1`, "", "", "Rg-1"],
        ],
        [
          [`/subscriptions/${guid}/resourceGroups/数据/providers/Microsoft.Cache/Redis/缓存`],
          [
            `/subscriptions/${guid}/resourceGroups/数据/providers/Microsoft.Cache/Redis/缓存`,
            `/subscriptions/${guid}/resourcegroups/数据/providers/microsoft.cache/redis/缓存`,
            "microsoft.cache/redis/缓存",
            "microsoft.cache/redis",
            "缓存",
          ],
        ],
      ],
    );
  });

  it("ResourceId of the purchase of a commitment, and of its unused part, is the commitment", () =>
    check(
      "id String, category String, unused Bool, commitment Nullable(String)",
      [mapBilledResource("id", "(category = 'Purchase')", "unused", "commitment")],
      [
        [[vm, "Usage", false, orderPath], [vm]],
        [[vm, "Usage", true, orderPath], [orderPath]],
        [["", "Purchase", false, orderPath], [orderPath]],
        [["", "Purchase", false, null], [""]],
        [["", "Usage", false, null], [""]],
      ],
    ));

  it("ResourceType: the display name, else the type, else the consumed service, and none without a resource", () =>
    check(
      "id Nullable(String), name String, type String, service String",
      [mapResourceTypeName("id", "name", "type", "service")],
      [
        [[vm, "Virtual machine", "microsoft.compute/virtualmachines", "Microsoft.Compute"], ["Virtual machine"]],
        [[vm, "", "contoso.widgets/things", "Contoso.Widgets"], ["contoso.widgets/things"]],
        [["classic", "", "", "Microsoft.ClassicCompute"], ["Microsoft.ClassicCompute"]],
        [["classic", "", "", ""], ["Unknown"]],
        [[null, "", "", "Microsoft.Compute"], [null]],
      ],
    ));

  it("RegionId is looked up by location, else by the meter's region, and a location that means no region is not a problem", () => {
    const key = mapRegionKey("location", "meter");
    return check(
      "location String, meter String, found String",
      [key, isUnknownRegion("location", key, "found")],
      [
        [
          ["CN North 3", "", "chinanorth3"],
          ["cnnorth3", 0],
        ],
        [
          ["China East 2 ", "CN North 3", "chinaeast2"],
          ["chinaeast2", 0],
        ],
        [
          ["chinaeast2", "", "chinaeast2"],
          ["chinaeast2", 0],
        ],
        [
          ["EastUS2", "Virginia", "eastus2"],
          ["eastus2", 0],
        ],
        [
          ["", "CN East 2", "chinaeast2"],
          ["cneast2", 0],
        ],
        [
          ["", "Zone 1", ""],
          ["", 0],
        ],
        [
          ["", "All Regions", ""],
          ["", 0],
        ],
        [
          ["", "Intercontinental", ""],
          ["", 0],
        ],
        [
          ["Unassigned", "CN North 3", ""],
          ["", 0],
        ],
        [
          ["global", "", ""],
          ["", 0],
        ],
        [
          ["Germany (North)", "", ""],
          ["germanynorth", 1],
        ],
        [
          ["Atlantis", "", ""],
          ["atlantis", 1],
        ],
        [
          ["", "Atlantis", ""],
          ["atlantis", 0],
        ],
      ],
    );
  });

  it("ServiceName takes the most specific lookup that found something, and classes what none knows as Other", () => {
    const found = ["a", "b", "c", "d"].map((name) => ({
      name,
      category: `concat(${name}, '-cat')`,
      subcategory: `concat(${name}, '-sub')`,
    }));
    const service = mapService(found, "category", "service");
    return check(
      "a String, b String, c String, d String, category String, service String",
      [service.ServiceName, service.ServiceCategory, service.ServiceSubcategory, service.isUnknown],
      [
        [
          ["A", "B", "C", "D", "Storage", "microsoft.storage"],
          ["A", "A-cat", "A-sub", 0],
        ],
        [
          ["", "B", "C", "D", "Storage", "microsoft.storage"],
          ["B", "B-cat", "B-sub", 0],
        ],
        [
          ["", "", "C", "D", "Storage", "microsoft.storage"],
          ["C", "C-cat", "C-sub", 0],
        ],
        [
          ["", "", "", "D", "Storage", ""],
          ["D", "D-cat", "D-sub", 0],
        ],
        [
          ["", "", "", "", "Quantum", "contoso.q"],
          ["Quantum", "Other", "Other (Other)", 1],
        ],
        [
          ["", "", "", "", "", "contoso.q"],
          ["contoso.q", "Other", "Other (Other)", 1],
        ],
        [
          ["", "", "", "", "", ""],
          ["Unknown", "Other", "Other (Other)", 1],
        ],
      ],
    );
  });

  it("ChargeCategory is Usage unless the row's own words say otherwise of something that is not a resource", () => {
    const category = mapChargeCategory({
      chargeType: "''",
      instanceId: "id",
      product: "product",
      meterCategory: "category",
      meterName: "meter",
    });
    return check(
      "id String, product String, category String, meter String",
      [category, mapChargeFrequency("''", category)],
      [
        [
          [vm, "Virtual Machines Dv3 Series - D4 v3 - CN North 3", "Virtual Machines", "D4 v3"],
          ["Usage", "Usage-Based"],
        ],
        [
          ["", "Bandwidth", "Bandwidth", "Data Transfer Out"],
          ["Usage", "Usage-Based"],
        ],
        [
          ["", "Azure Support - Standard", "Azure Support", "Standard Support"],
          ["Usage", "Usage-Based"],
        ],
        [
          ["", "Reserved VM Instance, Standard_B1s, CN North 3, 3 Years", "Virtual Machines", "B1s"],
          ["Purchase", "One-Time"],
        ],
        [
          [
            `/providers/Microsoft.Capacity/reservationOrders/${order}/reservations/`,
            "Virtual Machines BS Series - B1s",
            "Virtual Machines",
            "B1s",
          ],
          ["Purchase", "One-Time"],
        ],
        [
          [
            "/providers/Microsoft.BillingBenefits/savingsPlanOrders/5f9a/savingsPlans/1",
            "Compute savings plan, 1 Year",
            "Savings plan",
            "",
          ],
          ["Purchase", "One-Time"],
        ],
        [
          ["", "Rounding Adjustment", "", ""],
          ["Adjustment", "One-Time"],
        ],
        [
          ["", "RoundingAdjustment", "", ""],
          ["Adjustment", "One-Time"],
        ],
        [
          ["", "SLA credit for outage of 2026-09-04", "", ""],
          ["Credit", "One-Time"],
        ],
        [
          ["", "Service Credits", "", ""],
          ["Credit", "One-Time"],
        ],
        [
          ["", "增值税 6%", "", ""],
          ["Tax", "One-Time"],
        ],
        [
          ["", "VAT", "Tax", ""],
          ["Tax", "One-Time"],
        ],
        [
          ["", "Taxi dispatch service", "SaaS", "Rides"],
          ["Usage", "Usage-Based"],
        ],
        [
          [vm, "Tax reporting server", "Virtual Machines", "Tax"],
          ["Usage", "Usage-Based"],
        ],
        [
          [vm, "Reserved IP - Static", "Virtual Network", "Static"],
          ["Usage", "Usage-Based"],
        ],
      ],
    );
  });

  it("ChargeCategory and ChargeFrequency are what a modern row says, however it is spelled, and what no row should say is named", () => {
    const type = mapWord("type");
    const frequency = mapWord("often");
    const category = mapChargeCategory({
      chargeType: type,
      instanceId: "id",
      product: "'Reserved VM'",
      meterCategory: "''",
      meterName: "''",
    });
    return check(
      "type String, often String, id String",
      [
        category,
        mapChargeFrequency(frequency, category),
        isUnusedCommitment(type),
        isUnknownChargeType(type),
        isOtherFrequency(frequency, category),
      ],
      [
        [
          ["Usage", "UsageBased", vm],
          ["Usage", "Usage-Based", 0, 0, 0],
        ],
        // The row's type goes before its words and its id.
        [
          ["Usage", "UsageBased", ""],
          ["Usage", "Usage-Based", 0, 0, 0],
        ],
        [
          ["Usage", "", orderPath],
          ["Usage", "Usage-Based", 0, 0, 0],
        ],
        [
          ["UnusedReservation", "UsageBased", orderPath],
          ["Usage", "Usage-Based", 1, 0, 0],
        ],
        [
          ["unused savings plan", "usage based", ""],
          ["Usage", "Usage-Based", 1, 0, 0],
        ],
        [
          ["Purchase", "Recurring", ""],
          ["Purchase", "Recurring", 0, 0, 0],
        ],
        [
          ["Purchase", "OneTime", ""],
          ["Purchase", "One-Time", 0, 0, 0],
        ],
        [
          ["Purchase", "UsageBased", ""],
          ["Purchase", "One-Time", 0, 0, 1],
        ],
        [
          ["Refund", "OneTime", vm],
          ["Purchase", "One-Time", 0, 0, 0],
        ],
        [
          ["Tax", "OneTime", ""],
          ["Tax", "One-Time", 0, 0, 0],
        ],
        [
          ["Credit", "", ""],
          ["Credit", "One-Time", 0, 0, 0],
        ],
        [
          ["RoundingAdjustment", "OneTime", ""],
          ["Adjustment", "One-Time", 0, 0, 0],
        ],
        [
          ["Rounding", "One-Time", ""],
          ["Adjustment", "One-Time", 0, 0, 0],
        ],
        [
          ["Levy", "Weekly", vm],
          ["Adjustment", "One-Time", 0, 1, 1],
        ],
        [
          ["", "", vm],
          ["Usage", "Usage-Based", 0, 0, 0],
        ],
      ],
    );
  });

  it("ChargeClass is Correction only for a day before the bill's month", () =>
    check(
      "day Nullable(Date), period Date",
      [mapChargeClass("day", "period")],
      [
        [["2026-10-01", "2026-10-01"], [null]],
        [["2026-10-31", "2026-10-01"], [null]],
        [["2026-09-30", "2026-10-01"], ["Correction"]],
        [["2025-12-31", "2026-10-01"], ["Correction"]],
        [["2026-11-01", "2026-10-01"], [null]],
        [[null, "2026-10-01"], [null]],
      ],
    ));

  it("ChargePeriod is the day, or the whole billing period when the day is unreadable", () => {
    const { start, end } = mapChargePeriod("day", "toDateTime('2026-10-01 00:00:00', 'UTC')", "toDateTime('2026-11-01 00:00:00', 'UTC')");
    return check(
      "day Nullable(Date)",
      [start, end],
      [
        [["2026-10-01"], ["2026-10-01 00:00:00", "2026-10-02 00:00:00"]],
        [["2026-10-31"], ["2026-10-31 00:00:00", "2026-11-01 00:00:00"]],
        [["2024-02-29"], ["2024-02-29 00:00:00", "2024-03-01 00:00:00"]],
        [["2025-12-31"], ["2025-12-31 00:00:00", "2026-01-01 00:00:00"]],
        [[null], ["2026-10-01 00:00:00", "2026-11-01 00:00:00"]],
      ],
    );
  });

  it("ChargeDescription is the product, else what the meter is called, else the order", () =>
    check(
      "product String, category LowCardinality(String), sub LowCardinality(String), meter LowCardinality(String), ordered LowCardinality(String)",
      [mapChargeDescription("product", ["category", "sub", "meter"], "ordered")],
      [
        [["Bandwidth - Standard", "Bandwidth", "", "Out", "x"], ["Bandwidth - Standard"]],
        [["", "Storage", "Tiered Block Blob", "LRS Writes", ""], ["Storage - Tiered Block Blob - LRS Writes"]],
        [["", "Key Vault", "", "Operations", "x"], ["Key Vault - Operations"]],
        [["", "", "", "", "Reserved VM Instance"], ["Reserved VM Instance"]],
        [["", "", "", "", ""], [null]],
      ],
    ));

  it("PricingCategory: Committed for what a commitment covers, Dynamic for spot, null without a SKU price", () =>
    check(
      "sku Nullable(String), covered Bool, model String, product String, meter String",
      [
        mapPricingCategory({
          skuPriceId: "sku",
          isCovered: "covered",
          pricingModel: mapWord("model"),
          product: "product",
          meterName: "meter",
        }),
        isUnknownPricingModel(mapWord("model")),
        isCommitmentPriced(mapWord("model"), "''"),
      ],
      [
        [
          ["s", false, "", "Virtual Machines Dv3", "D4 v3"],
          ["Standard", 0, 0],
        ],
        [
          ["s", true, "", "Virtual Machines Dv3", "D4 v3"],
          ["Committed", 0, 0],
        ],
        [
          ["s", true, "Savings Plan", "Virtual Machines Dv3", "D4 v3"],
          ["Committed", 0, 1],
        ],
        [
          ["s", false, "Reservation", "Reserved VM Instance", "D4 v3"],
          ["Standard", 0, 1],
        ],
        [
          ["s", false, "OnDemand", "Virtual Machines Dv3", "D4 v3 Spot"],
          ["Dynamic", 0, 0],
        ],
        [
          ["s", false, "Spot", "Virtual Machines Dv3", "D4 v3"],
          ["Dynamic", 0, 0],
        ],
        [
          ["s", false, "", "Spot Virtual Machines", ""],
          ["Dynamic", 0, 0],
        ],
        [
          ["s", true, "", "Spot Virtual Machines", ""],
          ["Committed", 0, 0],
        ],
        [
          ["s", false, "", "HubSpot CRM", "Seats"],
          ["Standard", 0, 0],
        ],
        [
          ["s", false, "", "Spotify API", "Calls"],
          ["Standard", 0, 0],
        ],
        [
          ["s", false, "Barter", "D4 v3", ""],
          ["Standard", 1, 0],
        ],
        [
          [null, true, "SavingsPlan", "D4 v3", ""],
          [null, 0, 1],
        ],
        [
          [null, false, "", "VAT", ""],
          [null, 0, 0],
        ],
      ],
    ));

  describe("CommitmentDiscount", () => {
    const columns = {
      instance: "String",
      info: "Map(String, String)",
      benefit: "String",
      reserved: "String",
      ordered: "String",
      model: "String",
      type: "String",
      category: "String",
      quantity: "Nullable(Decimal(38, 18))",
      unit: "String",
      priced: "Nullable(Decimal(38, 18))",
      pricedUnit: "Nullable(String)",
      billed: "Decimal(38, 18)",
      effective: "Decimal(38, 18)",
    };
    type Row = Readonly<Partial<Record<keyof typeof columns, Cell>>>;
    const empty: Row = {
      ...{ instance: "", info: {}, benefit: "", reserved: "", ordered: "", model: "", type: "", category: "Usage" },
      ...{ quantity: null, unit: "Hours", priced: null, pricedUnit: null, billed: "0", effective: "0" },
    };
    const commitment = mapCommitment("id", {
      isUsage: "(category = 'Usage')",
      isPurchase: "(category = 'Purchase')",
      isUnused: isUnusedCommitment("type"),
      isPlan: isSavingsPlan("id", "model", "type"),
      benefitName: "'Plan A'",
      reservationName: "'VM_RI'",
      skuPriceId: "CAST('s', 'Nullable(String)')",
      hours: mapCommitmentHours("info", "quantity"),
      consumedUnit: "unit",
      pricingQuantity: "priced",
      pricingUnit: "pricedUnit",
      billedCost: "billed",
      effectiveCost: "effective",
      currency: "'USD'",
    });
    const id = mapCommitmentId({
      instanceId: "instance",
      info: "info",
      benefitId: "benefit",
      reservationId: "reserved",
      productOrderId: "ordered",
      pricingModel: "model",
    });
    const checkRows = (cases: readonly (readonly [Row, readonly Cell[]])[]): Promise<void> =>
      check(
        Object.entries(columns)
          .map(([name, type]) => `${name} ${type}`)
          .join(", "),
        [
          ["id", id],
          commitment.CommitmentDiscountCategory,
          commitment.CommitmentDiscountType,
          commitment.CommitmentDiscountStatus,
          commitment.CommitmentDiscountQuantity,
          commitment.CommitmentDiscountUnit,
        ],
        cases.map(([row, result]) => [
          Object.keys(columns).map((name) => ({ ...empty, ...row })[name as keyof typeof columns] ?? null),
          result,
        ]),
      );
    const used = { instance: vm, quantity: "24", priced: "24", pricedUnit: "Hours" };
    const paid = { category: "Purchase", priced: "1", pricedUnit: "Hours", billed: "100" };
    const covered = { reservationorderid: order.toUpperCase(), reservationid: reservation };
    const inOrder = `${orderPath.replace(order, order.toUpperCase())}/reservations/${reservation}`;
    const plan = "/providers/Microsoft.BillingBenefits/savingsPlanOrders/5F9A/savingsPlans/1";

    it("is of the reservation that covers a legacy row or of the order that is paid, and none for anything else", () =>
      checkRows([
        [used, [null, null, null, null, null, null]],
        [{ ...used, info: covered }, [inOrder, "Usage", "Reservation", "Used", "24", "Normalized Hours"]],
        [
          { ...used, info: { ...covered, rinormalizationratio: "2.5" } },
          [inOrder, "Usage", "Reservation", "Used", "60", "Normalized Hours"],
        ],
        [{ ...used, info: { ...covered, rinormalizationratio: "x" } }, [inOrder, "Usage", "Reservation", "Used", "24", "Normalized Hours"]],
        [{ ...used, info: { reservationid: reservation } }, [null, null, null, null, null, null]],
        [
          { ...used, info: { reservationorderid: order }, quantity: "1" },
          [orderPath, "Usage", "Reservation", "Used", "1", "Normalized Hours"],
        ],
        [{ ...used, info: covered, quantity: null }, [inOrder, "Usage", "Reservation", "Used", null, null]],
        [{ ...paid, info: covered, priced: "12" }, [inOrder, "Usage", "Reservation", null, "12", "Normalized Hours"]],
        [{ ...paid, instance: `${orderPath}/reservations/` }, [orderPath, "Usage", "Reservation", null, "1", "Normalized Hours"]],
        [{ ...paid, instance: plan }, [plan, "Spend", "Savings Plan", null, "100", "USD"]],
      ]));

    it("is of the benefit or the reservation that a modern row names, which goes before its additional information", () =>
      checkRows([
        [
          { ...used, benefit: plan, model: "savingsplan", type: "usage", effective: "5" },
          [plan, "Spend", "Savings Plan", "Used", "5", "USD"],
        ],
        // Actual cost says 0, and not how much of the plan was used.
        [{ ...used, benefit: plan, model: "savingsplan", type: "usage" }, [plan, "Spend", "Savings Plan", "Used", null, null]],
        [{ ...used, benefit: plan, type: "unusedsavingsplan", effective: "9" }, [plan, "Spend", "Savings Plan", "Unused", "9", "USD"]],
        [
          { ...used, benefit: `${orderPath}/reservations/`, reserved: order, ordered: order },
          [orderPath, "Usage", "Reservation", "Used", "24", "Normalized Hours"],
        ],
        [
          {
            ...used,
            instance: `${orderPath}/reservations/${reservation}`,
            reserved: reservation,
            type: "unusedreservation",
            model: "reservation",
          },
          [`${orderPath}/reservations/${reservation}`, "Usage", "Reservation", "Unused", "24", "Normalized Hours"],
        ],
        [
          { ...used, reserved: reservation, ordered: order, model: "reservation" },
          [`${orderPath}/reservations/${reservation}`, "Usage", "Reservation", "Used", "24", "Normalized Hours"],
        ],
        [
          { ...paid, reserved: order, ordered: order, model: "reservation" },
          [orderPath, "Usage", "Reservation", null, "1", "Normalized Hours"],
        ],
        [{ ...used, reserved: reservation, model: "reservation" }, [reservation, "Usage", "Reservation", "Used", "24", "Normalized Hours"]],
        // The licence beside a reserved machine is on demand.
        [{ ...used, info: covered, model: "ondemand" }, [null, null, null, null, null, null]],
        [{ ...used, ordered: order, model: "ondemand" }, [null, null, null, null, null, null]],
      ]));
  });

  it("CapacityReservation: Unused is the row of the reservation itself", () => {
    const reserved = mapCapacityReservation("info", "type", "id");
    const type = "microsoft.compute/capacityreservationgroups/capacityreservations";
    return check(
      "info Map(String, String), type String, id Nullable(String)",
      [reserved.CapacityReservationId, reserved.CapacityReservationStatus],
      [
        [
          [{}, "microsoft.compute/virtualmachines", vm],
          [null, null],
        ],
        [
          [{ vmcapacityreservationid: "F8B42087" }, "microsoft.compute/virtualmachines", vm],
          ["F8B42087", "Used"],
        ],
        [
          [{ vmcapacityreservationid: "f8b42087" }, type, "/x/cr"],
          ["f8b42087", "Unused"],
        ],
        [
          [{}, type, "/x/cr"],
          ["/x/cr", "Unused"],
        ],
      ],
    );
  });

  it("providers: 21Vianet runs and invoices what is billed in CNY, and a marketplace row is sold by its publisher", () => {
    const seller = mapSeller({
      consumedService: "service",
      meterCategory: "category",
      publisherType: "kind",
      rowPublisherName: "named",
      serviceInfo2: "info2",
      publisherName: "publisher",
    });
    const providers = mapProviders({ currency: "currency", seller, rowPublisherName: "named", regionId: "region" });
    return check(
      "currency String, service String, category String, info2 String, publisher String, kind String, named String, region String",
      [
        providers.InvoiceIssuerName,
        providers.ServiceProviderName,
        providers.HostProviderName,
        providers.x_ProviderName,
        providers.x_PublisherName,
      ],
      [
        [
          ["CNY", "Microsoft.Compute", "Virtual Machines", "", "Microsoft", "", "", ""],
          ["21Vianet", "21Vianet", "21Vianet", "21Vianet", "Microsoft"],
        ],
        [
          ["USD", "Microsoft.Compute", "Virtual Machines", "", "Microsoft", "", "", ""],
          ["Microsoft", "Microsoft", "Microsoft", "Microsoft", "Microsoft"],
        ],
        [
          ["EUR", "", "Azure Support", "", "", "", "", ""],
          ["Microsoft", "Microsoft", "Microsoft", "Microsoft", "Microsoft"],
        ],
        // serviceInfo2 of a machine is the publisher of its image, who sells nothing.
        [
          ["USD", "Microsoft.Compute", "Virtual Machines", "Canonical", "Microsoft", "", "", ""],
          ["Microsoft", "Microsoft", "Microsoft", "Microsoft", "Microsoft"],
        ],
        [
          ["CNY", "Microsoft.SaaS", "SaaS", "安全公司", "", "", "", ""],
          ["21Vianet", "安全公司", "安全公司", "21Vianet", "安全公司"],
        ],
        [
          ["USD", "", "SaaS", "Contoso", "", "", "", ""],
          ["Microsoft", "Contoso", "Contoso", "Microsoft", "Contoso"],
        ],
        [
          ["USD", "Microsoft.SaaS", "SaaS", "", "", "", "", ""],
          ["Microsoft", "Microsoft", "Microsoft", "Microsoft", "Microsoft"],
        ],
        [
          ["USD", "Astronomer.Astro", "Astro", "", "Astronomer", "", "", ""],
          ["Microsoft", "Astronomer", "Astronomer", "Microsoft", "Astronomer"],
        ],
        [
          ["USD", "", "Marketplace offer", "", "", "marketplace", "Acme Inc", "eastus"],
          ["Microsoft", "Acme Inc", "Microsoft", "Microsoft", "Acme Inc"],
        ],
        [
          ["USD", "", "Marketplace offer", "", "", "marketplace", "Acme Inc", ""],
          ["Microsoft", "Acme Inc", "Acme Inc", "Microsoft", "Acme Inc"],
        ],
        [
          ["USD", "Microsoft.Compute", "Virtual Machines", "", "Microsoft", "azure", "Microsoft", "eastus"],
          ["Microsoft", "Microsoft", "Microsoft", "Microsoft", "Microsoft"],
        ],
      ],
    );
  });

  it("Sku: the meter, its price with the unit, and no price without one of them or for tax", () => {
    const sku = mapSku("meter", "name", "unit", "(category = 'Tax')");
    return check(
      "meter String, name String, unit String, category String",
      [sku.SkuId, sku.SkuMeter, sku.SkuPriceId],
      [
        [
          ["AAAEF613-418A", "List Operations", "10000 Units", "Usage"],
          ["AAAEF613-418A", "List Operations", "AAAEF613-418A/10000 Units"],
        ],
        [
          ["aaaef613-418a", "", "Hours", "Purchase"],
          ["aaaef613-418a", null, "aaaef613-418a/Hours"],
        ],
        [
          ["aaaef613-418a", "D4", "", "Usage"],
          ["aaaef613-418a", "D4", null],
        ],
        [
          ["", "D4", "Hours", "Usage"],
          [null, null, null],
        ],
        [
          ["aaaef613-418a", "VAT", "Units", "Tax"],
          [null, null, null],
        ],
      ],
    );
  });

  it("SkuPriceDetails: FOCUS's own properties by name, others with x_, and nothing of the resource", () =>
    check(
      "pairs Array(Tuple(String, String)), price Nullable(String)",
      [mapSkuPriceDetails("pairs", "price")],
      [
        [[[], "p"], [null]],
        [[[["VCPUs", "8"]], null], [null]],
        [
          [
            [
              ["UsageType", "ComputeHR"],
              ["ImageType", "Canonical"],
              ["ServiceType", "Standard_D4s_v3"],
              ["VMName", "web-01"],
              ["VCPUs", "4"],
            ],
            "p",
          ],
          ['{"x_UsageType":"ComputeHR","OperatingSystem":"Linux","InstanceType":"Standard_D4s_v3","CoreCount":4}'],
        ],
        [[[["ImageType", "Windows Server BYOL"]], "p"], ['{"OperatingSystem":"Windows"}']],
        [[[["ImageType", "AKS"]], "p"], ['{"OperatingSystem":"Linux"}']],
        [[[["ImageType", "Contoso OS"]], "p"], ['{"OperatingSystem":"Contoso OS"}']],
        [
          [
            [
              ["AHB", "true"],
              ["vCores", "2"],
              ["ReservationOrderId", order],
              ["ReservationId", reservation],
              ["ConsumptionMeter", "5fb02b75"],
            ],
            "p",
          ],
          ['{"x_AHB":"true","CoreCount":2,"x_ConsumptionMeter":"5fb02b75"}'],
        ],
        [[[["VCPUs", "many"]], "p"], ['{"x_VCPUs":"many"}']],
        [[[["StorageTier", 'H"ot\\']], "p"], ['{"x_StorageTier":"H\\"ot\\\\"}']],
        [[[["VMName", "only"]], "p"], [null]],
        [[[["Empty", ""]], "p"], [null]],
      ],
    ));

  it("PricingUnit and ConsumedUnit: blocks are blocks, and 100 Hours of a virtual machine are hours", () => {
    const unit = mapPricingUnit({ unitOfMeasure: "uom", meterCategory: "category", unit: "known", pricingBlockSize: "block" });
    return check(
      "uom String, category String, known String, block Decimal(38, 18)",
      [["isHourly", unit.isHourly], ["consumedUnit", unit.consumedUnit], ["pricingBlockSize", unit.pricingBlockSize], unit.pricingUnit],
      [
        [
          ["1 Hour", "Virtual Machines", "Hours", "1"],
          [0, "Hours", "1", "Hours"],
        ],
        [
          ["100 Hours", "virtual machines", "Hours", "100"],
          [1, "Hours", "1", "Hours"],
        ],
        [
          ["10 Hours", "Virtual Machines", "Hours", "10"],
          [0, "Hours", "10", "10 Hours"],
        ],
        [
          ["1,100 Hours", "Virtual Machines", "Hours", "1100"],
          [0, "Hours", "1100", "1100 Hours"],
        ],
        [
          ["100 Hours", "Virtual Network", "Hours", "100"],
          [0, "Hours", "100", "100 Hours"],
        ],
        [
          ["10K", "Storage", "Units", "10000"],
          [0, "Units", "10000", "10000 Units"],
        ],
        [
          ["10,000", "Storage", "Units", "10000"],
          [0, "Units", "10000", "10000 Units"],
        ],
        [
          ["1M", "Key Vault", "Units", "1000000"],
          [0, "Units", "1000000", "1000000 Units"],
        ],
        [
          ["100 GB", "Bandwidth", "GB", "100"],
          [0, "GB", "100", "100 GB"],
        ],
        [
          ["1 GB/Month", "Storage", "GB/Month", "1"],
          [0, "GB/Month", "1", "GB/Month"],
        ],
        [
          ["1/Month", "Storage", "Units/Month", "1"],
          [0, "Units/Month", "1", "Units/Month"],
        ],
        [
          ["10 Virtual User Minutes", "Virtual Machines", "Minutes", "10"],
          [0, "Minutes", "10", "10 Minutes"],
        ],
        [
          [" Furlongs ", "Odd", "", "0"],
          [0, "Furlongs", "1", "Furlongs"],
        ],
        [
          ["", "Odd", "", "0"],
          [0, "", "1", ""],
        ],
      ],
    );
  });

  it("quantities count what the price is the price of; consumption counts single units, only usage consumes, and only what has a SKU price", () => {
    const quantities = mapQuantities({
      isUsage: "(category = 'Usage')",
      skuPriceId: "sku",
      consumedQuantity: "quantity",
      price: "rate",
      isUnused: "false",
      pricingUnit: "unit",
      consumedUnit: "single",
      pricingBlockSize: "block",
    });
    return check(
      "category String, sku Nullable(String), quantity Nullable(Decimal(38, 20)), rate Nullable(Decimal(38, 20)), unit String, single String, block Decimal(38, 18)",
      [
        quantities.PricingQuantity,
        quantities.PricingUnit,
        ["unitQuantity", quantities.unitQuantity],
        ["ConsumedQuantity", quantities.ConsumedQuantity],
        quantities.ConsumedUnit,
        mapUnitPrice("sku", "rate"),
      ],
      [
        [
          ["Usage", "s", "24", "1.5", "Hours", "Hours", "1"],
          ["24", "Hours", "24", "24", "Hours", "1.5"],
        ],
        [
          ["Usage", "s", "0.0004", "0.1", "10000 Units", "Units", "10000"],
          ["0.0004", "10000 Units", "4", "4", "Units", "0.1"],
        ],
        [
          ["Usage", "s", "0.2453", "0.325", "10000 Units", "Units", "10000"],
          ["0.2453", "10000 Units", "2453", "2453", "Units", "0.325"],
        ],
        [
          ["Usage", "s", "0.00000000000000000055", "1", "GB", "GB", "1"],
          ["0.000000000000000001", "GB", "0.000000000000000001", "0.000000000000000001", "GB", "1"],
        ],
        [
          ["Purchase", "s", "12", "1234.5", "Hours", "Hours", "1"],
          ["12", "Hours", null, null, null, "1234.5"],
        ],
        [
          ["Purchase", "s", "3", "-432.1", "Hours", "Hours", "1"],
          ["-3", "Hours", null, null, null, "432.1"],
        ],
        [
          ["Usage", "s", "-2", "0.5", "Hours", "Hours", "1"],
          ["-2", "Hours", "-2", "-2", "Hours", "0.5"],
        ],
        [
          ["Usage", null, "24", "1.5", "Hours", "Hours", "1"],
          [null, null, null, null, null, null],
        ],
        [
          ["Usage", null, "24", "1.5", "", "", "1"],
          [null, null, null, null, null, null],
        ],
        [
          ["Usage", "s", null, "1.5", "Hours", "Hours", "1"],
          [null, null, null, null, null, "1.5"],
        ],
        [
          ["Usage", "s", "24", null, "Hours", "Hours", "1"],
          ["24", "Hours", "24", "24", "Hours", null],
        ],
        [
          ["Usage", "s", "123456789012345678", "1", "1000000 Units", "Units", "1000000"],
          ["123456789012345678", "1000000 Units", null, null, null, "1"],
        ],
        [
          ["Tax", null, "1", "6", "", "", "1"],
          [null, null, null, null, null, null],
        ],
      ],
    );
  });

  it("ContractedCost is price times quantity where that is the cost but for the digits that Azure gives, and else the cost, named", () => {
    const contracted = mapContractedCost({
      contractedUnitPrice: "price",
      pricingQuantity: "quantity",
      product: "product",
      cost: "cost",
      isCommitmentCost: "committed",
    });
    return check(
      "price Nullable(Decimal(38, 18)), quantity Nullable(Decimal(38, 18)), cost Decimal(38, 18), committed UInt8",
      [["product", productOf("price", "quantity")], contracted.ContractedCost, contracted.isMismatch, contracted.isUnknown],
      [
        [
          ["3.25", "1", "3.25", false],
          ["3.25", "3.25", 0, 0],
        ],
        [
          ["0.1", "0.0004", "0.00004", false],
          ["0.00004", "0.00004", 0, 0],
        ],
        [
          ["0.00237", "0.0047", "0.000011139", false],
          ["0.000011139", "0.000011139", 0, 0],
        ],
        [
          ["6.38", "0.033336", "0.21268368", false],
          ["0.21268368", "0.21268368", 0, 0],
        ],
        // The quantity was cut at its eighth decimal.
        [
          ["15", "0.03225806", "0.4838709677419368", false],
          ["0.4838709", "0.4838709", 0, 0],
        ],
        [
          ["15", "0.03225", "0.4838709677419368", false],
          ["0.48375", "0.4838709677419368", 1, 0],
        ],
        [
          ["1000000", "0.000000001", "0.0018", false],
          ["0.001", "0.001", 0, 0],
        ],
        [
          ["1000000", "0.000000001", "0.0021", false],
          ["0.001", "0.0021", 1, 0],
        ],
        [
          ["432.1", "-3", "-1296.3", false],
          ["-1296.3", "-1296.3", 0, 0],
        ],
        // A millionth of a large cost is money.
        [
          ["2000000", "3", "6000006", false],
          ["6000000", "6000006", 1, 0],
        ],
        [
          ["2", "3", "6.000006", false],
          ["6", "6.000006", 1, 0],
        ],
        [
          ["2", "3", "6.00000001", false],
          ["6", "6", 0, 0],
        ],
        [
          ["2", "3", "6.1", false],
          ["6", "6.1", 1, 0],
        ],
        [
          ["10000", "24", "0.0024", false],
          ["240000", "0.0024", 1, 0],
        ],
        [
          ["0", "24", "0", false],
          ["0", "0", 0, 0],
        ],
        [
          [null, "24", "5", false],
          [null, "5", 0, 0],
        ],
        [
          ["2", null, "5", false],
          [null, "5", 0, 0],
        ],
        [
          ["99999999999999999999", "99999999999999999999", "1", false],
          ["9999999999999999999800000000000000000001", "1", 1, 0],
        ],
        [
          ["8", "1", "5", true],
          ["8", "8", 0, 0],
        ],
        [
          [null, "1", "5", true],
          [null, "5", 0, 1],
        ],
      ],
    );
  });

  it("EffectiveCost with the rates of commitments by day: a covered row has its share, a purchase none, and what is not known is named", () => {
    const costs = mapCosts({
      isPurchase: "(category = 'Purchase')",
      commitmentId: "commitment",
      cost: "cost",
      isCharged: "(cost != 0)",
      isCovered: "(commitment IS NOT NULL AND category = 'Usage')",
      isModern: "false",
      isAdded: "added",
      commitments: "by-day",
    });
    const share = mapAmortizedCost("by-day");
    return check(
      "category String, commitment Nullable(String), cost Decimal(38, 18), added UInt8, added_cost Nullable(Decimal(38, 18)), dayEvidence String, hourlyRate Decimal(76, 30), commitmentHours Nullable(Decimal(38, 18))",
      [
        ["isAdded", "(added = 1)"],
        ["isHourShare", "(commitment IS NOT NULL AND category = 'Usage' AND cost = 0)"],
        ["amortizedCost", share],
        costs.BilledCost,
        costs.EffectiveCost,
        costs.x_EffectiveCostSource,
        costs.isNotAmortized,
      ],
      [
        [
          ["Usage", null, "3.25", 0, null, "", "0", null],
          [0, 0, null, "3.25", "3.25", "billed", 0],
        ],
        [
          ["Usage", orderPath, "0", 0, null, "order-terms", "0.333333333333333333333333333333", "2"],
          [0, 1, "0.666666666666666667", "0", "0.666666666666666667", "order-terms", 0],
        ],
        [
          ["Usage", orderPath, "0", 0, null, "", "0", "2"],
          [0, 1, null, "0", "0", "unknown", 1],
        ],
        [
          ["Usage", orderPath, "0", 0, null, "order-terms", "1", null],
          [0, 1, null, "0", "0", "unknown", 1],
        ],
        [
          ["Purchase", orderPath, "900", 0, null, "order-terms", "1", null],
          [0, 0, null, "900", "0", "order-terms", 0],
        ],
        [
          ["Purchase", orderPath, "900", 0, null, "", "0", null],
          [0, 0, null, "900", "0", "unknown", 1],
        ],
        [
          ["Usage", orderPath, "0", 1, "-7.5", "order-terms", "1", null],
          [1, 1, "-7.5", "0", "-7.5", "order-terms", 0],
        ],
      ],
    );
  });

  it("BilledCost and EffectiveCost: a covered row that costs something is amortised, one that costs nothing says that it is not", () => {
    const costs = mapCosts({
      isPurchase: "(category = 'Purchase')",
      commitmentId: "commitment",
      cost: "cost",
      isCharged: "(cost != 0)",
      isCovered: "covered",
      isModern: "modern",
      isAdded: "false",
      commitments: "unknown",
    });
    return check(
      "category String, commitment Nullable(String), cost Decimal(38, 18), covered UInt8, modern UInt8",
      [costs.BilledCost, costs.EffectiveCost, costs.isAmortized, costs.isNotAmortized],
      [
        [
          ["Usage", null, "3.25", false, false],
          ["3.25", "3.25", 0, 0],
        ],
        [
          ["Usage", null, "0", false, true],
          ["0", "0", 0, 0],
        ],
        [
          ["Usage", orderPath, "0", true, false],
          ["0", "0", 0, 1],
        ],
        // Of the legacy schema there is no amortised report.
        [
          ["Usage", orderPath, "0.7", true, false],
          ["0.7", "0.7", 0, 0],
        ],
        [
          ["Usage", orderPath, "0.7", true, true],
          ["0", "0.7", 1, 0],
        ],
        [
          ["Usage", orderPath, "0", true, true],
          ["0", "0", 0, 1],
        ],
        [
          ["Usage", null, "5", true, true],
          ["0", "5", 1, 0],
        ],
        [
          ["Purchase", orderPath, "6940.7", false, true],
          ["6940.7", "0", 0, 1],
        ],
        [
          ["Purchase", orderPath, "-1190.5", false, false],
          ["-1190.5", "0", 0, 1],
        ],
        [
          ["Purchase", null, "199", false, true],
          ["199", "199", 0, 0],
        ],
        [
          ["Credit", null, "-20", false, true],
          ["-20", "-20", 0, 0],
        ],
      ],
    );
  });

  it("prices of another currency become the bill's by the row's own rate, and are unknown without one", () => {
    const currencies = mapCurrencies({ currency: "currency", pricingCurrency: "pricing", exchangeRate: "sent" });
    return check(
      "currency String, pricing String, sent Nullable(Decimal(38, 20)), price Nullable(Decimal(38, 20))",
      [
        ["isForeign", currencies.isForeign],
        ["rate", currencies.exchangeRate],
        inBillingCurrency("price", "isForeign", "rate"),
        inPricingCurrency("6.9", "rate"),
      ],
      [
        [
          ["EUR", "", null, "2"],
          [0, "1", "2", "6.9"],
        ],
        [
          ["EUR", "eur", "0.5", "2"],
          [0, "1", "2", "6.9"],
        ],
        [
          ["EUR", "USD", "0.92", "2"],
          [1, "0.92", "1.84", "7.5"],
        ],
        [
          ["EUR", "USD", null, "2"],
          [1, null, null, "6.9"],
        ],
        [
          ["EUR", "USD", "0", "2"],
          [1, null, null, "6.9"],
        ],
        [
          ["EUR", "USD", "0.92", null],
          [1, "0.92", null, "7.5"],
        ],
      ],
    );
  });

  it("ListUnitPrice is that of the price sheet in the row's own blocks, and the contracted one where no sheet fits", () => {
    const sheet = mapSheetPrice({
      isUsage: "(category = 'Usage')",
      pricingQuantity: "quantity",
      consumedUnit: "unit",
      pricingBlockSize: "block",
      isCharged: "(cost != 0)",
      sheetPrice: "sheetPrice",
      sheetUnit: "sheetUnit",
      sheetPricingBlockSize: "sheetPricingBlockSize",
    });
    const list = mapListPrice({
      sheetUnitPrice: "sheetUnitPrice",
      sheetProduct: productOf("sheetUnitPrice", "quantity"),
      payGUnitPrice: "payG",
      payGProduct: productOf("payG", "quantity"),
      contractedUnitPrice: "toDecimal128('0.5', 18)",
      contractedCost: "toDecimal128('1.5', 18)",
    });
    return check(
      "category String, quantity Nullable(Decimal(38, 18)), unit String, block Decimal(38, 18), sheetPrice Decimal(38, 18), sheetUnit String, sheetPricingBlockSize Decimal(38, 18), payG Nullable(Decimal(38, 18)), cost Decimal(38, 18)",
      [
        ["sheetUnitPrice", sheet.sheetUnitPrice],
        sheet.isOtherUnit,
        sheet.isFreeThoughCharged,
        list.ListUnitPrice,
        list.ListCost,
        list.x_ListCostSource,
        list.isOutOfRange,
      ],
      [
        [
          ["Usage", "3", "Hours", "1", "0", "", "0", null, "0"],
          [null, 0, 0, "0.5", "1.5", "contracted", 0],
        ],
        [
          ["Usage", "3", "Hours", "1", "0.8", "Hours", "1", null, "0"],
          ["0.8", 0, 0, "0.8", "2.4", "price-sheet", 0],
        ],
        [
          ["Usage", "3", "Hours", "1", "80", "Hours", "100", null, "0"],
          ["0.8", 0, 0, "0.8", "2.4", "price-sheet", 0],
        ],
        [
          ["Usage", "0.25", "Units", "10000", "0.00004", "Units", "1", null, "0"],
          ["0.4", 0, 0, "0.4", "0.1", "price-sheet", 0],
        ],
        [
          ["Usage", "0.25", "Units", "10000", "4", "Units", "100000", null, "0"],
          ["0.4", 0, 0, "0.4", "0.1", "price-sheet", 0],
        ],
        [
          ["Usage", "3", "Hours", "1", "1", "Hours", "3", null, "0"],
          ["0.333333333333333333", 0, 0, "0.333333333333333333", "0.999999999999999999", "price-sheet", 0],
        ],
        [
          ["Usage", "3", "GB", "1", "0.8", "Hours", "1", null, "0"],
          [null, 1, 0, "0.5", "1.5", "contracted", 0],
        ],
        [
          ["Purchase", "3", "Hours", "1", "0.8", "Hours", "1", null, "0"],
          [null, 0, 0, "0.5", "1.5", "contracted", 0],
        ],
        [
          ["Usage", null, "Hours", "1", "0.8", "Hours", "1", null, "0"],
          [null, 0, 0, "0.5", "1.5", "contracted", 0],
        ],
        [
          ["Usage", "3", "Hours", "1", "0", "Hours", "1", null, "0"],
          ["0", 0, 0, "0", "0", "price-sheet", 0],
        ],
        [
          ["Usage", "99999999999", "Hours", "1", "99999999999", "Hours", "1", null, "0"],
          ["99999999999", 0, 0, "0.5", "1.5", "contracted", 1],
        ],
        // A sheet that gives away what was charged for has no list price.
        [
          ["Usage", "3", "Hours", "1", "0", "Hours", "1", null, "1.5"],
          [null, 0, 1, "0.5", "1.5", "contracted", 0],
        ],
        [
          ["Usage", "3", "Hours", "1", "0", "", "0", "0.9", "1.5"],
          [null, 0, 0, "0.9", "2.7", "pay-as-you-go", 0],
        ],
        // Azure writes 0 for a price that it does not know.
        [
          ["Purchase", "3", "Hours", "1", "0", "", "0", "0", "1.5"],
          [null, 0, 0, "0.5", "1.5", "contracted", 0],
        ],
        [
          ["Usage", "3", "Hours", "1", "0.8", "Hours", "1", "0.9", "1.5"],
          ["0.8", 0, 0, "0.8", "2.4", "price-sheet", 0],
        ],
      ],
    );
  });

  it("price × quantity is the cost of any block meter, and what was consumed is the number of blocks times their size", async () => {
    const meter = fc.record({
      block: fc.constantFrom(1, 10, 100, 1000, 10_000, 100_000, 1_000_000),
      units: fc.integer({ min: 0, max: 1_000_000_000 }),
      price: fc.integer({ min: 0, max: 10_000_000 }),
    });
    const meters = fc.sample(meter, { numRuns: 2000, seed: 11 });
    const decimal = (digits: bigint, scale: number): string => {
      const text = digits.toString().padStart(scale + 1, "0");
      return `${text.slice(0, -scale)}.${text.slice(-scale)}`;
    };
    // Azure writes blocks with six decimals that are exact for every pricing block size here, and costs as the exact product.
    const rows = meters.map(({ block, units, price }) => {
      const blocks = BigInt(units) * (1_000_000n / BigInt(block));
      return [decimal(blocks, 6), decimal(BigInt(price), 6), decimal(blocks * BigInt(price), 12), String(block)];
    });
    const quantities = mapQuantities({
      isUsage: "true",
      skuPriceId: "CAST('s', 'Nullable(String)')",
      consumedQuantity: "quantity",
      price: "rate",
      isUnused: "false",
      pricingUnit: "'x'",
      consumedUnit: "'x'",
      pricingBlockSize: "block",
    });
    const contracted = mapContractedCost({
      contractedUnitPrice: "price",
      pricingQuantity: "priced",
      product: "product",
      cost: "cost",
      isCommitmentCost: "0",
    });
    const results = await evaluate(
      server,
      "quantity Nullable(Decimal(38, 20)), rate Nullable(Decimal(38, 20)), cost Decimal(38, 18), block Decimal(38, 18)",
      rows,
      [
        ["priced", quantities.PricingQuantity],
        quantities.unitQuantity,
        ["price", mapUnitPrice("CAST('s', 'Nullable(String)')", "rate")],
        ["product", productOf("price", "priced")],
        `toDecimal256(${contracted.ContractedCost}, 18) = toDecimal256(cost, 18)`,
        contracted.isMismatch,
      ],
    );
    for (const [index, [, consumed, , , isCost, isMismatch]] of results.entries()) {
      expect({ consumed, isCost, isMismatch }, JSON.stringify(rows[index])).toEqual({
        consumed: String(meters[index]?.units),
        isCost: 1,
        isMismatch: 0,
      });
    }
  });
});
