import type { FocusExportMetadata } from "./focus-export-metadata";

/** What a command says of a written export: one short line. Column names, snapshots and the hash are in `<path>.metadata.json`. */
export function describeFocusExport({ rows, columns, bytes, totals }: FocusExportMetadata, path: string): string {
  const costs = totals.map(({ BillingCurrency, BilledCost }) => `${BilledCost} ${BillingCurrency}`).join(", ");
  return `Wrote ${rows} rows of ${columns.length} columns, ${bytes} bytes, billed ${costs}, to ${path}; metadata in ${path}.metadata.json`;
}
