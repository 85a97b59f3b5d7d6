/** `1 charge`, `2 charges`: how many of something there are, in words. `several` is for nouns that are not made plural by an s. */
export function countOf(count: number | bigint | string, one: string, several = `${one}s`): string {
  return `${count} ${String(count) === "1" ? one : several}`;
}
