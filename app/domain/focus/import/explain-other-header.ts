import { normalizeFocusHeader } from "./normalize-focus-header";

/** What a header is that has none of the columns which every version of FOCUS has: another bill of a known kind and what to do with it, or its beginning. */
export function explainOtherHeader(headers: readonly string[]): string {
  const folded = new Set(headers.map((header) => normalizeFocusHeader(header).replace(/[^a-z0-9]/g, "")));
  const known = otherBills.find(({ columns }) => columns.every((column) => folded.has(column)));
  if (known !== undefined) return `is ${known.name}, not FOCUS: ${known.advice}`;
  const dataset = otherDatasets.find(({ column }) => folded.has(column));
  if (dataset !== undefined) return `is ${dataset.name} of FOCUS: charges are imported from its dataset Cost and Usage`;
  const begin = headers.slice(0, 5).join(", ");
  const absent = ["BilledCost", "ChargePeriodStart"].filter((name) => !folded.has(name.toLowerCase())).join(" and ");
  const missing = `no ${absent} among ${headers.length} columns, which begin ${begin}`;
  return headers.length === 1 ? `${missing}: no comma, semicolon, tab or bar stands between its cells` : missing;
}

/** The other datasets of FOCUS 1.3 and 1.4, by a column that they have and Cost and Usage has not, as `normalizeFocusHeader` folds it. */
const otherDatasets = [
  { column: "invoicedetailid", name: "the dataset Invoice Detail" },
  { column: "contractcommitmentid", name: "the dataset Contract Commitment" },
  { column: "billingperiodstatus", name: "the dataset Billing Period" },
] as const;

const ofAzure = "export FOCUS from Cost Management, or post the rows to /ingest/AzureBillingDetail";

const ofPriceSheet = "load it with npm run reference -- prices FILE";

/** Columns as `normalizeFocusHeader` folds them, without points and slashes; the most telling first. */
const otherBills: readonly { readonly columns: readonly string[]; readonly name: string; readonly advice: string }[] = [
  {
    columns: ["lineitemusagestartdate", "lineitemunblendedcost"],
    name: "a Cost and Usage Report of AWS",
    advice: "export FOCUS from AWS Data Exports",
  },
  {
    columns: ["usagestarttime", "skudescription", "cost"],
    name: "a standard or detailed usage export of Google Cloud",
    advice: "query the FOCUS view of BigQuery and export that",
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
