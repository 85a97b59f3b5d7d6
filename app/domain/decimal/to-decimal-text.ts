/** `unscaled / 10 ** scale` as plain digits: no exponent, no needless zeros, never `-0`. */
export function toDecimalText(unscaled: bigint, scale: number): string {
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  let end = digits.length;
  while (end > whole.length && digits.charCodeAt(end - 1) === zero) end--;
  const fraction = digits.slice(whole.length, end);
  return (negative ? "-" : "") + whole + (fraction === "" ? "" : `.${fraction}`);
}

const zero = 48;
