/** Divides by `10 ** digits` and rounds to the nearest whole; a tie goes to the even neighbour, so that many ties do not drift a total. */
export function roundHalfEven(unscaled: bigint, digits: number): bigint {
  if (digits <= 0) return unscaled;
  const divisor = 10n ** BigInt(digits);
  const magnitude = unscaled < 0n ? -unscaled : unscaled;
  const quotient = magnitude / divisor;
  const twice = (magnitude % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return unscaled < 0n ? -rounded : rounded;
}
