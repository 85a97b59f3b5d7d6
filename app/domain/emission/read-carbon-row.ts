import { BillingMonth } from "../calendar/billing-month";
import { type Emission, type EmissionMethod, type EmissionScope, type EmissionUnit, readKilograms } from "./emission";

/** A row of a report by the names of its columns, as `carbonColumn` writes them. A column that the row lacks, and an empty one, have no value. */
export type CarbonCells = ReadonlyMap<string, string>;

/** What a row of a provider's report is. */
export interface CarbonRow {
  readonly month: BillingMonth;
  /** The billing account that the report itself names. */
  readonly account: string;
  /** Equal for rows that are of the same: two of them in a month would count twice. */
  readonly key: string;
  readonly emissions: readonly Emission[];
}

/** Why a row cannot be read: its column, and what is wrong there. */
export interface CarbonFault {
  readonly column: string;
  readonly detail: string;
}

/** Which report a file is. */
export type CarbonReport = "aws" | "google";

/** How a column is looked for: `carbon_footprint_kgCO2e.scope2.market_based`, which BigQuery nests and people flatten, is one name. */
export function carbonColumn(name: string): string {
  return name.trim().toLowerCase().replace(/[. ]/g, "_");
}

/** Which report has these columns; null: none that is known. */
export function carbonReportOf(columns: ReadonlySet<string>): CarbonReport | null {
  if (columns.has("usage_account_id") && columns.has("usage_period_start") && awsTotals.some(({ value }) => columns.has(value)))
    return "aws";
  return columns.has("usage_month") && columns.has("carbon_model_version") ? "google" : null;
}

/** Reads one row of a report. `columns` are those of the file: a value that it has no column for is not reported, and no missing value. Total. */
export function readCarbonRow(report: CarbonReport, cells: CarbonCells, columns: ReadonlySet<string>): CarbonRow | CarbonFault {
  switch (report) {
    case "aws":
      return readAwsRow(cells, columns);
    case "google":
      return readGoogleRow(cells);
  }
}

/**
 * A row of the table CARBON_EMISSIONS of AWS Data Exports (docs.aws.amazon.com/cur/latest/userguide/table-dictionary-carbon.html): metric tons, by usage account,
 * product and region. Which scopes are in its totals depends on the version of its model.
 */
function readAwsRow(cells: CarbonCells, columns: ReadonlySet<string>): CarbonRow | CarbonFault {
  const cell = cellOf(cells);
  const start = cell("usage_period_start");
  const month = monthOf(start);
  if (month === null) return { column: "usage_period_start", detail: `${quoted(start)} is not the beginning of a month` };
  const end = cell("usage_period_end");
  const endDay = instant.exec(end)?.[1] ?? "";
  if (end !== "" && endDay !== month.lastDay && endDay !== month.plus(1)?.firstDay)
    return { column: "usage_period_end", detail: `${quoted(end)} is not the end of ${month.toString()}: a row must be of one month` };
  const subAccount = cell("usage_account_id");
  if (subAccount === "") return { column: "usage_account_id", detail: "is empty" };
  const model = cell("model_version");
  if (model === "") return { column: "model_version", detail: "is empty: the scopes of its totals are not known" };
  const region = cell("region_code") || cell("location");
  const of = { provider: "AWS", sub_account_id: subAccount, resource_id: "", service: cell("product_code"), region, model_version: model };
  const emissions: Emission[] = [];
  for (const { value, unit, scope, method } of [...awsTotals, ...awsScopes]) {
    if (!columns.has(value)) continue;
    const named = cell(unit);
    if (cell(value) !== "" && named.toUpperCase() !== "MTCO2E")
      return { column: unit, detail: `${quoted(named)} is not a known unit: only MTCO2e is, metric tons of CO2 equivalent` };
    const read = emissionOf(cell, value, "tonnes", { ...of, scope, method });
    if ("detail" in read) return read;
    emissions.push(read);
  }
  const key = JSON.stringify([month.toString(), subAccount, of.service, cell("region_code"), cell("location")]);
  return { month, account: cell("payer_account_id"), key, emissions };
}

