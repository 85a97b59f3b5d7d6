import { gcpCostFields, type GcpUsageField, gcpListFields, gcpUsageFields, necessaryGcpFields } from "../../domain/gcp/usage-fields";
import { SourceError } from "../source-error";

/** A column of a table, as `tables.get` describes it (cloud.google.com/bigquery/docs/reference/rest/v2/tables#TableFieldSchema). */
export interface TableField {
  readonly name: string;
  readonly type: string;
  /** NULLABLE, REQUIRED or REPEATED. */
  readonly mode: string;
  readonly fields: readonly TableField[];
}

/** A named parameter of a query. */
export interface QueryParameter {
  readonly name: string;
  readonly type: "STRING" | "TIMESTAMP";
  readonly value: string;
}

export interface BillingQuery {
  readonly text: string;
  readonly parameters: readonly QueryParameter[];
}

/** The bill of one account and month, as far as it was exported at a time. */
export interface BillingSlice {
  readonly account: string;
  /** `202610`. */
  readonly month: string;
  /** Rows that were exported later are of a later delivery: every query of one has this bound, whatever arrives while it is read. */
  readonly until: string;
}

/** How the bill is queried in a table of Cloud Billing. */
export interface BillingTable {
  /** `focus`: Google's FOCUS export, or a view of that form; `usage`: the standard or detailed export. */
  readonly kind: "focus" | "usage";
  /** Of the columns that `rows` answers, in their order. */
  readonly headers: readonly string[];
  /** A row for each account, month and currency: account, month, currency, rows, and the time of the last export. */
  readonly months: BillingQuery;
  readonly rows: (slice: BillingSlice) => BillingQuery;
  /** A row for each currency: currency, total and rows. It reads all of the table, and so finds what `rows` would miss. */
  readonly totals: (slice: BillingSlice) => BillingQuery;
}

/**
 * Decides from its columns what a table is and how it is queried.
 *
 * Costs of the standard export are FLOAT64; each is cast to NUMERIC, nine decimals, as Google's FOCUS view and the queries of its cost reports do, so that sums
 * agree with Google's to the last digit. Lists come as JSON. `withoutInvoiceMonth`: whether rows without one are of no bill, or of that of the month in which
 * their usage began. `isPartitioned`: by the day on which rows arrived, so that earlier ones than the month need not be read,
 * nor paid for; those that have just arrived have no day yet.
 * @throws SourceError `config` the table is no bill
 */
export function planBillingTable(
  name: string,
  fields: readonly TableField[],
  { isPartitioned, withoutInvoiceMonth }: { readonly isPartitioned: boolean; readonly withoutInvoiceMonth: "refuse" | "usage-month" },
): BillingTable {
  const from = `\`${name}\``;
  const focus = ["BilledCost", "BillingAccountId", "BillingCurrency", "BillingPeriodStart", "ChargePeriodStart", "x_ExportTime"];
  const has = (path: string): boolean => fieldAt(fields, path) !== null;
  if (has("BilledCost")) {
    const missing = focus.filter((column) => !has(column));
    if (missing.length > 0) throw new SourceError("config", `table: ${name} is FOCUS without ${missing.join(", ")}`);
    return plan({
      kind: "focus",
      columns: fields.map((field) => [field.name, focusColumn(field)]),
      account: "`BillingAccountId`",
      month: "FORMAT_TIMESTAMP('%Y%m', TIMESTAMP(`BillingPeriodStart`))",
      currency: "`BillingCurrency`",
      cost: focusColumn(fieldAt(fields, "BilledCost") ?? exact),
      exported: "`x_ExportTime`",
    });
  }
  const missing = [...necessaryGcpFields, "export_time"].filter((column) => !has(column));
  if (missing.length > 0)
    throw new SourceError("config", `table: ${name} has no ${missing.join(", ")}: it is not a usage or FOCUS export of Cloud Billing`);
  const credited = has("credits") ? " + IFNULL((SELECT SUM(CAST(c.amount AS NUMERIC)) FROM UNNEST(credits) AS c), 0)" : "";
  const month = withoutInvoiceMonth === "refuse" ? "invoice.month" : `IFNULL(invoice.month, ${usageMonth})`;
  return plan({
    kind: "usage",
    columns: gcpUsageFields.flatMap((path) => {
      const field = fieldAt(fields, path);
      if (field === null) return [];
      return [[path.replace(".", "_"), path === "invoice.month" && month !== path ? month : usageColumn(path, field)] as const];
    }),
    account: "billing_account_id",
    month,
    currency: "currency",
    cost: `CAST(cost AS NUMERIC)${credited}`,
    exported: "export_time",
  });

  function plan({ kind, columns, account, month, currency, cost, exported }: TableColumns): BillingTable {
    const list = columns.map(([header, sql]) => (sql === quoted(header) ? sql : `${sql} AS ${quoted(header)}`)).join(", ");
    const where = `${account} = @account AND ${month} = @month AND ${exported} <= @until`;
    const parameters = (slice: BillingSlice): readonly QueryParameter[] => [
      { name: "account", type: "STRING", value: slice.account },
      { name: "month", type: "STRING", value: slice.month },
      { name: "until", type: "TIMESTAMP", value: slice.until },
    ];
    return {
      kind,
      headers: columns.map(([header]) => header),
      months: {
        text:
          `SELECT ${account} AS account, ${month} AS month, ${currency} AS currency, COUNT(*) AS charges, ` +
          `FORMAT_TIMESTAMP('%Y-%m-%dT%H:%M:%E6SZ', MAX(${exported})) AS exported FROM ${from} GROUP BY account, month, currency ORDER BY month, account, currency`,
        parameters: [],
      },
      rows: (slice) => {
        const since = isPartitioned ? " AND (_PARTITIONTIME >= @since OR _PARTITIONTIME IS NULL)" : "";
        const parameter: QueryParameter = { name: "since", type: "TIMESTAMP", value: dayBefore(slice.month) };
        return {
          text: `SELECT ${list} FROM ${from} WHERE ${where}${since}`,
          parameters: [...parameters(slice), ...(isPartitioned ? [parameter] : [])],
        };
      },
      totals: (slice) => ({
        text: `SELECT ${currency} AS currency, CAST(SUM(${cost}) AS STRING) AS total, COUNT(*) AS charges FROM ${from} WHERE ${where} GROUP BY currency`,
        parameters: parameters(slice),
      }),
    };
  }
}

