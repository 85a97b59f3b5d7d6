import { gzipSync } from "node:zlib";

/** A line of a Cost and Usage Report by the column names of CUR 2.0; `user:` and `aws:` names are tags. Nobody's data. */
export type AwsLine = Readonly<Record<string, string>>;

/** Columns in the order in which both reports are written here. Those of `product_` other than these two go to the map of CUR 2.0. */
const columns = [
  "identity_line_item_id",
  "bill_invoice_id",
  "bill_billing_entity",
  "bill_bill_type",
  "bill_payer_account_id",
  "bill_billing_period_start_date",
  "bill_billing_period_end_date",
  "line_item_usage_account_id",
  "line_item_legal_entity",
  "line_item_line_item_type",
  "line_item_usage_start_date",
  "line_item_usage_end_date",
  "line_item_product_code",
  "line_item_usage_type",
  "line_item_operation",
  "line_item_availability_zone",
  "line_item_resource_id",
  "line_item_usage_amount",
  "line_item_currency_code",
  "line_item_unblended_rate",
  "line_item_unblended_cost",
  "line_item_line_item_description",
  "line_item_normalized_usage_amount",
  "line_item_tax_type",
  "product_product_name",
  "product_instance_type",
  "product_location",
  "product_product_family",
  "product_region_code",
  "product_sku",
  "product_vcpu",
  "pricing_lease_contract_length",
  "pricing_purchase_option",
  "pricing_rate_code",
  "pricing_public_on_demand_cost",
  "pricing_public_on_demand_rate",
  "pricing_term",
  "pricing_unit",
  "reservation_amortized_upfront_fee_for_billing_period",
  "reservation_effective_cost",
  "reservation_end_time",
  "reservation_number_of_reservations",
  "reservation_reservation_arn",
  "reservation_start_time",
  "reservation_unused_amortized_upfront_fee_for_billing_period",
  "reservation_unused_normalized_unit_quantity",
  "reservation_unused_quantity",
  "reservation_unused_recurring_fee",
  "savings_plan_end_time",
  "savings_plan_payment_option",
  "savings_plan_purchase_term",
  "savings_plan_recurring_commitment_for_billing_period",
  "savings_plan_savings_plan_arn",
  "savings_plan_savings_plan_effective_cost",
  "savings_plan_start_time",
  "savings_plan_total_commitment_to_date",
  "savings_plan_used_commitment",
] as const;

const plan = "arn:aws:savingsplans::123456789012:savingsplan/11111111-2222-3333-4444-555555555555";
const reservation = "arn:aws:rds:eu-west-1:123456789012:ri:orders-2026";

/** What all lines of a bill have. */
const common: AwsLine = {
  bill_invoice_id: "EUINV26-10001",
  bill_billing_entity: "AWS",
  bill_bill_type: "Anniversary",
  bill_payer_account_id: "123456789012",
  bill_billing_period_start_date: "2026-10-01T00:00:00Z",
  bill_billing_period_end_date: "2026-11-01T00:00:00Z",
  line_item_usage_account_id: "210987654321",
  line_item_legal_entity: "Amazon Web Services EMEA SARL",
  line_item_usage_start_date: "2026-10-03T04:00:00Z",
  line_item_usage_end_date: "2026-10-03T05:00:00Z",
  line_item_product_code: "AmazonEC2",
  line_item_usage_type: "EU-BoxUsage:m5.large",
  line_item_operation: "RunInstances",
  line_item_availability_zone: "eu-west-1a",
  line_item_currency_code: "USD",
  product_product_name: "Amazon Elastic Compute Cloud",
  product_instance_type: "m5.large",
  product_location: "EU (Ireland)",
  product_product_family: "Compute Instance",
  product_region_code: "eu-west-1",
  product_sku: "HB5V2X8TXQUTDZBV",
  product_vcpu: "2",
  pricing_rate_code: "HB5V2X8TXQUTDZBV.JRTCKXETXF.6YS6EN2CT7",
  pricing_public_on_demand_rate: "0.107",
  pricing_term: "OnDemand",
  pricing_unit: "Hrs",
};
const withoutPrice: AwsLine = {
  product_sku: "",
  product_vcpu: "",
  product_instance_type: "",
  pricing_rate_code: "",
  pricing_public_on_demand_rate: "",
  pricing_public_on_demand_cost: "",
  pricing_term: "",
  pricing_unit: "",
  line_item_availability_zone: "",
  line_item_usage_amount: "",
};

