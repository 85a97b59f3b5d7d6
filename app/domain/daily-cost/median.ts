/** The middle of some numbers, or the mean of the middle two; 0 of none. For few numbers: it inserts one after the other. */
export function median(numbers: readonly number[]): number {
  const sorted: number[] = [];
  for (const one of numbers) {
    let place = sorted.length;
    while (place > 0 && (sorted[place - 1] ?? 0) > one) {
      sorted[place] = sorted[place - 1] ?? 0;
      place -= 1;
    }
    sorted[place] = one;
  }
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
