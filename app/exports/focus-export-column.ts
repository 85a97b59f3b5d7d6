import { focus12Columns } from "../domain/focus/focus-1-2-columns";
import { focusColumns } from "../domain/focus/focus-columns";
import { focusFileColumns } from "../domain/focus/import/focus-import-column";
import { spreadsheetSafeColumn } from "../domain/focus/spreadsheet-safe";
import type { FocusExportRequest } from "./focus-export-request";

/** A column of an export: its name, its SQL, and how its values are written. */
export interface FocusExportColumn {
  readonly name: string;
  readonly sql: string;
  readonly kind: "text" | "decimal" | "date-time" | "day";
}

/**
 * The columns of an export in their order: those of the version as the specification lists them, then ours, which both versions allow. Nothing that only
 * means something in this database is among them, apart from x_ChargeId, by which a row can be found again. A file that is safe for spreadsheets says so
 * in its last column, so that an import reads its texts back as they were.
 */
export function focusExportColumns({
  version,
  spreadsheetSafe,
}: Pick<FocusExportRequest, "version" | "spreadsheetSafe">): readonly FocusExportColumn[] {
  const last = spreadsheetSafe ? [{ name: spreadsheetSafeColumn, sql: "'1'", kind: "text" } as const] : [];
  switch (version) {
    case "1.4":
      return [...focusColumns.map(({ name }) => ({ name, sql: name, kind: kindOf(name) })), ...ours, ...last];
    case "1.2":
      return [...focus12Columns.map(({ name, expression }) => ({ name, sql: expression, kind: kindOf(name) })), ...ours, ...last];
  }
}

function kindOf(name: string): FocusExportColumn["kind"] {
  const dataType = focusColumns.find((column) => column.name === name)?.dataType;
  return dataType === "Decimal" ? "decimal" : dataType === "Date/Time" ? "date-time" : "text";
}

const unordered: readonly FocusExportColumn[] = [
  { name: "x_ChargeId", sql: "x_ChargeId", kind: "text" },
  { name: "x_ChargeOrigin", sql: "x_ChargeOrigin", kind: "text" },
  { name: "x_Problems", sql: "toJSONString(x_Problems)", kind: "text" },
  { name: "x_ListCostSource", sql: "x_ListCostSource", kind: "text" },
  { name: "x_ProviderName", sql: "x_ProviderName", kind: "text" },
  { name: "x_PublisherName", sql: "x_PublisherName", kind: "text" },
  { name: "x_ResourceTrackingRuleId", sql: "x_ResourceTrackingRuleId", kind: "text" },
  { name: "x_SourceFocusVersion", sql: "x_SourceFocusVersion", kind: "text" },
  { name: "x_SourceColumns", sql: "x_SourceColumns", kind: "text" },
  ...focusFileColumns.map(
    ([name, kind]): FocusExportColumn => ({
      name,
      sql: name,
      kind: kind === "amount" || kind === "quantity" ? "decimal" : kind,
    }),
  ),
];

/** FOCUS asks for custom columns in alphabetical order. */
const ours = [...unordered].sort((a, b) => (a.name < b.name ? -1 : 1));