/** SQL of a table: what is selected, and what several queries are made of. */
interface TableColumns {
  readonly kind: BillingTable["kind"];
  readonly columns: readonly (readonly [header: string, sql: string])[];
  readonly account: string;
  readonly month: string;
  readonly currency: string;
  readonly cost: string;
  readonly exported: string;
}

/** Google's costs are NUMERIC; those of a view of one's own may not be. */
function focusColumn(field: TableField): string {
  const name = quoted(field.name);
  if (!isPlain(field)) return `TO_JSON_STRING(${name})`;
  return /^FLOAT/.test(field.type) && /Cost$/.test(field.name) ? `CAST(${name} AS NUMERIC)` : name;
}

const exact: TableField = { name: "BilledCost", type: "NUMERIC", mode: "NULLABLE", fields: [] };

function usageColumn(path: GcpUsageField, field: TableField): string {
  if (path === "credits") {
    const texts = field.fields.filter(({ name }) => name !== "amount").map(({ name }) => `c.${quoted(name)}`);
    // As text, since JSON may have a NUMERIC as a number.
    const amount = "CAST(CAST(c.amount AS NUMERIC) AS STRING) AS amount";
    return `TO_JSON_STRING(ARRAY(SELECT AS STRUCT ${[amount, ...texts].join(", ")} FROM UNNEST(credits) AS c))`;
  }
  const name = path.split(".").map(quoted).join(".");
  if (gcpListFields.has(path) || !isPlain(field)) return `TO_JSON_STRING(${name})`;
  return gcpCostFields.has(path) ? `CAST(${name} AS NUMERIC)` : name;
}

/** Google's months go by the clock of Los Angeles. */
const usageMonth = "FORMAT_TIMESTAMP('%Y%m', usage_start_time, 'America/Los_Angeles')";

/** The field of a path such as `usage.amount`; null: the table has none. */
export function fieldAt(fields: readonly TableField[], path: string): TableField | null {
  const [first = "", ...rest] = path.split(".");
  const found = fields.find(({ name }) => name.toLowerCase() === first.toLowerCase()) ?? null;
  return found === null || rest.length === 0 ? found : fieldAt(found.fields, rest.join("."));
}

function isPlain({ type, mode }: TableField): boolean {
  return mode !== "REPEATED" && !["RECORD", "STRUCT", "JSON"].includes(type);
}

function quoted(name: string): string {
  return `\`${name.replace(/[^\w]/g, "")}\``;
}

/** Rows of an invoice month arrive from its beginning on, in whatever zone the clock is. */
function dayBefore(month: string): string {
  const first = Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)) - 1, 1);
  return new Date(first - 86_400_000).toISOString();
}
