export interface Gathered<Result> {
  /** Of the work on everything that was handed in within the turn. */
  readonly result: Promise<Result>;
  /** True for the one that was handed in first. */
  readonly isFirst: boolean;
}

/** Does the work on what concurrent callers hand in within one turn of the event loop as one. Works overlap when turns do; nothing is kept between them. */
export function gatherTurn<Item, Result>(work: (items: readonly Item[]) => Promise<Result>): (item: Item) => Gathered<Result> {
  let waiting: { readonly items: Item[]; readonly result: Promise<Result> } | undefined;
  return (item) => {
    const isFirst = waiting === undefined;
    if (waiting === undefined) {
      const items: Item[] = [];
      const turn = new Promise<void>((resolve) => setImmediate(resolve));
      const result = turn.then(() => {
        waiting = undefined;
        return work(items);
      });
      waiting = { items, result };
    }
    waiting.items.push(item);
    return { result: waiting.result, isFirst };
  };
}
