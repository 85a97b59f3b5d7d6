import type { ExactDecimal } from "./exact-decimal";

/**
 * The ways EA writes one and the same number: `plain` 0.0000096, `padded` with zeros to 18 decimals, `upper-exponent` 9.6E-06,
 * `lower-exponent` 8e-08. Exponents are used only for numbers below 0.0001, like the serialisers that real bills come from.
 */
export type DecimalStyle = "plain" | "padded" | "upper-exponent" | "lower-exponent";

/** A JSON number literal with exactly this value. */
export function formatDecimal(value: ExactDecimal, style: DecimalStyle): string {
  const sign = value.mantissa < 0n ? "-" : "";
  const digits = (value.mantissa < 0n ? -value.mantissa : value.mantissa).toString();
  switch (style) {
    case "plain":
      return sign + plain(digits, value.scale);
    case "padded":
      return sign + plain(digits + "0".repeat(18 - value.scale), 18);
    case "upper-exponent":
    case "lower-exponent": {
      const exponent = digits.length - 1 - value.scale;
      if (value.mantissa === 0n || exponent > -5) return sign + plain(digits, value.scale);
      const trimmed = digits.replace(/0+$/, "");
      const fraction = trimmed.length > 1 ? `.${trimmed.slice(1)}` : "";
      return `${sign}${trimmed.slice(0, 1)}${fraction}${style === "upper-exponent" ? "E" : "e"}-${String(-exponent).padStart(2, "0")}`;
    }
  }
}

function plain(digits: string, scale: number): string {
  if (scale === 0) return digits;
  const padded = digits.padStart(scale + 1, "0");
  return `${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}
