/**
 * Where amounts become numbers: for lengths, positions and shades only, which an eye cannot tell apart at the sixteenth digit. What a chart says in words
 * is made of the text. Lint allows `Number()` here and nowhere else in the dashboard.
 */
export function toLength(amount: string | null): number {
  return amount === null ? 0 : Number(amount);
}

/** The value of a mark on an axis as decimal text: four digits of it, since an axis is a ruler and no amount. */
export function tickText(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 4, useGrouping: false });
}

/** Which of `steps` shades stands for an amount, 0 for none and `steps - 1` for the largest; by the fourth root, since few cells have most of the cost. */
export function shadeOf(amount: string | null, largest: string, steps: number): number {
  const most = toLength(largest);
  const value = toLength(amount);
  if (value <= 0 || most <= 0) return 0;
  return Math.max(1, Math.min(steps - 1, Math.round((value / most) ** 0.25 * (steps - 1))));
}

/** A part of a whole in percent, 0 to 100, for the width of a bar. */
export function widthOf(part: string | null, whole: string | null): number {
  const most = toLength(whole);
  return most <= 0 ? 0 : Math.max(0, Math.min(100, (toLength(part) / most) * 100));
}
