/** How many digits a plain decimal has after its point. */
export function countDecimals(plain: string): number {
  const point = plain.indexOf(".");
  return point === -1 ? 0 : plain.length - point - 1;
}
