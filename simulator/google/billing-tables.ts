import { fromNanos, nanosOf, type UsageRow } from "./usage-rows";

/** A table of Cloud Billing that a simulated BigQuery has. Rows may be added while it is read. */
export interface SimulatedTable {
  /** `project.dataset.table`. */
  readonly name: string;
  readonly location: string;
  /** As `tables.get` gives it. */
  readonly schema: readonly SchemaField[];
  /** What reading it bills. */
  bytes: number;
  readonly rows: SimulatedRow[];
}

export interface SchemaField {
  readonly name: string;
  readonly type: string;
  readonly mode: string;
  readonly fields?: readonly SchemaField[];
}

/** A row by the names that queries give its columns, with what queries group and filter by. */
export interface SimulatedRow {
  readonly account: string;
  readonly month: string;
  readonly currency: string;
  readonly exported: string;
  /** Billionths. */
  readonly nanos: bigint;
  readonly cells: Readonly<Record<string, string | null>>;
}

/** The detailed usage export. */
export function usageTable(name: string, rows: readonly UsageRow[]): SimulatedTable {
  return { name, location: "EU", schema: usageSchema(), bytes: 50 << 20, rows: rows.map(usageRow) };
}

export function usageRow(row: UsageRow): SimulatedRow {
  const cells = Object.fromEntries(Object.entries(row).map(([path, value]) => [path.replace(".", "_"), value]));
  return { ...keysOf(row), cells };
}

/** The FOCUS export, of the same rows: its months begin at midnight in Los Angeles. */
export function focusTable(name: string, rows: readonly UsageRow[]): SimulatedTable {
  const scalar = (column: string, type: string): SchemaField => ({ name: column, type, mode: "NULLABLE" });
  const pairs = ["Key", "Value"].map((part) => scalar(part, "STRING"));
  const schema = [
    ...["BilledCost", "EffectiveCost", "ContractedCost", "ListCost", "ConsumedQuantity"].map((column) => scalar(column, "NUMERIC")),
    ...["BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "x_ExportTime"].map((column) =>
      scalar(column, "TIMESTAMP"),
    ),
    ...focusTexts.map((column) => scalar(column, "STRING")),
    { name: "Tags", type: "RECORD", mode: "REPEATED", fields: pairs },
    { name: "x_Credits", type: "RECORD", mode: "REPEATED", fields: pairs },
  ];
  return { name, location: "EU", schema, bytes: 50 << 20, rows: rows.map(focusRow) };
}

/** The export of committed use discounts, of rows by the paths of its fields. */
export function commitmentTable(name: string, rows: readonly UsageRow[]): SimulatedTable {
  const scalar = (column: string, type = "STRING"): SchemaField => ({ name: column, type, mode: "NULLABLE" });
  const record = (column: string, fields: readonly SchemaField[]): SchemaField => ({
    name: column,
    type: "RECORD",
    mode: "NULLABLE",
    fields,
  });
  const schema = [
    scalar("billing_account_id"),
    record("cud_product", [scalar("id"), scalar("display_name"), scalar("type")]),
    record("consumption_model", [scalar("id"), scalar("description")]),
    record("subscription", [scalar("entitlement_scope"), scalar("instance_id"), scalar("display_name")]),
    scalar("region"),
    record("commitent_amount", [scalar("unit"), scalar("value", "NUMERIC")]),
    scalar("term"),
    scalar("start_time", "TIMESTAMP"),
    scalar("end_time", "TIMESTAMP"),
    scalar("state"),
  ];
  const asked = ["subscription.instance_id", "start_time", "end_time", "term", "commitent_amount.value", "commitent_amount.unit"];
  return {
    name,
    location: "EU",
    schema,
    bytes: 10 << 20,
    rows: rows.map((row) => ({
      account: row["billing_account_id"] ?? "",
      month: "",
      currency: "",
      exported: "",
      nanos: 0n,
      cells: Object.fromEntries(asked.map((path, index) => [`c${index}`, row[path] ?? null])),
    })),
  };
}

const focusTexts = [
  "BillingAccountId",
  "BillingCurrency",
  "ChargeCategory",
  "ChargeClass",
  "ChargeDescription",
  "ConsumedUnit",
  "InvoiceIssuerName",
  "ProviderName",
  "PublisherName",
  "RegionId",
  "ResourceId",
  "ServiceCategory",
  "ServiceName",
  "SkuId",
  "SubAccountId",
  "x_CostType",
];

