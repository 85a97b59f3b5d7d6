import { type FocusColumnName, focusColumns } from "./focus-columns";

/** Columns that came after FOCUS 1.2. */
const later: ReadonlySet<string> = new Set(
  focusColumns.filter(({ since }) => since === "1.3" || since === "1.4").map(({ name }) => name satisfies FocusColumnName),
);

/** Columns of 1.2 that later versions dropped, and where their values are. */
const dropped = { ProviderName: "x_ProviderName", PublisherName: "x_PublisherName" } as const;

/**
 * The 57 columns of FOCUS 1.2 in the order of its specification, which is alphabetical, each as SQL over FocusCostAndUsage. ProviderName and
 * PublisherName, which 1.3 replaced, allow no null; a row of a later file that names neither has its ServiceProviderName.
 */
export const focus12Columns: readonly { readonly name: string; readonly expression: string }[] = [
  ...focusColumns.filter(({ name }) => !later.has(name)).map(({ name }) => ({ name, expression: name })),
  ...Object.entries(dropped).map(([name, kept]) => ({ name, expression: `ifNull(${kept}, ServiceProviderName)` })),
].sort((a, b) => (a.name < b.name ? -1 : 1));
