/** How many digits a plain decimal has before its point. */
export function countWholeDigits(plain: string): number {
  const point = plain.indexOf(".");
  return (point === -1 ? plain.length : point) - (plain.startsWith("-") ? 1 : 0);
}
