/** What a chart of costs shows. Amounts are text; `charts/geometry.ts` makes lengths of them. */
export interface CostChartData {
  readonly currency: string | null;
  /** Days or months, in order. */
  readonly dates: readonly string[];
  /** At most nine: eight groups and all others. */
  readonly series: readonly {
    readonly name: string;
    readonly label: string;
    readonly color: string;
    /** One for each date; null where nothing is known. */
    readonly values: readonly (string | null)[];
  }[];
  /** What is compared, drawn as a line. */
  readonly line: { readonly label: string; readonly values: readonly (string | null)[] } | null;
  /** What the last date is still expected to cost: a hatched bar on top of it. */
  readonly expected: { readonly label: string; readonly amount: string } | null;
  /** From this date on more is expected: drawn over with lines. Null: all dates are whole. */
  readonly unfinishedFrom: string | null;
  readonly unfinishedLabel: string;
  /** The amounts are what one unit cost, of which every digit is told. */
  readonly isUnitPrice?: boolean;
}
