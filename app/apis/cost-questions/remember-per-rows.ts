/**
 * Remembers what was made of rows for as long as the rows are remembered: an equal question gets the very same array from `keptRows`. What is made
 * must depend on nothing that the statement of the rows does not say.
 */
export function rememberPerRows<Made extends object>(): (rows: readonly object[], make: () => Made) => Made {
  const known = new WeakMap<readonly object[], Made>();
  return (rows, make) => {
    const found = known.get(rows);
    if (found !== undefined) return found;
    const made = make();
    known.set(rows, made);
    return made;
  };
}