/** A line of each kind that AWS bills, by its name here. */
export const awsLines = {
  usage: {
    ...common,
    line_item_line_item_type: "Usage",
    line_item_resource_id: "i-0abc",
    line_item_usage_amount: "1",
    line_item_unblended_rate: "0.107",
    line_item_unblended_cost: "0.107",
    line_item_line_item_description: "$0.107 per On Demand Linux m5.large Instance Hour",
    pricing_public_on_demand_cost: "0.107",
    "user:env": "prod",
    "aws:createdBy": "Root:123456789012",
  },
  storage: {
    ...common,
    line_item_line_item_type: "Usage",
    line_item_product_code: "AmazonS3",
    line_item_usage_type: "EU-TimedStorage-ByteHrs",
    line_item_operation: "StandardStorage",
    line_item_availability_zone: "",
    line_item_resource_id: "bills-of-2026",
    line_item_usage_amount: "0.0000012345",
    line_item_unblended_rate: "0.023",
    line_item_unblended_cost: "2.83935E-8",
    product_product_name: "Amazon Simple Storage Service",
    product_product_family: "Storage",
    product_instance_type: "",
    product_vcpu: "",
    pricing_unit: "GB-Mo",
    pricing_public_on_demand_rate: "0.023",
    pricing_public_on_demand_cost: "2.83935E-8",
  },
  covered: {
    ...common,
    line_item_line_item_type: "SavingsPlanCoveredUsage",
    line_item_resource_id: "i-0def",
    line_item_usage_amount: "1",
    line_item_unblended_rate: "0.107",
    line_item_unblended_cost: "0.107",
    pricing_public_on_demand_cost: "0.107",
    savings_plan_savings_plan_arn: plan,
    savings_plan_savings_plan_effective_cost: "0.0725",
  },
  negation: {
    ...common,
    line_item_line_item_type: "SavingsPlanNegation",
    line_item_usage_amount: "1",
    line_item_unblended_rate: "-0.107",
    line_item_unblended_cost: "-0.107",
    savings_plan_savings_plan_arn: plan,
  },
  "plan fee": {
    ...common,
    ...withoutPrice,
    line_item_line_item_type: "SavingsPlanRecurringFee",
    line_item_product_code: "ComputeSavingsPlans",
    line_item_usage_type: "ComputeSP:1yrNoUpfront",
    line_item_usage_amount: "1",
    line_item_unblended_cost: "0.1",
    product_product_name: "Savings Plans for AWS Compute usage",
    product_product_family: "ComputeSavingsPlans",
    product_region_code: "global",
    product_location: "Any",
    savings_plan_savings_plan_arn: plan,
    savings_plan_total_commitment_to_date: "0.1",
    savings_plan_used_commitment: "0.0725",
  },
  "plan upfront": {
    ...common,
    ...withoutPrice,
    bill_bill_type: "Purchase",
    line_item_line_item_type: "SavingsPlanUpfrontFee",
    line_item_product_code: "ComputeSavingsPlans",
    line_item_usage_end_date: "2027-10-03T03:59:59Z",
    line_item_unblended_cost: "500",
    product_region_code: "global",
    savings_plan_savings_plan_arn: plan,
  },
  reserved: {
    ...common,
    line_item_line_item_type: "DiscountedUsage",
    line_item_product_code: "AmazonRDS",
    line_item_usage_type: "EU-InstanceUsage:db.r7g.large",
    line_item_resource_id: "arn:aws:rds:eu-west-1:210987654321:db:orders",
    line_item_usage_amount: "1",
    line_item_unblended_rate: "0",
    line_item_unblended_cost: "0",
    product_product_name: "Amazon Relational Database Service",
    product_product_family: "Database Instance",
    pricing_public_on_demand_cost: "0.254",
    pricing_public_on_demand_rate: "0.254",
    pricing_term: "Reserved",
    reservation_effective_cost: "0.168",
    reservation_reservation_arn: reservation,
  },
  "reservation fee": {
    ...common,
    bill_bill_type: "Anniversary",
    line_item_line_item_type: "RIFee",
    line_item_product_code: "AmazonRDS",
    line_item_usage_type: "EU-HeavyUsage:db.r7g.large",
    line_item_availability_zone: "",
    line_item_usage_start_date: "2026-10-01T00:00:00Z",
    line_item_usage_end_date: "2026-10-31T23:59:59Z",
    line_item_usage_amount: "744",
    line_item_unblended_rate: "0.084",
    line_item_unblended_cost: "62.496",
    product_product_name: "Amazon Relational Database Service",
    pricing_public_on_demand_cost: "",
    reservation_reservation_arn: reservation,
    reservation_unused_amortized_upfront_fee_for_billing_period: "1.25",
    reservation_unused_quantity: "15",
    reservation_unused_recurring_fee: "1.26",
  },
  "reservation upfront": {
    ...common,
    ...withoutPrice,
    bill_bill_type: "Purchase",
    line_item_line_item_type: "Fee",
    line_item_product_code: "AmazonRDS",
    line_item_unblended_cost: "736",
    product_product_name: "Amazon Relational Database Service",
    reservation_reservation_arn: reservation,
  },
  support: {
    ...common,
    ...withoutPrice,
    line_item_line_item_type: "Fee",
    line_item_product_code: "AWSSupportBusiness",
    line_item_unblended_cost: "100",
    product_product_name: "AWS Support (Business)",
    product_product_family: "",
    product_region_code: "",
  },
  tax: {
    ...common,
    ...withoutPrice,
    line_item_line_item_type: "Tax",
    line_item_tax_type: "VAT",
    line_item_unblended_cost: "19.02",
    line_item_line_item_description: "Tax for product code AmazonEC2",
  },
  credit: {
    ...common,
    ...withoutPrice,
    line_item_line_item_type: "Credit",
    line_item_unblended_cost: "-25.5",
    line_item_line_item_description: "Migration credit",
  },
  refund: {
    ...common,
    ...withoutPrice,
    bill_bill_type: "Refund",
    line_item_line_item_type: "Refund",
    line_item_unblended_cost: "-3.25",
  },
  discount: {
    ...common,
    ...withoutPrice,
    line_item_line_item_type: "EdpDiscount",
    line_item_unblended_cost: "-7.11",
    line_item_line_item_description: "Enterprise Program Discount",
  },
  bundled: {
    ...common,
    ...withoutPrice,
    line_item_line_item_type: "BundledDiscount",
    line_item_product_code: "awswaf",
    line_item_unblended_cost: "-0.4",
    product_product_name: "AWS WAF",
  },
  marketplace: {
    ...common,
    bill_billing_entity: "AWS Marketplace",
    line_item_legal_entity: "Red Hat, Inc.",
    line_item_line_item_type: "Usage",
    line_item_product_code: "5hnnev4d0v7mapf09j0v8of0o2",
    line_item_usage_type: "SoftwareUsage:m5.large",
    line_item_resource_id: "i-0abc",
    line_item_usage_amount: "1",
    line_item_unblended_rate: "0.06",
    line_item_unblended_cost: "0.06",
    product_product_name: "Red Hat Enterprise Linux 9",
    product_product_family: "",
    product_vcpu: "",
    pricing_public_on_demand_cost: "",
    pricing_public_on_demand_rate: "",
  },
} as const satisfies Readonly<Record<string, AwsLine>>;

