import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readKilograms } from "../../../app/domain/emission/emission";
import { carbonColumn, carbonReportOf, readCarbonRow } from "../../../app/domain/emission/read-carbon-row";
import { toPlainDecimal } from "../../../app/domain/decimal/to-plain-decimal";

function read(row: Readonly<Record<string, string>>, without: readonly string[] = []) {
  const cells = new Map(Object.entries(row).map(([name, value]) => [carbonColumn(name), value]));
  for (const name of without) cells.delete(name);
  const columns = new Set(cells.keys());
  const report = carbonReportOf(columns);
  if (report === null) throw new TypeError("no report");
  return readCarbonRow(report, cells, columns);
}

/** docs.aws.amazon.com/cur/latest/userguide/table-dictionary-carbon.html */
const aws = {
  last_refresh_timestamp: "2026-11-15 02:00:00Z",
  location: "US East (N. Virginia)",
  model_version: "v3.0.0",
  payer_account_id: "111122223333",
  product_code: "AmazonEC2",
  region_code: "us-east-1",
  total_lbm_emissions_unit: "MTCO2e",
  total_lbm_emissions_value: "1.25E-05",
  total_mbm_emissions_unit: "MTCO2e",
  total_mbm_emissions_value: "0.001234567890123456",
  usage_account_id: "444455556666",
  usage_period_start: "2026-09-01 00:00:00Z",
  usage_period_end: "2026-09-30 23:59:59Z",
};
const ofAws = {
  provider: "AWS",
  sub_account_id: "444455556666",
  resource_id: "",
  service: "AmazonEC2",
  region: "us-east-1",
  model_version: "v3.0.0",
};

/** cloud.google.com/carbon-footprint/docs/data-schema */
const google = {
  usage_month: "2026-09-01",
  billing_account_id: "012345-ABCDEF-678901",
  "project.id": "shop",
  "project.number": "802583874831",
  "service.description": "Compute Engine",
  "service.id": "6F81-5844-456A",
  "location.location": "us-central1-a",
  "location.region": "us-central1",
  carbon_model_version: "12",
  "carbon_footprint_total_kgCO2e.market_based": "588.8",
  "carbon_footprint_total_kgCO2e.location_based": "1587.3000000000002",
  "carbon_footprint_kgCO2e.scope1": "10",
  "carbon_footprint_kgCO2e.scope2.location_based": "400",
  "carbon_footprint_kgCO2e.scope2.market_based": "",
  "carbon_footprint_kgCO2e.scope3": "986.8",
};

describe("a row of AWS", () => {
  it("has both totals, in kilograms to the last digit", () => {
    expect(read(aws)).toMatchObject({
      account: "111122223333",
      emissions: [
        { ...ofAws, scope: "total", method: "market", kilograms: "1.234567890123456", problem: "" },
        { ...ofAws, scope: "total", method: "location", kilograms: "0.0125", problem: "" },
      ],
    });
  });

  it("has the scopes that the export has columns for, and an empty one is missing", () => {
    const scopes = {
      total_scope_1_emissions_value: "0",
      total_scope_1_emissions_unit: "MTCO2e",
      total_scope_3_lbm_emissions_value: "",
      total_scope_3_lbm_emissions_unit: "",
    };
    const row = read({ ...aws, ...scopes });
    expect("emissions" in row ? row.emissions.slice(2) : row).toEqual([
      { ...ofAws, scope: "scope-1", method: "unspecified", kilograms: "0", problem: "" },
      { ...ofAws, scope: "scope-3", method: "location", kilograms: null, problem: "no-value" },
    ]);
  });

  it.each([
    [
      { total_mbm_emissions_unit: "kg" },
      "total_mbm_emissions_unit",
      '"kg" is not a known unit: only MTCO2e is, metric tons of CO2 equivalent',
    ],
    [{ total_lbm_emissions_value: "1,5" }, "total_lbm_emissions_value", '"1,5" is not a number'],
    [{ total_lbm_emissions_value: "NaN" }, "total_lbm_emissions_value", '"NaN" is not a number'],
    [{ usage_period_start: "2026-09-02 00:00:00Z" }, "usage_period_start", '"2026-09-02 00:00:00Z" is not the beginning of a month'],
    [
      { usage_period_end: "2026-10-31 23:59:59Z" },
      "usage_period_end",
      '"2026-10-31 23:59:59Z" is not the end of 2026-09: a row must be of one month',
    ],
    [{ usage_account_id: "" }, "usage_account_id", "is empty"],
    [{ model_version: "" }, "model_version", "is empty: the scopes of its totals are not known"],
  ])("with %j is refused", (more, column, detail) => {
    expect(read({ ...aws, ...more })).toEqual({ column, detail });
  });

  it("of a global service is in the place that it names", () => {
    const row = read({ ...aws, region_code: "", location: "Global" });
    expect("emissions" in row ? row.emissions[0]?.region : row).toBe("Global");
  });
});

