import { spreadsheetSafeSql } from "../domain/focus/spreadsheet-safe";
import { type FocusExportColumn, focusExportColumns } from "./focus-export-column";
import type { FocusExportRequest } from "./focus-export-request";

/**
 * The SELECT whose answer is the file, with its FORMAT. Dates in UTC; null is nothing between two commas; decimals by their digits. There is no ORDER BY: the
 * engine would hold a month to sort it, and FOCUS has no order of rows. Runs on the ClickHouse of Docker and on the embedded one.
 */
export function focusExportSql(request: FocusExportRequest, pinned: readonly PinnedSnapshot[]): string {
  return focusFileSql(focusExportColumns(request), `FocusCostAndUsage WHERE ${ofPinned(request, pinned)}`, request);
}

/** The same of any columns: `source` is what comes after FROM. */
export function focusFileSql(
  columns: readonly FocusExportColumn[],
  source: string,
  request: Pick<FocusExportRequest, "format" | "spreadsheetSafe">,
): string {
  const expressions = columns.map((column) => `${written(column, request)} AS \`${column.name}\``);
  const settings =
    request.format === "parquet"
      ? "output_format_parquet_compression_method = 'snappy', output_format_parquet_string_as_string = 1, output_format_parquet_row_group_size = 100000"
      : "format_csv_null_representation = '', output_format_decimal_trailing_zeros = 0";
  return (
    `SELECT ${expressions.join(", ")} FROM ${source} ` +
    `FORMAT ${request.format === "parquet" ? "Parquet" : "CSVWithNames"} SETTINGS prefer_column_name_to_alias = 1, ${settings}`
  );
}

/** How many rows an export has and what they cost, for each currency: sums of different currencies mean nothing. */
export function focusTotalsSql(request: FocusExportRequest, pinned: readonly PinnedSnapshot[]): string {
  return `SELECT BillingCurrency, ${totalsOf} FROM FocusCostAndUsage WHERE ${ofPinned(request, pinned)} GROUP BY BillingCurrency ORDER BY BillingCurrency`;
}

/** `rows` and the four sums as text, over rows that have the four costs. 256 bits, since a sum of Decimal(38, 18) wraps silently. */
export const totalsOf =
  "toString(count()) AS rows, " +
  (["BilledCost", "EffectiveCost", "ContractedCost", "ListCost"] as const)
    .map((cost) => `toString(sum(toDecimal256(${cost}, 18))) AS Sum${cost}`)
    .join(", ");

function ofPinned({ month }: FocusExportRequest, pinned: readonly PinnedSnapshot[]): string {
  for (const { billingAccountId, snapshotId } of pinned)
    for (const id of [billingAccountId, snapshotId])
      if (!/^[\w-]{1,128}$/.test(id)) throw new RangeError(`invalid id: ${JSON.stringify(id)}`);
  const keys = pinned.map(({ billingAccountId, snapshotId }) => `('${billingAccountId}', '${snapshotId}')`);
  // A tuple of one element is not a tuple, and without snapshots there are no rows.
  const chosen = keys.length === 0 ? "0" : `(x_BillingAccountId, x_SnapshotId) IN [${keys.join(", ")}]`;
  return `toStartOfMonth(x_BillingPeriod) = '${month.firstDay}' AND ${chosen}`;
}

function written(
  { sql, kind }: FocusExportColumn,
  { format, spreadsheetSafe }: Pick<FocusExportRequest, "format" | "spreadsheetSafe">,
): string {
  switch (kind) {
    case "text":
      return spreadsheetSafe ? spreadsheetSafeSql(sql) : sql;
    case "decimal":
    case "day":
      return sql;
    case "date-time":
      return format === "parquet" ? `toDateTime64(${sql}, 3, 'UTC')` : `formatDateTime(${sql}, '%Y-%m-%dT%H:%i:%SZ', 'UTC')`;
  }
}

/** A snapshot that an export reads, even if another is published meanwhile. */
export interface PinnedSnapshot {
  readonly billingAccountId: string;
  readonly snapshotId: string;
}