/** What the lines above come to: the sum of their unblended costs, and of AWS's amortized costs, by hand. */
export const awsTotals = { rows: 18, lines: 16, billed: "1381.5230000283935", effective: "85.7050000283935" } as const;

/** A month of `count` lines: those above again and again, each with a resource, a day and a description of its own where it has one. */
export function awsMonth(
  count: number,
  change: (line: Record<string, string>, index: number) => void = () => undefined,
): readonly AwsLine[] {
  const kinds = Object.values(awsLines);
  return Array.from({ length: count }, (_, index) => {
    const line: Record<string, string> = { ...kinds[index % kinds.length] };
    line["identity_line_item_id"] = `line-${index}`;
    if (line["line_item_resource_id"] !== undefined && line["line_item_resource_id"] !== "")
      line["line_item_resource_id"] += `-${index % 97}`;
    change(line, index);
    return line;
  });
}

type Table = readonly (readonly string[])[];

/** A legacy report: `lineItem/UnblendedCost`, and a column for each tag. */
export function legacyTable(lines: readonly AwsLine[], only: (column: string) => boolean = () => true): Table {
  const used = columns.filter(only);
  const tags = tagsOf(lines);
  return [
    [...used.map(legacyName), ...tags.map((tag) => `resourceTags/${tag}`)],
    ...lines.map((line) => [...used, ...tags].map((column) => line[column] ?? "")),
  ];
}

