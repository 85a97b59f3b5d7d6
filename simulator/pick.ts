/** The item of a list that a number falls on; the list must not be empty. */
export function pick<T>(items: readonly T[], number: number): T {
  const item = items[number % items.length];
  if (item === undefined) throw new RangeError("pick needs a list with items and a whole number");
  return item;
}
