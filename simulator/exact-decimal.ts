/** A number as mantissa × 10^-scale. The simulator reckons in these, so that its totals owe nothing to the code that is tested against them. */
export interface ExactDecimal {
  readonly mantissa: bigint;
  readonly scale: number;
}
