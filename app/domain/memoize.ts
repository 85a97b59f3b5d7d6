/** Longer texts are computed each time: they are rare, and keeping them would let one bad producer fill the memory. */
const longestKey = 8192;
/** Texts that are not looked up, for each of `limit`, after fewer than one in `leastKnown` was known. */
const passedBy = 8;
const leastKnown = 8;

/**
 * Remembers the results of a pure function of one text, for the bill's way of repeating itself: a VM comes back each day with the same
 * instance id and tags. Holds at most `2 * limit` results: when the young half is full, the old half is dropped whole. Where texts hardly come again, it
 * computes some thousand without looking them up, and then tries again.
 */
export function memoize<Value>(limit: number, compute: (text: string) => Value): (text: string) => Value {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  /** Since the young half was empty. */
  let known = 0;
  let unasked = 0;
  return (text) => {
    if (unasked > 0) {
      unasked -= 1;
      return compute(text);
    }
    const recent = young.get(text);
    if (recent !== undefined) {
      known += 1;
      return recent;
    }
    if (text.length > longestKey) return compute(text);
    const before = old.get(text);
    if (before !== undefined) known += 1;
    const own = before === undefined ? ownText(text) : text;
    const value = before ?? compute(own);
    if (young.size >= limit) {
      // What comes again only after more than one half is found in the old one.
      const isWorthless = old.size > 0 && known * leastKnown < limit;
      if (isWorthless) unasked = limit * passedBy;
      old = isWorthless ? new Map<string, Value>() : young;
      young = new Map<string, Value>();
      known = 0;
    }
    young.set(own, value);
    return value;
  };
}

/** Remembers the last result of a pure function of one text: a cell of a bill often says what the cell above it says. */
export function rememberLast<Value>(compute: (text: string) => Value): (text: string) => Value {
  let last: { readonly text: string; readonly value: Value } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, value: compute(text) };
    return last.value;
  };
}

/**
 * The same text in memory of its own. A cell that was cut out of a page keeps the whole page alive for as long as it is remembered; below 13 characters
 * the engine copies by itself.
 */
export function ownText(text: string): string {
  return text.length < 13 ? text : structuredClone(text);
}