/**
 * A row of Google's carbon footprint export to BigQuery (cloud.google.com/carbon-footprint/docs/data-schema): kilograms, by project, service and location. Totals
 * are scope 1, scope 2 by either method, and scope 3.
 */
function readGoogleRow(cells: CarbonCells): CarbonRow | CarbonFault {
  const cell = cellOf(cells);
  const start = cell("usage_month");
  const month = monthOf(start);
  if (month === null) return { column: "usage_month", detail: `${quoted(start)} is not the first day of a month` };
  const model = cell("carbon_model_version");
  if (model === "") return { column: "carbon_model_version", detail: "is empty" };
  const [project, number] = [cell("project_id"), cell("project_number")];
  const region = cell("location_region") || cell("location_location");
  const service = cell("service_description") || cell("service_id");
  const of = {
    provider: "Google Cloud",
    sub_account_id: project || number,
    resource_id: "",
    service,
    region,
    model_version: model,
  };
  const emissions: Emission[] = [];
  for (const { value, scope, method } of googleValues) {
    const read = emissionOf(cell, value, "kilograms", { ...of, scope, method });
    if ("detail" in read) return read;
    emissions.push(read);
  }
  const key = JSON.stringify([month.toString(), project, number, cell("service_id"), service, region, cell("location_location")]);
  return { month, account: cell("billing_account_id"), key, emissions };
}

function emissionOf(
  cell: (column: string) => string,
  column: string,
  unit: EmissionUnit,
  of: Omit<Emission, "kilograms" | "problem">,
): Emission | CarbonFault {
  const read = readKilograms(cell(column), unit);
  return read === undefined ? { column, detail: `${quoted(cell(column))} is not a number` } : { ...of, ...read };
}

const cellOf =
  (cells: CarbonCells) =>
  (column: string): string =>
    cells.get(column)?.trim() ?? "";

/** The month that a day or an instant begins, in UTC. */
function monthOf(text: string): BillingMonth | null {
  const [, day = "", time] = instant.exec(text) ?? [];
  const isMidnight = time === undefined || /^00:00(?::00(?:\.0+)?)?$/.test(time);
  return day.endsWith("-01") && isMidnight ? BillingMonth.parse(day.slice(0, 7)) : null;
}

/** `2026-09-01`, `2026-09-01 00:00:00Z`, `2026-09-30T23:59:59.999Z`. */
const instant = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?: ?(?:Z|UTC|\+00:?00))?)?$/;

const quoted = (text: string): string => JSON.stringify(text.slice(0, 80));

interface CarbonValue {
  readonly value: string;
  readonly scope: EmissionScope;
  readonly method: EmissionMethod;
}

const aws = (name: string, scope: EmissionScope, method: EmissionMethod): CarbonValue & { readonly unit: string } => ({
  value: `total_${name}emissions_value`,
  unit: `total_${name}emissions_unit`,
  scope,
  method,
});
const awsTotals = [aws("mbm_", "total", "market"), aws("lbm_", "total", "location")];
const awsScopes = [
  aws("scope_1_", "scope-1", "unspecified"),
  aws("scope_2_mbm_", "scope-2", "market"),
  aws("scope_2_lbm_", "scope-2", "location"),
  aws("scope_3_mbm_", "scope-3", "market"),
  aws("scope_3_lbm_", "scope-3", "location"),
];
const googleValues: readonly CarbonValue[] = [
  { value: "carbon_footprint_total_kgco2e_market_based", scope: "total", method: "market" },
  { value: "carbon_footprint_total_kgco2e_location_based", scope: "total", method: "location" },
  { value: "carbon_footprint_kgco2e_scope1", scope: "scope-1", method: "unspecified" },
  { value: "carbon_footprint_kgco2e_scope2_market_based", scope: "scope-2", method: "market" },
  { value: "carbon_footprint_kgco2e_scope2_location_based", scope: "scope-2", method: "location" },
  { value: "carbon_footprint_kgco2e_scope3", scope: "scope-3", method: "unspecified" },
];
