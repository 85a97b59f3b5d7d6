/** Colours of the series, as CSS knows them; the last one is that of all others. Each has a contrast of 4.8 and more on a card. */
const colors = Array.from({ length: 8 }, (_, index) => `var(--series-${String(index + 1)})`);
export const otherColor = "var(--series-other)";

/**
 * A colour for each name. A name has the same colour on every page and in every period: it follows from its letters, and only names that would have the same
 * one beside each other move on to the next that is free.
 */
export function seriesColors(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Map<string, string>();
  for (const name of names) {
    let hash = 0;
    for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 997;
    const used = new Set(taken.values());
    const order = colors.map((_, step) => colors[(hash + step) % colors.length] ?? otherColor);
    taken.set(name, order.find((color) => !used.has(color)) ?? otherColor);
  }
  return taken;
}
