/** Longer texts are computed each time: they are rare, and keeping them would let one bad producer fill the memory. */
const longestKey = 8192;

/**
 * Remembers the results of a pure function of one text, for the bill's way of repeating itself: a VM comes back each day with the same
 * instance id and tags. Holds at most `2 * limit` results: when the young half is full, the old half is dropped whole.
 */
export function memoize<Value>(limit: number, compute: (text: string) => Value): (text: string) => Value {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  return (text) => {
    const known = young.get(text);
    if (known !== undefined) return known;
    if (text.length > longestKey) return compute(text);
    const value = old.get(text) ?? compute(text);
    if (young.size >= limit) {
      old = young;
      young = new Map();
    }
    young.set(text, value);
    return value;
  };
}
