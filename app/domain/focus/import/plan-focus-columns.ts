import { trimInvisible } from "../../trim-invisible";
import { type FocusColumnName, focusColumns } from "../focus-columns";
import { type FocusImportColumn, focusImportColumns } from "./focus-import-column";

/**
 * Decides from the header of a file how each cell is mapped: columns of 1.4 by their names, columns of earlier versions by what they became, the rest
 * is kept as it is. The name of 1.4 wins where a file has both. A header without the columns that make a bill is refused whole.
 */
export function planFocusColumns(headers: readonly string[]): FocusColumnPlan | FocusHeaderFault {
  const indexes = new Map<string, number>();
  for (const [index, header] of headers.entries()) {
    const name = normalizeFocusHeader(header);
    const first = indexes.get(name);
    if (first !== undefined) return { code: "column-twice", detail: `"${headers[first] ?? ""}" and "${header}" are the same column` };
    indexes.set(name, index);
  }
  const version = detectFocusVersion(headers);
  if (version === null) {
    return { code: "not-focus", detail: explainOtherHeader(headers) };
  }
  const missing = necessary.filter((name) => !indexes.has(normalizeFocusHeader(name)));
  if (missing.length > 0)
    return { code: "column-missing", detail: `FOCUS ${version} without ${missing.join(", ")}, and every charge needs them` };

  const cellOf = new Map<FocusImportColumn, number>();
  const used = new Set<number>();
  const take = (column: FocusImportColumn, header: string): void => {
    const index = indexes.get(normalizeFocusHeader(header));
    if (index === undefined || cellOf.has(column)) return;
    cellOf.set(column, index);
    used.add(index);
  };
  for (const { name } of focusImportColumns) take(name, name);
  for (const { name, becomes } of earlierFocusColumns) for (const column of becomes) take(column, name);
  const own = indexes.get(normalizeFocusHeader("x_SourceColumns"));
  const ignored = new Set(madeAnew.map((name) => indexes.get(normalizeFocusHeader(name))));
  const unknown = [...headers.entries()]
    .filter(([index]) => !used.has(index) && index !== own && !ignored.has(index))
    .map(([index, header]) => ({ header: trimInvisible(header), index }));
  return { version, headers, cellOf, unknown, sourceColumns: own ?? null };
}

/** Without these there is no bill, in any version. */
const necessary = [
  "BilledCost",
  "BillingAccountId",
  "BillingCurrency",
  "BillingPeriodStart",
  "ChargeCategory",
  "ChargePeriodEnd",
  "ChargePeriodStart",
  "EffectiveCost",
] as const;

/** Columns of our own exports that speak of the snapshot they came from. */
const madeAnew = ["x_ChargeId", "x_ChargeOrigin", "x_ContentHash", "x_Problems", "x_SourceFocusVersion"] as const;

/** Which cell of a file's rows goes where. Made once for a file by `planFocusColumns`. */
export interface FocusColumnPlan {
  readonly version: FocusVersion;
  readonly headers: readonly string[];
  /** Where each column of ours is in a row. Missing: the file does not have it. */
  readonly cellOf: ReadonlyMap<FocusImportColumn, number>;
  /** Cells that we have no column for. They are kept as JSON text. */
  readonly unknown: readonly { readonly header: string; readonly index: number }[];
  /** The cell of our own JSON of such cells, when the file was exported here. */
  readonly sourceColumns: number | null;
}

/** Why a header is not that of a FOCUS file that can be read. */
interface FocusHeaderFault {
  readonly code: "not-focus" | "column-missing" | "column-twice";
  /** In words, with the names of the columns. */
  readonly detail: string;
}

/** What a header is that has none of the columns which every version of FOCUS has: another bill of a known kind and what to do with it, or its beginning. */
function explainOtherHeader(headers: readonly string[]): string {
  const folded = new Set(headers.map((header) => normalizeFocusHeader(header).replace(/[^a-z0-9]/g, "")));
  const known = otherBills.find(({ columns }) => columns.every((column) => folded.has(column)));
  if (known !== undefined) return `is ${known.name}, not FOCUS: ${known.advice}`;
  const dataset = otherDatasets.find(({ column }) => folded.has(column));
  if (dataset !== undefined) return `is ${dataset.name} of FOCUS: ${dataset.advice}`;
  const begin = headers.slice(0, 5).join(", ");
  const absent = ["BilledCost", "ChargePeriodStart"].filter((name) => !folded.has(name.toLowerCase())).join(" and ");
  const missing = `no ${absent} among ${headers.length} columns, which begin ${begin}`;
  return headers.length === 1 ? `${missing}; it has no comma, semicolon, tab or bar as separator` : missing;
}

const importCharges = "import the dataset Cost and Usage instead";

