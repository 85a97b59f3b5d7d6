/** The names of a table of columns such as those of cost-columns.ts, in its order. */
export function keysOf<K extends string>(columns: Readonly<Record<K, string>>): readonly K[] {
  return Object.keys(columns).filter((name): name is K => name in columns);
}
