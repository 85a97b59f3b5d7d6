import { type FocusColumnName, focusColumns } from "../focus-columns";

/**
 * The allowed value of 1.4 that a value means: the same in other letter case, or what an earlier version called it. Null: not allowed, or the column has no
 * closed list and any value is.
 */
export function allowFocusValue(column: FocusColumnName, value: string): { readonly value: string; readonly allowed: boolean } {
  const allowed = lists.get(column);
  if (allowed === undefined) return { value, allowed: true };
  const found = allowed.get(value.trim().toLowerCase());
  return found === undefined ? { value, allowed: false } : { value: found, allowed: true };
}

/** What 1.0-preview called them. */
const earlier: Readonly<Partial<Record<FocusColumnName, readonly (readonly [string, string])[]>>> = {
  PricingCategory: [
    ["on-demand", "Standard"],
    ["commitment-based", "Committed"],
  ],
};

const lists: ReadonlyMap<FocusColumnName, ReadonlyMap<string, string>> = new Map(
  focusColumns
    .filter(({ allowedValues }) => allowedValues.length > 0)
    .map(({ name, allowedValues }) => [
      name,
      new Map([...(earlier[name] ?? []), ...allowedValues.map((value): readonly [string, string] => [value.toLowerCase(), value])]),
    ]),
);