/** CUR 2.0: snake case, and maps as JSON. Timestamps have a fraction. */
export function cur2Table(lines: readonly AwsLine[], only: (column: string) => boolean = () => true): Table {
  const inMap = (column: string): boolean => column === "product_product_name" || column === "product_vcpu";
  const used = columns.filter((column) => !inMap(column)).filter(only);
  const tags = tagsOf(lines);
  const mapOf = (entries: readonly (readonly [string, string])[]): string =>
    JSON.stringify(Object.fromEntries(entries.filter(([, value]) => value !== "")));
  return [
    [...used, "product", "resource_tags"],
    ...lines.map((line) => [
      ...used.map((column) => (line[column] ?? "").replace(/(T\d\d:\d\d:\d\d)Z$/, "$1.000Z")),
      mapOf(columns.filter(inMap).map((column) => [column.slice("product_".length), line[column] ?? ""])),
      mapOf(tags.map((tag) => [tag.replace(":", "_"), line[tag] ?? ""])),
    ]),
  ];
}

function tagsOf(lines: readonly AwsLine[]): readonly string[] {
  return [...new Set(lines.flatMap((line) => Object.keys(line).filter((name) => name.includes(":"))))].sort();
}

/** `line_item_unblended_cost` as the legacy report has it: `lineItem/UnblendedCost`. */
function legacyName(column: string): string {
  const category =
    ["savings_plan", "line_item", "reservation", "identity", "pricing", "product", "bill"].find((name) => column.startsWith(`${name}_`)) ??
    "";
  const pascal = (text: string): string => text.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  const name = pascal(column.slice(category.length + 1)).replace(/Arn$/, "ARN");
  const isLower = category === "pricing" ? /^(?:Public|Term|Unit)/ : /^(?!ProductName)/;
  const written =
    (category === "pricing" || category === "product") && isLower.test(name) ? `${name[0]?.toLowerCase() ?? ""}${name.slice(1)}` : name;
  return `${category.replace(/_([a-z])/, (_, letter: string) => letter.toUpperCase())}/${written}`;
}

export function csvOf(table: Table): string {
  const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return table.map((row) => `${row.map(cell).join(",")}\n`).join("");
}

/** A file of a bill by its name below the bucket. */
export type BillFiles = ReadonlyMap<string, Uint8Array>;