describe("a row of Google", () => {
  it("has totals and scopes, and a value that is not there is missing", () => {
    const of = {
      provider: "Google Cloud",
      sub_account_id: "shop",
      resource_id: "",
      service: "Compute Engine",
      region: "us-central1",
      model_version: "12",
    };
    expect(read(google)).toMatchObject({
      account: "012345-ABCDEF-678901",
      emissions: [
        { ...of, scope: "total", method: "market", kilograms: "588.8", problem: "" },
        { ...of, scope: "total", method: "location", kilograms: "1587.3000000000002", problem: "" },
        { ...of, scope: "scope-1", method: "unspecified", kilograms: "10", problem: "" },
        { ...of, scope: "scope-2", method: "market", kilograms: null, problem: "no-value" },
        { ...of, scope: "scope-2", method: "location", kilograms: "400", problem: "" },
        { ...of, scope: "scope-3", method: "unspecified", kilograms: "986.8", problem: "" },
      ],
    });
  });

  it("of a deleted project is known by its number", () => {
    const row = read({ ...google, "project.id": "" });
    expect("emissions" in row ? row.emissions[0]?.sub_account_id : row).toBe("802583874831");
  });

  it.each([
    [{ usage_month: "2026-09" }, "usage_month", '"2026-09" is not the first day of a month'],
    [{ carbon_model_version: "" }, "carbon_model_version", "is empty"],
    [{ "carbon_footprint_kgCO2e.scope1": "none" }, "carbon_footprint_kgco2e_scope1", '"none" is not a number'],
  ])("with %j is refused", (more, column, detail) => {
    expect(read({ ...google, ...more })).toEqual({ column, detail });
  });
});

it("a file of neither is no report", () => {
  expect(carbonReportOf(new Set(["usage_account_id", "usage_period_start"]))).toBeNull();
});

it("a ton is a thousand kilograms, to the last digit of any double", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 }), (value) => {
      fc.pre(value === 0 || Math.abs(value) > 1e-20);
      const text = String(value);
      const thousand = toPlainDecimal(
        /e/.test(text) ? text.replace(/e(.*)$/, (_, power: string) => `e${Number(power) + 3}`) : `${text}e3`,
        {
          integerDigits: 40,
          fractionDigits: 60,
        },
      );
      expect(readKilograms(text, "tonnes")).toEqual({ kilograms: thousand, problem: "" });
    }),
  );
});

it("more decimals than are kept are rounded and named, and a number that nobody emits is none", () => {
  expect(readKilograms("1.2345E-36", "kilograms")).toEqual({ kilograms: "0.00000000000000000000000000000000000123", problem: "rounded" });
  expect(readKilograms("1.2345E-36", "tonnes")).toEqual({ kilograms: "0.0000000000000000000000000000000012345", problem: "" });
  expect(readKilograms("1E31", "kilograms")).toBeUndefined();
  expect(readKilograms(" ", "tonnes")).toEqual({ kilograms: null, problem: "no-value" });
});
