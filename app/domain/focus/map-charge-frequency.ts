/** What frequency may say, by `mapWord`. */
const frequencies = { onetime: "One-Time", recurring: "Recurring", usagebased: "Usage-Based" } as const;

/**
 * SQL: ChargeFrequency: what the row says. A legacy row says nothing: usage is `Usage-Based`, and each row of anything else is one payment. FOCUS does
 * not allow `Usage-Based` for a purchase, so that is `One-Time` too. TSV row `(derived) ChargeFrequency`.
 */
export function mapChargeFrequency(frequency: string, chargeCategory: string): string {
  const said = Object.entries(frequencies).map(
    ([word, value]) => `${frequency} = '${word}'${value === "Usage-Based" ? ` AND ${chargeCategory} != 'Purchase'` : ""}, '${value}'`,
  );
  return `multiIf(${said.join(", ")}, ${chargeCategory} = 'Usage', 'Usage-Based', 'One-Time')`;
}

/** SQL: whether a row says a frequency that ChargeFrequency does not follow; null counts for none. */
export function isOtherFrequency(frequency: string, chargeCategory: string): string {
  const known = Object.keys(frequencies).map((word) => `'${word}'`);
  return `(${frequency} NOT IN ('', ${known.join(", ")}) OR ${frequency} = 'usagebased' AND ${chargeCategory} = 'Purchase')`;
}
