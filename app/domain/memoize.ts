/** Longer texts are computed each time: they are rare, and keeping them would let one bad producer fill the memory. */
const longestKey = 8192;
const passedBy = 8;
const leastKnown = 8;

/**
 * Judges a memory of `limit` entries each time it is full. When fewer than one entry in eight was found again since the time before, it rests: for eight times
 * as many look-ups nothing is remembered, which would only take memory and time. Then it tries again.
 */
export class Usefulness {
  #known = 0;
  #resting = 0;

  constructor(private readonly limit: number) {}

  /** An entry was found again. */
  known(): void {
    this.#known += 1;
  }

  /** Asked once for each entry that is looked up, or would be remembered. */
  isResting(): boolean {
    if (this.#resting === 0) return false;
    this.#resting -= 1;
    return true;
  }

  /**
   * The memory is full with `held` entries: whether it rests from now on, and all of it can go. `isNew`: it has not been full before, which is too early to
   * tell.
   */
  rests(isNew: boolean, held = this.limit): boolean {
    const isWorthless = !isNew && this.#known * leastKnown < held;
    this.#known = 0;
    if (isWorthless) this.#resting = this.limit * passedBy;
    return isWorthless;
  }
}

/**
 * Remembers the results of a pure function of one text, for the bill's way of repeating itself: a VM comes back each day with the same
 * instance id and tags. Holds at most `2 * limit` results: when the young half is full, the old half is dropped whole. Where texts hardly come again it rests.
 */
export function memoize<Value>(limit: number, compute: (text: string) => Value): (text: string) => Value {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  const usefulness = new Usefulness(limit);
  return (text) => {
    if (usefulness.isResting()) return compute(text);
    const recent = young.get(text);
    if (recent !== undefined) {
      usefulness.known();
      return recent;
    }
    if (text.length > longestKey) return compute(text);
    const before = old.get(text);
    if (before !== undefined) usefulness.known();
    const own = before === undefined ? ownText(text) : text;
    const value = before ?? compute(own);
    if (young.size >= limit) {
      // What comes again only after more than one half is found in the old one.
      old = usefulness.rests(old.size === 0) ? new Map<string, Value>() : young;
      young = new Map<string, Value>();
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
