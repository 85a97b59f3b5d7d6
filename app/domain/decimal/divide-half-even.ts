/** The quotient of two whole numbers, rounded to a whole number; a tie goes to the even neighbour, so that many ties do not drift a total. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const [top, bottom] = [abs(dividend), abs(divisor)];
  const quotient = top / bottom;
  const twice = (top % bottom) * 2n;
  const isUp = twice > bottom || (twice === bottom && quotient % 2n === 1n);
  const rounded = isUp ? quotient + 1n : quotient;
  return dividend < 0n === divisor < 0n ? rounded : -rounded;
}

const abs = (value: bigint): bigint => (value < 0n ? -value : value);