function focusRow(row: UsageRow): SimulatedRow {
  const keys = keysOf(row);
  const total = fromNanos(keys.nanos);
  const year = Number(keys.month.slice(0, 4));
  const month = Number(keys.month.slice(4));
  const categories: Readonly<Record<string, string>> = { regular: "Usage", tax: "Tax", adjustment: "Adjustment" };
  return {
    ...keys,
    cells: {
      BilledCost: total,
      EffectiveCost: total,
      ContractedCost: row["cost"] ?? null,
      ListCost: row["cost_at_list"] ?? null,
      ConsumedQuantity: row["usage.amount"] ?? null,
      BillingPeriodStart: midnight(year, month),
      BillingPeriodEnd: midnight(year, month + 1),
      ChargePeriodStart: row["usage_start_time"] ?? null,
      ChargePeriodEnd: row["usage_end_time"] ?? null,
      x_ExportTime: keys.exported,
      BillingAccountId: keys.account,
      BillingCurrency: keys.currency,
      ChargeCategory: categories[row["cost_type"] ?? ""] ?? null,
      ChargeClass: null,
      ChargeDescription: row["sku.description"] ?? null,
      ConsumedUnit: row["usage.unit"] ?? null,
      InvoiceIssuerName: "Google Cloud",
      ProviderName: "Google Cloud",
      PublisherName: "Google Cloud",
      RegionId: row["location.region"] ?? null,
      ResourceId: row["resource.global_name"] ?? null,
      ServiceCategory: "Other",
      ServiceName: row["service.description"] ?? null,
      SkuId: row["sku.id"] ?? null,
      SubAccountId: row["project.id"] ?? null,
      x_CostType: row["cost_type"] ?? null,
      Tags: (row["labels"] ?? "[]").replaceAll('"key"', '"Key"').replaceAll('"value"', '"Value"'),
      x_Credits: row["credits"] ?? "[]",
    },
  };
}

function keysOf(row: UsageRow): Omit<SimulatedRow, "cells"> {
  return {
    account: row["billing_account_id"] ?? "",
    month: row["invoice.month"] ?? "",
    currency: row["currency"] ?? "",
    exported: row["export_time"] ?? "",
    nanos: nanosOf(row),
  };
}

/** Los Angeles is 7 hours behind UTC from April to November 1, which is what the months of tests are. */
function midnight(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 1, 7)).toISOString().replace(".000", "");
}

/** The schema of the detailed export, of the fields that rows have. */
function usageSchema(): readonly SchemaField[] {
  const scalars = (type: string, names: readonly string[]): readonly SchemaField[] =>
    names.map((name) => ({ name, type, mode: "NULLABLE" }));
  const record = (name: string, fields: readonly SchemaField[]): SchemaField => ({ name, type: "RECORD", mode: "NULLABLE", fields });
  const list = (name: string, fields: readonly string[]): SchemaField => ({
    name,
    type: "RECORD",
    mode: "REPEATED",
    fields: scalars("STRING", fields),
  });
  return [
    ...scalars("STRING", ["billing_account_id", "cost_type", "currency", "transaction_type", "seller_name"]),
    record("invoice", scalars("STRING", ["month"])),
    record("service", scalars("STRING", ["id", "description"])),
    record("sku", scalars("STRING", ["id", "description"])),
    ...scalars("TIMESTAMP", ["usage_start_time", "usage_end_time", "export_time"]),
    record("project", [...scalars("STRING", ["id", "name", "number"]), list("labels", ["key", "value"])]),
    list("labels", ["key", "value"]),
    list("system_labels", ["key", "value"]),
    list("tags", ["key", "value", "inherited", "namespace"]),
    record("location", scalars("STRING", ["location", "country", "region", "zone"])),
    record("resource", scalars("STRING", ["name", "global_name"])),
    ...scalars("FLOAT", ["cost", "cost_at_list", "currency_conversion_rate"]),
    record("usage", [...scalars("FLOAT", ["amount", "amount_in_pricing_units"]), ...scalars("STRING", ["unit", "pricing_unit"])]),
    {
      ...list("credits", ["name", "full_name", "id", "type"]),
      fields: [...scalars("FLOAT", ["amount"]), ...scalars("STRING", ["name", "full_name", "id", "type"])],
    },
    record("adjustment_info", scalars("STRING", ["id", "description", "mode", "type"])),
    record("price", scalars("NUMERIC", ["effective_price", "tier_start_amount"])),
    record("subscription", scalars("STRING", ["instance_id"])),
    record("consumption_model", scalars("STRING", ["id", "description"])),
  ];
}
