import { type FocusColumnName, focusColumns } from "../focus-columns";
import { type FocusFileColumn, focusFileColumns } from "./focus-file-column";

/** A column of FocusCostAndUsage that is filled from a file. */
export type FocusImportColumn = FocusColumnName | FocusFileColumn | (typeof ownColumns)[number]["name"];

/** How the text of a file becomes a value. */
export type FocusImportKind = "text" | "amount" | "quantity" | "date-time" | "json" | "day";

/** Those of our `x_` columns that are no text, number or day of a file alone. */
const ownColumns = [
  { name: "x_ProviderName", kind: "text", nullable: true },
  { name: "x_PublisherName", kind: "text", nullable: true },
  { name: "x_ListCostSource", kind: "text", nullable: false },
  { name: "x_ResourceKey", kind: "text", nullable: false },
  { name: "x_ResourceTrackingRuleId", kind: "text", nullable: true },
] as const;

/** All of them with their kind: first the 65 of FOCUS, then ours. */
export const focusImportColumns: readonly {
  readonly name: FocusImportColumn;
  readonly kind: FocusImportKind;
  readonly nullable: boolean;
}[] = [
  ...focusColumns.map(({ name, dataType, nullable }) => ({ name, kind: kinds(dataType), nullable })),
  ...ownColumns,
  ...focusFileColumns.map(([name, kind]) => ({ name, kind, nullable: kind !== "text" })),
];

function kinds(dataType: (typeof focusColumns)[number]["dataType"]): FocusImportKind {
  switch (dataType) {
    case "String":
      return "text";
    case "Decimal":
      return "amount";
    case "Date/Time":
      return "date-time";
    case "JSON":
      return "json";
  }
}