export interface BillLayout {
  readonly tables: readonly Table[];
  /** Ends of the files' names, when they are not counted from 1. */
  readonly endOf?: (index: number) => string;
  readonly month?: string;
  /** Changes the manifest. */
  readonly alter?: (manifest: Record<string, unknown>) => void;
}

/**
 * A legacy report of a month as AWS lays it out: the files of an assembly, their manifest beside them, and the same for the month. The manifests come last.
 */
export function legacyReport({
  tables,
  month = "2026-10",
  alter,
  assembly = "aaaa-1",
  prefix = "billing/",
  report = "hourly",
  endOf = (index) => `${index + 1}.csv.gz`,
}: BillLayout & { readonly assembly?: string; readonly prefix?: string; readonly report?: string }): BillFiles {
  const first = month.replace("-", "");
  const next = nextMonth(month).replace("-", "");
  const folder = `${prefix}${report}/${first}01-${next}01`;
  const keys = tables.map((_, index) => `${folder}/${assembly}/${report}-${endOf(index)}`);
  const manifest: Record<string, unknown> = {
    assemblyId: assembly,
    account: "123456789012",
    columns: (tables[0]?.[0] ?? []).map((header) => ({ category: header.split("/")[0], name: header.split("/")[1] })),
    charset: "UTF-8",
    compression: "GZIP",
    contentType: "text/csv",
    reportId: "f00d",
    reportName: report,
    billingPeriod: { start: `${first}01T000000.000Z`, end: `${next}01T000000.000Z` },
    bucket: "bills",
    reportKeys: keys,
    additionalArtifactKeys: [],
  };
  alter?.(manifest);
  const text = Buffer.from(JSON.stringify(manifest));
  return new Map([
    ...tables.map((table, index): readonly [string, Uint8Array] => [keys[index] ?? "", gzipSync(csvOf(table))]),
    [`${folder}/${assembly}/${report}-Manifest.json`, text],
    [`${folder}/${report}-Manifest.json`, text],
  ]);
}

/** An export of AWS Data Exports of a month: its files, then its manifest. `execution`: files side by side; none: overwritten. */
export function dataExport({
  tables,
  month = "2026-10",
  alter,
  execution = "",
  prefix = "exports/",
  name = "daily",
  partition = "BILLING_PERIOD",
  endOf = (index) => `${String(index + 1).padStart(5, "0")}.csv.gz`,
}: BillLayout & { readonly execution?: string; readonly prefix?: string; readonly name?: string; readonly partition?: string }): BillFiles {
  const folder = execution === "" ? `${partition}=${month}` : `${partition}=${month}/${execution}`;
  const keys = tables.map((_, index) => `${prefix}${name}/data/${folder}/${name}-${endOf(index)}`);
  const manifest: Record<string, unknown> = {
    exportArn: `arn:aws:bcm-data-exports:us-east-1:123456789012:export/${name}-1`,
    executionId: execution,
    columns: (tables[0]?.[0] ?? []).map((name) => ({ name, type: "string" })),
    dataFiles: keys.map((key) => `s3://bills/${key}`),
    contentType: "text/csv",
    compression: "GZIP",
  };
  alter?.(manifest);
  const text = Buffer.from(JSON.stringify(manifest));
  return new Map([
    ...tables.map((table, index): readonly [string, Uint8Array] => [keys[index] ?? "", gzipSync(csvOf(table))]),
    ...(execution === "" ? [] : [[`${prefix}${name}/metadata/${folder}/${name}-Manifest.json`, text] as const]),
    [`${prefix}${name}/metadata/${partition}=${month}/${name}-Manifest.json`, text],
  ]);
}

function nextMonth(month: string): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 7);
}

/** A table in `count` parts of about the same length, each with the header. */
export function inParts([header = [], ...rows]: Table, count: number): readonly Table[] {
  const size = Math.ceil(rows.length / count);
  return Array.from({ length: count }, (_, part) => [header, ...rows.slice(part * size, (part + 1) * size)]);
}
