/**
 * Adds costs up in whole numbers of 10^-18, the scale of the cost columns: our own total, which the engine's must equal. Takes plain decimal text
 * of at most 18 decimals and throws on anything else.
 */
export class ExactSum {
  #units = 0n;

  constructor(start = "0") {
    this.add(start);
  }

  add(text: string): void {
    this.#units += toUnits(text);
  }

  /** Plain decimal text without trailing zeros, as ClickHouse prints a Decimal. */
  toString(): string {
    const digits = (this.#units < 0n ? -this.#units : this.#units).toString().padStart(scale + 1, "0");
    const fraction = digits.slice(-scale).replace(/0+$/, "");
    return `${this.#units < 0n ? "-" : ""}${digits.slice(0, -scale)}${fraction === "" ? "" : `.${fraction}`}`;
  }

  /** This sum and another. */
  plus(other: ExactSum): ExactSum {
    const sum = new ExactSum();
    sum.#units = this.#units + other.#units;
    return sum;
  }

  /** This sum less another. */
  minus(other: ExactSum): ExactSum {
    const difference = new ExactSum();
    difference.#units = this.#units - other.#units;
    return difference;
  }

  /** Negative, 0 or positive, as this sum is nearer to zero than, as near as or farther from it than the other. */
  compareSize(other: ExactSum): number {
    const [own, its] = [abs(this.#units), abs(other.#units)];
    return own < its ? -1 : own > its ? 1 : 0;
  }

  /** Negative, 0 or positive, as this sum is below, equal to or above the other. */
  compare(other: ExactSum): number {
    return this.#units < other.#units ? -1 : this.#units > other.#units ? 1 : 0;
  }

  /** Distance to another sum, at most `share` (text) of it or `floor` (text), whichever is more. */
  isWithin(other: ExactSum, floor: string, perMille: number): boolean {
    const gap = abs(this.#units - other.#units);
    const allowed = (abs(other.#units) * BigInt(perMille)) / 1000n;
    const least = toUnits(floor);
    return gap <= (allowed > least ? allowed : least);
  }
}

/** Plain decimal text of at most 18 decimals as a whole number of 10^-18; throws on anything else. */
export function toUnits(text: string): bigint {
  const point = text.indexOf(".");
  if (point < 0) return BigInt(text) * one;
  const decimals = text.length - point - 1;
  if (decimals > scale) throw new RangeError(`more than ${scale} decimals: ${text}`);
  return BigInt(text.slice(0, point) + text.slice(point + 1) + zeros.slice(decimals));
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

const scale = 18;
const zeros = "0".repeat(scale);
const one = 10n ** BigInt(scale);
