/**
 * Exact arithmetic on amounts, which are decimal text from the API to the screen: sums and differences as integers of 10^-30, so that no digit of a cost
 * (18 decimals) or of a unit price is lost.
 */
const decimals = 30;
const unit = 10n ** BigInt(decimals);
const form = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Text that is a plain decimal number, as `Intl.NumberFormat` takes it with all of its digits. */
export type DecimalText = `${number}`;

export function isDecimalText(text: string): text is DecimalText {
  return form.test(text);
}

/** In units of 10^-30. Throws a RangeError for anything but plain digits with at most 30 decimals: an API that answers those is broken. */
function parse(text: string): bigint {
  const [, sign, whole = "", fraction = ""] = form.exec(text) ?? [];
  if (sign === undefined || fraction.length > decimals) throw new RangeError(`"${text.slice(0, 80)}" is no amount`);
  const size = BigInt(whole) * unit + BigInt(fraction.padEnd(decimals, "0"));
  return sign === "-" ? -size : size;
}

function write(value: bigint): string {
  const size = value < 0n ? -value : value;
  const fraction = (size % unit).toString().padStart(decimals, "0").replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}${size / unit}${fraction === "" ? "" : `.${fraction}`}`;
}

/** The exact sum. Null amounts are unknown and are in no sum; null when none is known. */
export function sumOf(amounts: readonly (string | null)[]): string | null {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? null : write(known.reduce((sum, amount) => sum + parse(amount), 0n));
}

/** `a - b`, exactly. */
export function differenceOf(a: string, b: string): string {
  return write(parse(a) - parse(b));
}

/** The amount without its sign. */
export function sizeOf(amount: string): string {
  return amount.startsWith("-") ? amount.slice(1) : amount;
}

export function signOf(amount: string): -1 | 0 | 1 {
  const value = parse(amount);
  return value < 0n ? -1 : value > 0n ? 1 : 0;
}

/** Ascending, unknown amounts first: `amounts.sort(compareAmounts)`. */
export function compareAmounts(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  const difference = parse(a) - parse(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The largest of the amounts that are known; null when none is. */
export function largestOf(amounts: readonly (string | null)[]): string | null {
  return [...amounts].sort(compareAmounts).at(-1) ?? null;
}

/** `part / whole` as decimal text with six decimals, cut: "0.518900". Null when the whole is zero, or one of them is unknown. */
export function shareOf(part: string | null, whole: string | null): string | null {
  if (part === null || whole === null || signOf(whole) === 0) return null;
  return write(((parse(part) * 1_000_000n) / parse(whole)) * (unit / 1_000_000n));
}

/** Where the digits of two amounts begin to differ: an index into the longer text; null when they are equal. */
export function firstDifferingDigit(a: string, b: string): number | null {
  if (a === b) return null;
  for (let index = 0; ; index += 1) if (a[index] !== b[index]) return index;
}