/** The other datasets of FOCUS 1.3 and 1.4, by a column that they have and Cost and Usage has not, as `normalizeFocusHeader` folds it. */
const otherDatasets = [
  { column: "invoicedetailid", name: "the dataset Invoice Detail", advice: "import it with the dataset invoice-detail" },
  { column: "contractcommitmentid", name: "the dataset Contract Commitment", advice: importCharges },
  { column: "billingperiodstatus", name: "the dataset Billing Period", advice: importCharges },
] as const;

const ofAzure = "read it with the source azure-exports, or export FOCUS from Cost Management";

const ofPriceSheet = "load it with npm run reference -- prices FILE";

/** Columns as `normalizeFocusHeader` folds them, without points and slashes; the most telling first. */
const otherBills: readonly { readonly columns: readonly string[]; readonly name: string; readonly advice: string }[] = [
  {
    columns: ["usagestarttime", "skudescription", "cost"],
    name: "a standard or detailed usage export of Google Cloud",
    advice: "read it with the source gcp-billing",
  },
  {
    columns: ["lineitemintervalusagestart", "costmycost"],
    name: "a cost report of Oracle Cloud",
    advice: "take the files of FOCUS Reports",
  },
  { columns: ["meterid", "unitprice", "basepricepartnumber"], name: "a price sheet of Azure", advice: ofPriceSheet },
  { columns: ["meterid", "unitofmeasure", "marketprice"], name: "a price sheet of Azure", advice: ofPriceSheet },
  ...["costinbillingcurrency", "costinpricingcurrency", "pretaxcost", "extendedcost", "cost"].map((cost) => ({
    columns: ["meterid", cost],
    name: "a native usage export of Azure (actual or amortized cost)",
    advice: ofAzure,
  })),
  { columns: ["metercategory"], name: "a native usage export of Azure (actual or amortized cost)", advice: ofAzure },
];

/**
 * The version of FOCUS that a file's columns speak: the newest that one of them came with. ProviderName was mandatory up to 1.3, so a file that
 * names its service provider and has no ProviderName is of 1.4 even when it has none of the columns that are new there. Files carry no version
 * of their own. Null: not a FOCUS file, because none of the columns that every version has is there.
 */
export function detectFocusVersion(headers: readonly string[]): FocusVersion | null {
  const names = new Set(headers.map(normalizeFocusHeader));
  const has = (name: string): boolean => names.has(normalizeFocusHeader(name));
  if (!has("BilledCost") || !has("ChargePeriodStart")) return null;
  const newest = focusColumns.reduce(
    (most, { name, since }) =>
      has(name)
        ? Math.max(
            most,
            focusVersions.findIndex((v) => v === since),
          )
        : most,
    1,
  );
  if (!has("ProviderName") && !has("Provider") && has("ServiceProviderName")) return "1.4";
  const preview = earlierFocusColumns.some(({ name, previewOnly }) => previewOnly && has(name));
  return newest === 1 && preview ? "1.0-preview" : (focusVersions[newest] ?? null);
}

/** The versions of FOCUS that a file can be read in. OCI still writes the names of the preview of 1.0. */
const focusVersions = ["1.0-preview", "1.0", "1.1", "1.2", "1.3", "1.4"] as const;

export type FocusVersion = (typeof focusVersions)[number];

/** A column that FOCUS 1.4 does not have any more. */
export interface EarlierFocusColumn {
  readonly name: string;
  /** The columns of 1.4 that take its value when the file does not have them. */
  readonly becomes: readonly (FocusColumnName | "x_ProviderName" | "x_PublisherName")[];
  /** True when only the preview of 1.0 and what was made after it have the column. */
  readonly previewOnly: boolean;
}

/**
 * Provider, Publisher, InvoiceIssuer and Region are how OCI names its columns to this day (docs.oracle.com, FOCUS reports); UsageQuantity and
 * UsageUnit became ConsumedQuantity and ConsumedUnit in 1.0. ChargeSubcategory and others are not here: they have no heir and are kept as they are.
 */
const earlierFocusColumns: readonly EarlierFocusColumn[] = [
  { name: "ProviderName", becomes: ["x_ProviderName"], previewOnly: false },
  { name: "PublisherName", becomes: ["x_PublisherName"], previewOnly: false },
  { name: "Provider", becomes: ["x_ProviderName"], previewOnly: true },
  { name: "Publisher", becomes: ["x_PublisherName"], previewOnly: true },
  { name: "InvoiceIssuer", becomes: ["InvoiceIssuerName"], previewOnly: true },
  { name: "Region", becomes: ["RegionId", "RegionName"], previewOnly: true },
  { name: "UsageQuantity", becomes: ["ConsumedQuantity"], previewOnly: true },
  { name: "UsageUnit", becomes: ["ConsumedUnit"], previewOnly: true },
];

/** Folds what tools change in column names: letter case, spaces, underscores, invisible characters. `Billing Account Id` is `BillingAccountId`. */
export function normalizeFocusHeader(header: string): string {
  return header.replace(/[\s_\u00ad\u200b-\u200f\u2060\ufeff-]/g, "").toLowerCase();
}
