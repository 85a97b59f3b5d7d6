import type { FocusColumnName } from "../focus-columns";

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
export const earlierFocusColumns: readonly EarlierFocusColumn[] = [
  { name: "ProviderName", becomes: ["x_ProviderName"], previewOnly: false },
  { name: "PublisherName", becomes: ["x_PublisherName"], previewOnly: false },
  { name: "Provider", becomes: ["x_ProviderName"], previewOnly: true },
  { name: "Publisher", becomes: ["x_PublisherName"], previewOnly: true },
  { name: "InvoiceIssuer", becomes: ["InvoiceIssuerName"], previewOnly: true },
  { name: "Region", becomes: ["RegionId", "RegionName"], previewOnly: true },
  { name: "UsageQuantity", becomes: ["ConsumedQuantity"], previewOnly: true },
  { name: "UsageUnit", becomes: ["ConsumedUnit"], previewOnly: true },
];
